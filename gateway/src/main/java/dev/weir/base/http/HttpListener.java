package dev.weir.base.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A listening port, served by every loop of the engine.
///
/// Connections are spread over the loops in turn; an exchange stays on its connection's loop.
/// Answers to pipelined requests leave in the order of the requests.
public final class HttpListener implements AutoCloseable {
  private static final Duration BIND_WITHIN = Duration.ofSeconds(10);

  private final Engine engine;
  private final List<LoopServer> servers;
  private final AtomicInteger open;
  private final int port;

  private HttpListener(Engine engine, List<LoopServer> servers, AtomicInteger open, int port) {
    this.engine = engine;
    this.servers = servers;
    this.open = open;
    this.port = port;
  }

  /// Binds and starts to accept. Not to be called on a loop.
  ///
  /// @param port 0 for any free one
  public static HttpListener start(
      Engine engine, ListenerLimits limits, String host, int port, Receiver receiver) {
    AtomicInteger open = new AtomicInteger();
    List<LoopServer> servers = new ArrayList<>();
    int address = port == 0 ? engine.ephemeralPort() : port;
    int bound = 0;
    for (Loop loop : engine.loops()) {
      LoopServer server = new LoopServer(engine, loop, limits, receiver, open);
      servers.add(server);
      bound = await(server.listen(host, address), host + ":" + port);
    }
    return new HttpListener(engine, servers, open, bound);
  }

  private static int await(Future<Integer> bound, String address) {
    try {
      return bound.await(BIND_WITHIN);
    } catch (TimeoutException e) {
      throw new IllegalStateException("could not listen on " + address, e);
    } catch (Exception e) {
      // What the engine failed of arrives here undeclared, an IOException included.
      throw new UncheckedIOException(
          "could not listen on %s: %s".formatted(address, e.getMessage()),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  public int port() {
    return port;
  }

  /// Connections open now.
  public int connections() {
    return open.get();
  }

  /// Closes the port and every connection at once.
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /// Stops accepting, gives running exchanges this long, then closes what is left.
  public void close(Duration grace) {
    List<Future<Void>> closing = servers.stream().map(server -> server.close(grace)).toList();
    try {
      Future.join(closing).await(grace.plus(BIND_WITHIN));
    } catch (TimeoutException e) {
      engine.bugs().accept(e);
    }
  }

  /// What a listener hands its exchanges to. Called on the exchange's loop; must not block. A
  /// [RuntimeException] thrown here is reported and ends the exchange with 500 or an abort.
  @FunctionalInterface
  public interface Receiver {
    /// The request is complete.
    void accept(Exchange exchange);

    /// The request's body was over the limit and has been thrown away. The connection closes after
    /// the answer.
    default void tooLarge(Exchange exchange) {
      exchange.end(413, Headers.EMPTY, new byte[0]);
    }
  }
}
