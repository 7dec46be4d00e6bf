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

/// A provider that keeps what it is asked: 1,000 tokens in, 5 out, whatever that is, in the wire of
/// the path it is asked by.
final class KeepingProvider implements AutoCloseable {
  private static final String CHAT =
      """
      {"id":"r1","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,
       "message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":1000,"completion_tokens":5,"total_tokens":1005}}
      """;
  private static final String RESPONSE =
      """
      {"id":"r1","object":"response","status":"completed","model":"gpt-4o","output":[{"type":"message",
       "id":"m1","role":"assistant","status":"completed",
       "content":[{"type":"output_text","text":"hi","annotations":[]}]}],
       "usage":{"input_tokens":1000,"output_tokens":5,"total_tokens":1005}}
      """;
  private static final String MESSAGE =
      """
      {"id":"r1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"hi"}],
       "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1000,"output_tokens":5}}
      """;
  private static final String GENERATED =
      """
      {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP"}],
       "usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":5,"totalTokenCount":1005},
       "modelVersion":"m","responseId":"r1"}
      """;
  private static final String CONVERSED =
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"hi"}]}},"stopReason":"end_turn",
       "usage":{"inputTokens":1000,"outputTokens":5,"totalTokens":1005},"metrics":{"latencyMs":1}}
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
          byte[] answer = answer(exchange.getRequestURI().getPath()).getBytes(UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  private static String answer(String path) {
    return switch (path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1)) {
      case "responses" -> RESPONSE;
      case "messages" -> MESSAGE;
      case "generateContent" -> GENERATED;
      case "converse" -> CONVERSED;
      default -> CHAT;
    };
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The latest request.
  JsonNode last() {
    return Gateway.tree(bodies.getLast());
  }

  /// All requests, in the order in which they came.
  List<JsonNode> all() {
    return List.copyOf(bodies).stream().map(Gateway::tree).toList();
  }

  int count() {
    return bodies.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
