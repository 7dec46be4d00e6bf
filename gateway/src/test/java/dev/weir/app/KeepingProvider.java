package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A provider that keeps what it is asked: 1,000 tokens in, 5 out, whatever that is.
final class KeepingProvider implements AutoCloseable {
  private static final String ANSWER =
      """
      {"id":"r1","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,
       "message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":1000,"completion_tokens":5,"total_tokens":1005}}
      """;

  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  KeepingProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = ANSWER.getBytes(UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The latest request.
  JsonNode last() {
    return Gateway.tree(bodies.getLast());
  }

  int count() {
    return bodies.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
