package dev.weir.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// What a gateway talks to, answering as a test wants it to.
final class LocalServer implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final HttpServer server;

  private LocalServer(HttpServer server) {
    this.server = server;
  }

  /// @param answering every request
  static LocalServer start(HttpHandler answering) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(anyPort, BACKLOG);
      server.createContext("/", answering);
      server.start();
      return new LocalServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException("no server can listen", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers with a body, and is done with the request.
  static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("content-type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
