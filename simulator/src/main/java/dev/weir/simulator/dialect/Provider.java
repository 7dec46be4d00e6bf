package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// A provider's manners that do not depend on the endpoint: its headers and its errors.
public enum Provider {
  OPENAI("openai"),
  ANTHROPIC("anthropic");

  private final String word;

  Provider(String word) {
    this.word = word;
  }

  /// The name in the book.
  public String word() {
    return word;
  }

  /// Puts the headers that come with every answer.
  public void headers(MultiMap headers, long row, long tookMillis) {
    switch (this) {
      case OPENAI -> openAiHeaders(headers, row, tookMillis);
      case ANTHROPIC -> headers.set("request-id", requestId(row));
    }
  }

  private static void openAiHeaders(MultiMap headers, long row, long tookMillis) {
    headers
        .set("openai-processing-ms", Long.toString(tookMillis))
        .set("openai-version", "2020-10-01")
        .set("x-ratelimit-limit-requests", "30000")
        .set("x-ratelimit-limit-tokens", "150000000")
        .set("x-ratelimit-remaining-requests", "29999")
        .set("x-ratelimit-remaining-tokens", "149999982")
        .set("x-ratelimit-reset-requests", "2ms")
        .set("x-ratelimit-reset-tokens", "0s")
        .set("x-request-id", Ids.hex("req_", 32, row));
  }

  /// Puts the headers of a successful message, which name what is left of the limits.
  public void limits(MultiMap headers, String now) {
    if (this == ANTHROPIC) {
      limit(headers, "requests", "4000", "3999", now);
      limit(headers, "input-tokens", "400000", "400000", now);
      limit(headers, "output-tokens", "80000", "80000", now);
      limit(headers, "tokens", "480000", "480000", now);
    }
  }

  private static void limit(MultiMap headers, String of, String limit, String left, String now) {
    String name = "anthropic-ratelimit-" + of;
    headers.set(name + "-limit", limit).set(name + "-remaining", left).set(name + "-reset", now);
  }

  /// The body of an error.
  public Buffer error(int status, String message, long row) {
    return Buffer.buffer(
        switch (this) {
          case OPENAI -> Json.indented(openAiError(status, message)) + "\n";
          case ANTHROPIC -> Json.compact(anthropicError(status, message, row));
        });
  }

  /// The event that says, inside a stream that began well, that it failed.
  public Buffer errorEvent(long row) {
    return Buffer.buffer(
        switch (this) {
          case OPENAI -> "data: " + Json.compact(openAiError(500, defaultMessage(500))) + "\n\n";
          case ANTHROPIC ->
              "event: error\ndata: "
                  + Json.compact(anthropicError(529, defaultMessage(529), row))
                  + "\n\n";
        });
  }

  /// The message the provider sends with a status when nothing more is known.
  public String defaultMessage(int status) {
    return switch (this) {
      case OPENAI ->
          switch (status) {
            case 401 -> "Incorrect API key provided.";
            case 429 -> "Rate limit reached for requests. Please try again later.";
            case 503, 529 -> "The engine is currently overloaded, please try again later";
            default -> "The server had an error while processing your request. Sorry about that!";
          };
      case ANTHROPIC ->
          switch (status) {
            case 401 -> "invalid x-api-key";
            case 429 -> "This request would exceed your organization's rate limit.";
            case 529 -> "Overloaded";
            default -> "Internal server error";
          };
    };
  }

  private static ObjectNode openAiError(int status, String message) {
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error").put("message", message);
    switch (status) {
      case 401 -> error.put("type", "invalid_request_error").putNull("param");
      case 429 -> error.put("type", "requests").putNull("param");
      default ->
          error
              .put("type", status < 500 ? "invalid_request_error" : "server_error")
              .putNull("param");
    }
    switch (status) {
      case 401 -> error.put("code", "invalid_api_key");
      case 429 -> error.put("code", "rate_limit_exceeded");
      default -> error.putNull("code");
    }
    return root;
  }

  private static ObjectNode anthropicError(int status, String message, long row) {
    ObjectNode root = Json.object().put("type", "error");
    root.putObject("error")
        .put(
            "type",
            switch (status) {
              case 400 -> "invalid_request_error";
              case 401 -> "authentication_error";
              case 403 -> "permission_error";
              case 404 -> "not_found_error";
              case 413 -> "request_too_large";
              case 429 -> "rate_limit_error";
              case 504 -> "timeout_error";
              case 529 -> "overloaded_error";
              default -> status < 500 ? "invalid_request_error" : "api_error";
            })
        .put("message", message);
    return root.put("request_id", requestId(row));
  }

  private static String requestId(long row) {
    return Ids.letters("req_011C", 20, row);
  }
}
