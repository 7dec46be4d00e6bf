package dev.weir.flow.edge;

import dev.weir.base.http.Exchange;
import dev.weir.base.http.Headers;
import java.time.Duration;
import java.util.concurrent.Executor;

/// A caller behind an HTTP exchange.
record HttpCaller(Exchange exchange) implements Caller {
  @Override
  public String method() {
    return exchange.method();
  }

  @Override
  public String path() {
    return exchange.path();
  }

  @Override
  public String query() {
    return exchange.query();
  }

  @Override
  public Headers headers() {
    return exchange.headers();
  }

  @Override
  public byte[] body() {
    return exchange.body();
  }

  @Override
  public boolean holdMade(int bytes) {
    return exchange.holdMade(bytes);
  }

  @Override
  public boolean hold(int bytes) {
    return exchange.hold(bytes);
  }

  @Override
  public Runnable keep() {
    return exchange.keep();
  }

  @Override
  public Executor loop() {
    return exchange.loop();
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return exchange.loop().schedule(delay, task)::cancel;
  }

  @Override
  public void head(int status, Headers headers) {
    exchange.head(status, headers);
  }

  @Override
  public boolean write(byte[] bytes) {
    return exchange.write(bytes);
  }

  @Override
  public void end() {
    exchange.end();
  }

  @Override
  public void end(int status, Headers headers, byte[] body) {
    exchange.end(status, headers, body);
  }

  @Override
  public void abort() {
    exchange.abort();
  }

  @Override
  public void onWritable(Runnable task) {
    exchange.onWritable(task);
  }

  @Override
  public void onGone(Runnable task) {
    exchange.onGone(task);
  }

  @Override
  public void onOver(Runnable task) {
    exchange.onOver(task);
  }

  @Override
  public boolean isGone() {
    return exchange.isGone();
  }
}
