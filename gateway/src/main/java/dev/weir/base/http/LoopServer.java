package dev.weir.base.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A listener's share on one loop: reads bodies, then hands exchanges over.
final class LoopServer {
  private static final int STREAMS_MAX = 100;
  private static final int FIELDS_USUAL = 24;

  private final Loop loop;
  private final ListenerLimits limits;
  private final HeadRules rules;
  private final boolean tls;
  private final HttpListener.Receiver receiver;
  private final Consumer<Throwable> bugs;
  private final ListenerLoad load;
  private final HttpServer server;
  private final Watch watch;
  private final IdentityHashMap<HttpConnection, ServerConnection> connections =
      new IdentityHashMap<>();
  private Loop.Timer timer = () -> {};
  private Optional<Duration> retiring = Optional.empty();

  /// @param load over all loops of the listener
  LoopServer(
      Engine engine,
      Loop loop,
      ListenerLimits limits,
      Optional<Certificate> certificate,
      HttpListener.Receiver receiver,
      ListenerLoad load) {
    this.loop = loop;
    this.limits = limits;
    this.rules = new HeadRules(limits);
    this.tls = certificate.isPresent();
    this.receiver = receiver;
    this.bugs = engine.bugs();
    this.load = load;
    this.watch = new Watch(limits.patience());
    this.server =
        engine
            .vertx()
            .createHttpServer(options(limits, certificate))
            .connectionHandler(this::connected)
            .requestHandler(this::requested)
            .invalidRequestHandler(this::refused)
            // What peers do wrong, failed handshakes among it: each is answered or closed.
            .exceptionHandler(_ -> {});
  }

