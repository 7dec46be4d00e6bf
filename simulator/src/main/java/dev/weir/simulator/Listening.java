package dev.weir.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The ports: one in clear text and, if asked for, one with TLS and HTTP/2; a server of each for
/// every event loop, closed for a while on request.
///
/// While they are closed, connections are refused, those that were open are gone, and the control
/// interface with them; the ports open again by themselves. Any thread.
final class Listening {
  private static final int CONNECTIONS_WAITING = 8_192;
  private static final int HEADER_BYTES_MAX = 64 * 1024;
  private static final long RETRY_MILLIS = 100;

  private final String host;
  private final Port clear;
  private final @Nullable Port secured;
  private final List<Port> ports;
  private final List<Loop> loops = new ArrayList<>();

  Listening(Options options) {
    host = options.host();
    clear = new Port(options.port(), null);
    Options.Tls tls = options.tls();
    secured = tls == null ? null : new Port(tls.port(), tls);
    ports = secured == null ? List.of(clear) : List.of(clear, secured);
  }

  /// The port in clear text, once it is listened on.
  int port() {
    return clear.actual.get();
  }

  /// The port with TLS, once it is listened on; -1 when there is none.
  int tlsPort() {
    return secured == null ? -1 : secured.actual.get();
  }

  /// One event loop's share of the connections.
  synchronized VerticleBase loop(Handler<HttpServerRequest> requests) {
    var loop = new Loop(requests);
    loops.add(loop);
    return loop;
  }

  /// Closes the ports and every connection; opens them again after so many milliseconds, when all
  /// loops have closed their share.
  synchronized void pause(long millis) {
    List<Loop> all = List.copyOf(loops);
    Future.all(all.stream().map(Loop::close).toList())
        .onComplete(_ -> all.forEach(loop -> loop.openAfter(millis)));
  }

  private static final class Port {
    private final int asked;
    private final Options.@Nullable Tls tls;
    private final AtomicInteger actual = new AtomicInteger();

    // A negative port is Vert.x's way to ask for one free port that all loops share; each number is
    // a port of its own.
    Port(int asked, Options.@Nullable Tls tls) {
      this.asked = asked != 0 ? asked : tls == null ? -1 : -2;
      this.tls = tls;
    }

    HttpServerOptions options() {
      var options =
          new HttpServerOptions()
              .setTcpNoDelay(true)
              .setReuseAddress(true)
              .setAcceptBacklog(CONNECTIONS_WAITING)
              .setMaxHeaderSize(HEADER_BYTES_MAX)
              .setHttp2ClearTextEnabled(false);
      if (tls != null) {
        options
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString())
                    .setKeyPath(tls.key().toString()));
      }
      return options;
    }
  }

  /// Owned by its event loop.
  private final class Loop extends VerticleBase {
    private final Handler<HttpServerRequest> requests;
    private final List<HttpServer> servers = new ArrayList<>();

    Loop(Handler<HttpServerRequest> requests) {
      this.requests = requests;
    }

    @Override
    public Future<?> start() {
      List<Future<HttpServer>> opening = new ArrayList<>();
      for (Port port : ports) {
        opening.add(
            open(port, port.asked).onSuccess(server -> port.actual.set(server.actualPort())));
      }
      return Future.all(opening);
    }

    private Future<HttpServer> open(Port port, int at) {
      return vertx
          .createHttpServer(port.options())
          .requestHandler(requests)
          .listen(at, host)
          .onSuccess(servers::add);
    }

    Future<Void> close() {
      Promise<Void> closed = Promise.promise();
      context.runOnContext(_ -> {
        List<Future<Void>> closing = new ArrayList<>();
        servers.forEach(server -> closing.add(server.close()));
        servers.clear();
        Future.all(closing).<Void>mapEmpty().onComplete(closed);
      });
      return closed.future();
    }

    void openAfter(long millis) {
      Context own = context;
      own.runOnContext(_ -> vertx.setTimer(millis, _ -> ports.forEach(this::reopen)));
    }

    // Another process may have taken the port meanwhile; it is waited for.
    private void reopen(Port port) {
      open(port, port.actual.get())
          .onFailure(taken -> {
            System.err.println("simulator: port " + port.actual.get() + ": " + taken.getMessage());
            vertx.setTimer(RETRY_MILLIS, _ -> reopen(port));
          });
    }
  }
}
