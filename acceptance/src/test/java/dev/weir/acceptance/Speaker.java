package dev.weir.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// A client of one dialect, as simple as can be: how it asks, and how it knows what it got.
enum Speaker {
  OPENAI("openai", "authorization", "Bearer ", "gpt-4o-", "data: [DONE]"),
  ANTHROPIC("anthropic", "x-api-key", "", "claude-", "event: message_stop"),
  GEMINI("gemini", "x-goog-api-key", "", "gemini-", "\"finishReason\""),
  BEDROCK("bedrock", "authorization", "Bearer ", "nova-", "messageStop");

  private final String family;
  private final String keyHeader;
  private final String keyPrefix;
  private final String modelPrefix;
  private final String ending;

  /// @param family whose manners its provider has
  /// @param modelPrefix how names of such models begin
  /// @param ending what only a whole stream has
  Speaker(String family, String keyHeader, String keyPrefix, String modelPrefix, String ending) {
    this.family = family;
    this.keyHeader = keyHeader;
    this.keyPrefix = keyPrefix;
    this.modelPrefix = modelPrefix;
    this.ending = ending;
  }

  String family() {
    return family;
  }

  /// Those of another wire that its calls are translated for.
  Set<Speaker> others() {
    return switch (this) {
      case OPENAI -> EnumSet.of(ANTHROPIC, GEMINI, BEDROCK);
      case ANTHROPIC -> EnumSet.of(OPENAI, GEMINI, BEDROCK);
      case GEMINI -> EnumSet.of(OPENAI, ANTHROPIC);
      case BEDROCK -> EnumSet.noneOf(Speaker.class);
    };
  }

  String model(String rest) {
    return modelPrefix + rest;
  }

  String path(String model, boolean stream) {
    return switch (this) {
      case OPENAI -> "/v1/chat/completions";
      case ANTHROPIC -> "/v1/messages";
      case GEMINI -> {
        String verb = stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
        yield "/v1beta/models/" + model + verb;
      }
      case BEDROCK -> "/model/" + model + (stream ? "/converse-stream" : "/converse");
    };
  }

  Map<String, String> headers(String key, String useCase) {
    Map<String, String> headers = new HashMap<>();
    headers.put(keyHeader, keyPrefix + key);
    headers.put("x-weir-use-case", useCase);
    if (this == ANTHROPIC) {
      headers.put("anthropic-version", "2023-06-01");
    }
    return headers;
  }

  /// One user message.
  String body(String model, boolean stream, String text, int tokensMax) {
    ObjectNode body = Web.JSON.createObjectNode();
    switch (this) {
      case OPENAI, ANTHROPIC -> {
        body.put("model", model).put("max_tokens", tokensMax).put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
      }
      case GEMINI -> {
        ObjectNode turn = body.putArray("contents").addObject().put("role", "user");
        turn.putArray("parts").addObject().put("text", text);
        body.putObject("generationConfig").put("maxOutputTokens", tokensMax);
      }
      case BEDROCK -> {
        ObjectNode turn = body.putArray("messages").addObject().put("role", "user");
        turn.putArray("content").addObject().put("text", text);
        body.putObject("inferenceConfig").put("maxTokens", tokensMax);
      }
    }
    return body.toString();
  }

  /// Whether a stream has come to its end.
  boolean isWhole(String stream) {
    return stream.contains(ending);
  }

  /// Whether this is an error in the dialect's shape: a body, or what a stream says last.
  boolean isError(String text, boolean stream) {
    if (this == BEDROCK && stream) { // a binary message: its type is among its headers
      return text.contains(":exception-type") && text.contains("\"message\":");
    }
    String told = stream ? text.substring(text.lastIndexOf("data: ") + 6) : text;
    JsonNode said = parsed(told);
    JsonNode error = said.path("error");
    return switch (this) {
      case OPENAI -> error.path("type").isTextual() && error.path("message").isTextual();
      case ANTHROPIC -> said.path("type").asText().equals("error") && error.has("message");
      case GEMINI -> error.path("code").isInt() && error.path("status").isTextual();
      case BEDROCK -> said.path("message").isTextual();
    };
  }

  private static JsonNode parsed(String told) {
    try {
      return Web.JSON.readTree(told);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