  private static HttpServerOptions options(
      ListenerLimits limits, Optional<Certificate> certificate) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setAcceptBacklog(limits.backlog())
            .setMaxHeaderSize(limits.headerBytesMax())
            .setMaxInitialLineLength(limits.requestLineBytesMax())
            .setInitialSettings(
                new Http2Settings()
                    .setMaxConcurrentStreams(STREAMS_MAX)
                    .setMaxHeaderListSize(limits.headerBytesMax()))
            .setHandle100ContinueAutomatically(false)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(certificate.isPresent())
            .setIdleTimeout(0);
    certificate.ifPresent(each ->
        options
            .setSsl(true)
            .setKeyCertOptions(each.toKeyCertOptions())
            .setEnabledSecureTransportProtocols(Certificate.PROTOCOLS)
            .setSslHandshakeTimeout(limits.patience().handshake().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    return options;
  }

  /// Binds on this server's loop, whichever thread asks.
  Future<Integer> listen(String host, int port) {
    return Future.future(bound ->
        loop.run(() -> {
          timer = loop.schedule(watch.step(), this::check);
          server.listen(port, host).map(HttpServer::actualPort).onComplete(bound);
        }));
  }

  Future<Boolean> use(Certificate certificate) {
    if (!tls) {
      throw new IllegalStateException("a listener of clear text has no certificate");
    }
    return server.updateSSLOptions(
        certificate.toServerOptions(limits.patience().handshake()), /* force= */ true);
  }

  /// Stops accepting, gives running exchanges this long, then closes what is left.
  Future<Void> close(Duration grace) {
    loop.run(() -> List.copyOf(connections.values()).forEach(ServerConnection::waitNoLonger));
    return server.shutdown(grace).onComplete(_ -> loop.run(() -> timer.cancel()));
  }

  /// Any thread.
  Future<Void> retire(Duration within) {
    return Future.future(done ->
        loop.run(() -> {
          retiring = Optional.of(within);
          List.copyOf(connections.values()).forEach(connection -> connection.retire(within));
          done.complete();
        }));
  }

  private void check() {
    timer = loop.schedule(watch.step(), this::check);
    watch.advance();
    List.copyOf(connections.values()).forEach(ServerConnection::check);
  }

  private void connected(HttpConnection connection) {
    // Counted when it was accepted, but for those that came before the gate was there.
    if (!load.connections().admits(Sockets.pipeline(connection).channel())) {
      var _ = connection.close();
      return;
    }
    ServerConnection watched = new ServerConnection(connection, watch);
    connections.put(connection, watched);
    connection.closeHandler(_ -> connections.remove(connection));
    Http1Guard.install(Sockets.pipeline(connection), watched);
    Http2Guard.install(Sockets.pipeline(connection));
  }

  private void requested(HttpServerRequest request) {
    begin(request)
        .ifPresent(reply -> {
          Headers fields = headers(request.headers());
          Optional<Breach> breach = rules.breach(request, fields);
          if (breach.isPresent()) {
            breached(request, fields, reply, breach.get());
          } else if (announcesBody(request, fields)) {
            readBody(request, fields, reply);
          } else {
            deliver(request, fields, reply, Bytes.NONE);
          }
        });
  }

  private void refused(HttpServerRequest request) {
    begin(request)
        .ifPresent(reply ->
            breached(
                request,
                headers(request.headers()),
                reply,
                rules.breach(request.decoderResult().cause())));
  }

  /// Nothing for a connection that was closed on arrival, or behind a request that broke off.
  private Optional<Reply> begin(HttpServerRequest request) {
    ServerConnection connection = connections.get(request.connection());
    if (connection == null || connection.isFinished()) {
      return Optional.empty();
    }
    Reply reply = new Reply(loop, request.response(), how(request), connection, load.held());
    connection.begins(reply);
    retiring.ifPresent(connection::retire);
    return Optional.of(reply);
  }

  private void readBody(HttpServerRequest request, Headers fields, Reply reply) {
    BodyReader reader =
        new BodyReader(limits.bodyBytesMax(), reply.held(), new Incoming(request, fields, reply));
    reply.reads(reader);
    reader.read(request);
    if (fields.get("expect").isPresent()) {
      var _ = request.response().writeContinue();
    }
  }

  private static Reply.How how(HttpServerRequest request) {
    return new Reply.How(
        request.method().name().equals("HEAD"), request.version() == HttpVersion.HTTP_2);
  }

  /// On HTTP/2 a body needs no announcement.
  private static boolean announcesBody(HttpServerRequest request, Headers fields) {
    return request.version() == HttpVersion.HTTP_2
        || fields.get("transfer-encoding").isPresent()
        || fields.get("content-length").isPresent();
  }

  private void deliver(HttpServerRequest request, Headers fields, Reply reply, byte[] body) {
    reply.received();
    Exchange exchange = new Exchange(loop, request, fields, body, reply);
    guarded(reply, () -> receiver.accept(exchange));
  }

  /// A request whose body is being read.
  private final class Incoming implements BodyReader.Owner {
    private final HttpServerRequest request;
    private final Headers fields;
    private final Reply reply;

    Incoming(HttpServerRequest request, Headers fields, Reply reply) {
      this.request = request;
      this.fields = fields;
      this.reply = reply;
    }

    @Override
    public void whole(byte[] body) {
      deliver(request, fields, reply, body);
    }

    @Override
    public void breached(Breach breach) {
      LoopServer.this.breached(request, fields, reply, breach);
    }

    @Override
    public void progressed() {
      reply.progressed();
    }

    @Override
    public Optional<Runnable> withoutBody() {
      Exchange exchange = new Exchange(loop, request, fields, Bytes.NONE, reply);
      return unwanted(exchange)
          .map(instead ->
              () -> {
                reply.received();
                guarded(reply, () -> instead.accept(exchange));
              });
    }

    private Optional<Consumer<Exchange>> unwanted(Exchange exchange) {
      try {
        return receiver.withoutBody(exchange);
      } catch (RuntimeException e) {
        bugs.accept(e);
        return Optional.of(_ -> reply.giveUp());
      }
    }
  }

  private void breached(HttpServerRequest request, Headers fields, Reply reply, Breach breach) {
    reply.received();
    reply.closeAfterwards();
    Exchange exchange = new Exchange(loop, request, fields, Bytes.NONE, reply);
    guarded(reply, () -> receiver.breached(exchange, breach));
  }

  private void guarded(Reply reply, Runnable receiving) {
    try {
      receiving.run();
    } catch (RuntimeException e) {
      bugs.accept(e);
      reply.giveUp();
    }
  }

  static Headers headers(MultiMap fields) {
    List<String> flat = new ArrayList<>(FIELDS_USUAL * 2); // its size would be that of the names
    fields.forEach((name, value) -> {
      flat.add(name);
      flat.add(value);
    });
    return Headers.parsed(flat.toArray(String[]::new));
  }
}
