package dev.weir.exchange.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// An administration API that gives the answers it was told to, one after the other, and remembers
/// what it was asked.
final class ScriptedVendor implements AutoCloseable {
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /// @param headers by their names in small letters
  record Asked(String path, List<String> query, Map<String, String> headers) {}

  /// @param missing bytes that are announced and never come
  record Reply(int status, Optional<String> retryAfter, String body, int missing) {
    static Reply good(String body) {
      return new Reply(200, Optional.empty(), body, 0);
    }

    static Reply bad(int status, String body) {
      return new Reply(status, Optional.empty(), body, 0);
    }

    Reply after(String seconds) {
      return new Reply(status, Optional.of(seconds), body, missing);
    }

    Reply cut() {
      return new Reply(status, retryAfter, body, 100);
    }
  }

  ScriptedVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void says(Reply... next) {
    replies.addAll(List.of(next));
  }

  /// What it was asked since this was last called.
  List<Asked> asked() {
    List<Asked> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(
        new Asked(
            exchange.getRequestURI().getPath(),
            List.of(query.split("&", -1)).stream()
                .map(each -> URLDecoder.decode(each, UTF_8))
                .toList(),
            headers));
    Reply reply = replies.poll();
    try (exchange) {
      if (reply == null) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      reply.retryAfter().ifPresent(time -> exchange.getResponseHeaders().set("retry-after", time));
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length + reply.missing());
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
