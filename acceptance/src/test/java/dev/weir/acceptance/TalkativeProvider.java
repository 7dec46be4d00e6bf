package dev.weir.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A provider that says more than it should: an error repeats every header it was sent, in its body
/// and in headers of its own. A prompt says what it answers: `[[status 403]]`, `[[cut]]`,
/// `[[hang]]`.
final class TalkativeProvider implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("\\[\\[status (\\d{3})]]");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String said;
  private final String token;

  private TalkativeProvider(HttpServer server, String said, String token) {
    this.server = server;
    this.said = said;
    this.token = token;
  }

  /// @param said what its answers say
  static TalkativeProvider start(String said) {
    return start(said, "none");
  }

  /// @param said what its answers say
  /// @param token what its token endpoint gives
  static TalkativeProvider start(String said, String token) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TalkativeProvider provider = new TalkativeProvider(server, said, token);
      server.createContext("/", provider::answer);
      server.setExecutor(provider.threads);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException("no provider can listen", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Every request it got: line, headers and body.
  List<String> received() {
    return received;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String headers = exchange.getRequestHeaders().entrySet().toString().replace('"', '\'');
      received.add(exchange.getRequestURI() + " " + headers + " " + body);
      exchange.getResponseHeaders().set("set-cookie", "seen=" + said);
      exchange.getResponseHeaders().set("x-seen", headers.replaceAll("[^ -~]", ""));
      Matcher status = STATUS.matcher(body);
      if (status.find()) {
        send(exchange, Integer.parseInt(status.group(1)), error(headers));
      } else if (body.contains("[[cut]]")) {
        exchange.sendResponseHeaders(200, 10_000);
        exchange.getResponseBody().write(("{\"id\": \"" + said).getBytes(StandardCharsets.UTF_8));
      } else if (body.contains("[[hang]]")) {
        hang();
      } else if (body.contains("\"stream\":true")) {
        stream(exchange);
      } else {
        send(exchange, 200, whole(exchange.getRequestURI().getPath()));
      }
    }
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static String error(String headers) {
    return """
    {"type": "error", "error": {"type": "invalid_request_error",
     "message": "Incorrect API key provided: %s", "code": "invalid_api_key"}}\
    """
        .formatted(headers);
  }

  private String whole(String path) {
    if (path.endsWith("/token")) {
      return "{\"access_token\": \"%s\", \"expires_in\": 3600}".formatted(token);
    }
    return path.endsWith("/messages")
        ? """
        {"id": "m1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5",
         "content": [{"type": "text", "text": "%s"}], "stop_reason": "end_turn",
         "usage": {"input_tokens": 9, "output_tokens": 5}}\
        """
            .formatted(said)
        : """
        {"id": "c1", "object": "chat.completion", "created": 1, "model": "gpt-4o",
         "choices": [{"index": 0, "finish_reason": "stop",
                      "message": {"role": "assistant", "content": "%s"}}],
         "usage": {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14}}\
        """
            .formatted(said);
  }

  /// Without a usage, so that the gateway counts what it heard; with an error event at the end.
  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream events = exchange.getResponseBody();
    String chunk =
        """
        {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-4o", \
        "choices": [{"index": 0, "delta": {"content": "%s "}}]}\
        """
            .formatted(said);
    events.write(
        "data: %s\n\ndata: %s\n\n".formatted(chunk, chunk).getBytes(StandardCharsets.UTF_8));
    events.write(
        "data: {\"error\": {\"message\": \"overloaded while saying %s\"}}\n\n"
            .formatted(said)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
