package dev.weir.base.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A listening port, served by every loop of the engine.
///
/// Connections are spread over the loops in turn; an exchange stays on its connection's loop.
/// Answers to pipelined requests leave in the order of the requests.
public final class HttpListener implements AutoCloseable {
  private static final Duration BIND_WITHIN = Duration.ofSeconds(10);

  private final Engine engine;
  private final List<LoopServer> servers;
  private final ListenerLoad load;
  private final int port;

  private HttpListener(Engine engine, List<LoopServer> servers, ListenerLoad load, int port) {
    this.engine = engine;
    this.servers = servers;
    this.load = load;
    this.port = port;
  }

  /// Where to listen.
  ///
  /// @param port 0 for any free one
  /// @param certificate with one the listener speaks TLS 1.2 and 1.3, and HTTP/2 with clients that
  ///   ask for it in the handshake; without, clear text and HTTP/1.1
  public record Address(String host, int port, Optional<Certificate> certificate) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// Binds in clear text and starts to accept. Not to be called on a loop.
  ///
  /// @param port 0 for any free one
  public static HttpListener start(
      Engine engine, ListenerLimits limits, String host, int port, Receiver receiver) {
    return start(engine, limits, new Address(host, port, Optional.empty()), receiver);
  }

  /// Binds and starts to accept. Not to be called on a loop.
  public static HttpListener start(
      Engine engine, ListenerLimits limits, Address address, Receiver receiver) {
    ListenerLoad load = ListenerLoad.of(limits);
    List<LoopServer> servers = new ArrayList<>();
    int port = address.port() == 0 ? engine.ephemeralPort() : address.port();
    int bound = 0;
    for (Loop loop : engine.loops()) {
      LoopServer server =
          new LoopServer(engine, loop, limits, address.certificate(), receiver, load);
      servers.add(server);
      bound = await(server.listen(address.host(), port), address.toString());
    }
    engine.transport().guard(bound, load.connections());
    return new HttpListener(engine, servers, load, bound);
  }

  /// Uses another certificate for connections made from now on; those that are open stay. Not to be
  /// called on a loop.
  ///
  /// @throws IllegalStateException when the listener speaks clear text
  public void use(Certificate certificate) {
    List<Future<Boolean>> changing =
        servers.stream().map(server -> server.use(certificate)).toList();
    try {
      Future.all(changing).await(BIND_WITHIN);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the certificate was not taken within " + BIND_WITHIN, e);
    }
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

  /// Connections open now, those within a TLS handshake included.
  public int connections() {
    return load.connections().count();
  }

  /// Bytes of request bodies, and of answers that wait to be whole, kept now.
  public long heldBytes() {
    return load.bodies().count() + load.answers().count();
  }

  /// Still accepts, but tells each client to use another connection, or another gateway, for its
  /// next request: for the time before [#close]. Not to be called on a loop.
  ///
  /// @param within longest time for what runs; an HTTP/2 connection is closed then
  public void retire(Duration within) {
    List<Future<Void>> retiring = servers.stream().map(server -> server.retire(within)).toList();
    try {
      Future.all(retiring).await(BIND_WITHIN);
    } catch (TimeoutException e) {
      engine.bugs().accept(e);
    }
  }

  /// Closes the port and every connection at once.
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /// Stops accepting, gives running exchanges this long, then closes what is left.
  public void close(Duration grace) {
    engine.transport().release(port, load.connections());
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

    /// Asked when a body has begun to come that is not here at once. If what to do instead of
    /// [#accept] is returned, the body is not kept but thrown away as it comes, and the action is
    /// given the exchange, its body empty, when it has come.
    ///
    /// @param head of the request; it cannot be answered yet
    default Optional<Consumer<Exchange>> withoutBody(Exchange head) {
      return Optional.empty();
    }

    /// The request cannot be taken; its body is empty here. The connection closes after the answer.
    default void breached(Exchange exchange, Breach breach) {
      exchange.end(breach.kind().status(), Headers.EMPTY, new byte[0]);
    }
  }
}
