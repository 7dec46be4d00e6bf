package dev.weir.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// An application that calls the gateway: one key, plain HTTP, no retries of its own.
final class Application implements AutoCloseable {
  /// Sent with every request, and nobody's to keep.
  static final String COOKIE = "cnryCookiexK4m9Rt2cnryCookiexK4m9Rt2";

  /// In a header that means nothing to anybody.
  static final String HEADER = "cnryHeaderxT8h5Qw1cnryHeaderxT8h5Qw1";

  /// For prompts whose words do not matter; Weir keeps none.
  static final String PROMPT = "cnryPromptxV6b3Ns8cnryPromptxV6b3Ns8";

  private final URI uri;
  private final String key;
  private final Web web = new Web();

  Application(URI uri, String key) {
    this.uri = uri;
    this.key = key;
  }

  /// A wire of the two, with JSON or server-sent events.
  enum Wire {
    OPENAI_JSON,
    OPENAI_SSE,
    ANTHROPIC_JSON,
    ANTHROPIC_SSE;

    private static final List<Wire> ALL = List.of(values());

    /// One of the four, round and round.
    static Wire turn(long number) {
      return ALL.get(Math.floorMod(number, ALL.size()));
    }

    boolean streams() {
      return this == OPENAI_SSE || this == ANTHROPIC_SSE;
    }

    boolean isOpenAi() {
      return this == OPENAI_JSON || this == OPENAI_SSE;
    }

    String path() {
      return isOpenAi() ? "/v1/chat/completions" : "/v1/messages";
    }

    String model() {
      return isOpenAi() ? "gpt-4o" : "claude-sonnet-4-5";
    }
  }

  /// What a budget stands at, as `GET /weir/me` says.
  record Standing(BigDecimal used, BigDecimal held, BigDecimal stop) {}

  /// A chat of one user message.
  ///
  /// @param maxTokens none is sent if it is 0; Anthropic's wire requires one
  static String body(Wire wire, String model, String content, int maxTokens) {
    ObjectNode body = Web.JSON.createObjectNode().put("model", model);
    if (maxTokens > 0) {
      body.put("max_tokens", maxTokens);
    }
    if (wire.streams()) {
      body.put("stream", true);
    }
    body.putArray("messages").addObject().put("role", "user").put("content", content);
    return body.toString();
  }

  Web.Answer ask(Wire wire, String useCase, String body) {
    return ask(wire, Map.of("x-weir-use-case", useCase), body);
  }

  Web.Answer ask(Wire wire, Map<String, String> tags, String body) {
    Map<String, String> headers = headers(wire);
    headers.put("content-type", "application/json");
    headers.putAll(tags);
    return web.post(uri.resolve(wire.path()), headers, body);
  }

  /// Hands in JSON at one of Weir's own paths.
  Web.Answer post(String path, String body) {
    Map<String, String> headers = headers(Wire.OPENAI_JSON);
    headers.put("content-type", "application/json");
    return web.post(uri.resolve(path), headers, body);
  }

  /// What a request of this application carries.
  Map<String, String> headers(Wire wire, String useCase) {
    Map<String, String> headers = headers(wire);
    headers.put("x-weir-use-case", useCase);
    return headers;
  }

  private Map<String, String> headers(Wire wire) {
    Map<String, String> headers = new HashMap<>();
    headers.put("cookie", "session=" + COOKIE);
    headers.put("x-of-the-application", HEADER);
    if (wire.isOpenAi()) {
      headers.put("authorization", "Bearer " + key);
    } else {
      headers.put("x-api-key", key);
      headers.put("anthropic-version", "2023-06-01");
    }
    return headers;
  }

  /// What the key has left of a budget.
  Standing standing(String budget, Map<String, String> tags) {
    Map<String, String> headers = headers(Wire.OPENAI_JSON);
    headers.putAll(tags);
    return StreamSupport.stream(
            web.get(uri.resolve("/weir/me"), headers)
                .expect(200)
                .json()
                .path("rules")
                .spliterator(),
            false)
        .filter(rule -> rule.path("id").asText().equals(budget))
        .map(rule ->
            new Standing(
                new BigDecimal(rule.path("used").asText()),
                new BigDecimal(rule.path("held").asText()),
                new BigDecimal(rule.path("stop").asText())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("/weir/me does not name budget " + budget));
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    web.close();
  }
}
