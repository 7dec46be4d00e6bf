package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Listeners of one test on an engine with one loop, with small limits; a breach is remembered and
/// answered with what it says. Closing requires that no bug was reported.
final class Listening implements AutoCloseable {
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final BlockingQueue<Breach> breaches = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);

  /// The port of a new listener.
  ///
  /// @param taking gets what is no breach
  int on(Patience patience, int connectionsPerClient, Consumer<Exchange> taking) {
    ListenerLimits limits =
        new ListenerLimits(
            64 * 1024, 1 << 20, 8 * 1024, 12, 1024, 20, connectionsPerClient, 16, patience);
    return HttpListener.start(
            engine,
            limits,
            "127.0.0.1",
            0,
            new HttpListener.Receiver() {
              @Override
              public void accept(Exchange exchange) {
                taking.accept(exchange);
              }

              @Override
              public void breached(Exchange exchange, Breach breach) {
                breaches.add(breach);
                exchange.end(
                    breach.kind().status(), Headers.EMPTY, breach.detail().getBytes(UTF_8));
              }
            })
        .port();
  }

  /// The next breach, awaited.
  Breach breach() throws InterruptedException {
    Breach breach = breaches.poll(10, TimeUnit.SECONDS);
    assertThat(breach).as("a breach").isNotNull();
    return breach;
  }

  @Override
  public void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }
}
