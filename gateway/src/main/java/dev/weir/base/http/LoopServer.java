package dev.weir.base.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A listener's share on one loop: reads bodies, then hands exchanges over.
final class LoopServer {
  private final Loop loop;
  private final ListenerLimits limits;
  private final HttpListener.Receiver receiver;
  private final Consumer<Throwable> bugs;
  private final AtomicInteger open;
  private final HttpServer server;
  private final IdentityHashMap<HttpConnection, ServerConnection> connections =
      new IdentityHashMap<>();

  /// @param open connections over all loops of the listener
  LoopServer(
      Engine engine,
      Loop loop,
      ListenerLimits limits,
      HttpListener.Receiver receiver,
      AtomicInteger open) {
    this.loop = loop;
    this.limits = limits;
    this.receiver = receiver;
    this.bugs = engine.bugs();
    this.open = open;
    this.server =
        engine
            .vertx()
            .createHttpServer(options(limits))
            .connectionHandler(this::connected)
            .requestHandler(this::requested);
  }

  private static HttpServerOptions options(ListenerLimits limits) {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setAcceptBacklog(limits.backlog())
        .setMaxHeaderSize(limits.headerBytesMax())
        .setMaxInitialLineLength(limits.requestLineBytesMax())
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setUseAlpn(false)
        .setIdleTimeout(0);
  }

  /// Binds on this server's loop, whichever thread asks.
  Future<Integer> listen(String host, int port) {
    return Future.future(bound ->
        loop.run(() -> server.listen(port, host).map(HttpServer::actualPort).onComplete(bound)));
  }

  /// Stops accepting, gives running exchanges this long, then closes what is left.
  Future<Void> close(Duration grace) {
    return server.shutdown(grace);
  }

  private void connected(HttpConnection connection) {
    if (open.incrementAndGet() > limits.connectionsMax()) {
      open.decrementAndGet();
      var _ = connection.close();
      return;
    }
    ServerConnection watched = new ServerConnection(loop, connection, limits.idleTimeout());
    connections.put(connection, watched);
    connection.closeHandler(_ -> {
      open.decrementAndGet();
      connections.remove(connection);
      watched.closed();
    });
  }

  private void requested(HttpServerRequest request) {
    ServerConnection connection = connections.get(request.connection());
    if (connection == null) {
      return; // closed on arrival, over the limit
    }
    Reply reply = new Reply(loop, request, connection);
    connection.begins(reply);
    if (!announcesBody(request.headers())) {
      connection.received();
      deliver(request, reply, Bytes.NONE, false);
      return;
    }
    new BodyReader(request, limits.bodyBytesMax(), connection)
        .read((body, tooLarge) -> deliver(request, reply, body, tooLarge));
  }

  private static boolean announcesBody(MultiMap fields) {
    return fields.contains("transfer-encoding") || fields.contains("content-length");
  }

  private void deliver(HttpServerRequest request, Reply reply, byte[] body, boolean tooLarge) {
    Exchange exchange = new Exchange(loop, request, headers(request.headers()), body, reply);
    try {
      if (tooLarge) {
        reply.closeAfterwards();
        receiver.tooLarge(exchange);
      } else {
        receiver.accept(exchange);
      }
    } catch (RuntimeException e) {
      bugs.accept(e);
      reply.giveUp();
    }
  }

  static Headers headers(MultiMap fields) {
    String[] flat = new String[fields.size() * 2];
    int[] next = {0};
    fields.forEach((name, value) -> {
      flat[next[0]++] = name;
      flat[next[0]++] = value;
    });
    return Headers.parsed(flat);
  }
}
