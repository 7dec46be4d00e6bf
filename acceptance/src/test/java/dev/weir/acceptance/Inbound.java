package dev.weir.acceptance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A wire as an application's SDK speaks it: where a request goes, how it carries its key, what it
/// says, and what of an answer tells that it is torn.
enum Inbound {
  CHAT("openai.chat", "gpt-4o", true),
  RESPONSES("openai.responses", "gpt-4o", true),
  COMPLETIONS("openai.completions", "gpt-3.5-turbo-instruct", true),
  EMBEDDINGS("openai.embeddings", "text-embedding-3-small", false),
  MESSAGES("anthropic.messages", "claude-sonnet-4-5", true),
  COUNT_TOKENS("anthropic.count_tokens", "claude-sonnet-4-5", false),
  GENERATE("gemini.generate", "gemini-2.5-flash", true),
  EMBED("gemini.embed", "gemini-embedding-001", false),
  BATCH_EMBED("gemini.batch_embed", "gemini-embedding-001", false),
  COUNT_CONTENT("gemini.count_tokens", "gemini-2.5-flash", false),
  CONVERSE("bedrock.converse", "anthropic.claude-sonnet-4-5-20250929-v1:0", true);

  private final String code;
  private final String model;
  private final boolean streams;

  Inbound(String code, String model, boolean streams) {
    this.code = code;
    this.model = model;
    this.streams = streams;
  }

  /// As reports name it.
  String code() {
    return code;
  }

  /// One that its own vendor serves.
  String model() {
    return model;
  }

  boolean streams() {
    return streams;
  }

  /// Whether its answers may say that some of the input was read from a cache.
  boolean caches() {
    return streams && this != COMPLETIONS;
  }

  boolean isBilled() {
    return this != COUNT_TOKENS && this != COUNT_CONTENT;
  }

  String path(String of, boolean stream) {
    String named = URLEncoder.encode(of, StandardCharsets.UTF_8);
    return switch (this) {
      case CHAT -> "/v1/chat/completions";
      case RESPONSES -> "/v1/responses";
      case COMPLETIONS -> "/v1/completions";
      case EMBEDDINGS -> "/v1/embeddings";
      case MESSAGES -> "/v1/messages";
      case COUNT_TOKENS -> "/v1/messages/count_tokens";
      case GENERATE ->
          "/v1beta/models/%s:%s"
              .formatted(named, stream ? "streamGenerateContent?alt=sse" : "generateContent");
      case EMBED -> "/v1beta/models/%s:embedContent".formatted(named);
      case BATCH_EMBED -> "/v1beta/models/%s:batchEmbedContents".formatted(named);
      case COUNT_CONTENT -> "/v1beta/models/%s:countTokens".formatted(named);
      case CONVERSE -> "/model/%s/%s".formatted(named, stream ? "converse-stream" : "converse");
    };
  }

  Map<String, String> headers(String key) {
    return switch (this) {
      case CHAT, RESPONSES, COMPLETIONS, EMBEDDINGS, CONVERSE ->
          Map.of("authorization", "Bearer " + key);
      case MESSAGES, COUNT_TOKENS -> Map.of("x-api-key", key, "anthropic-version", "2023-06-01");
      case GENERATE, EMBED, BATCH_EMBED, COUNT_CONTENT -> Map.of("x-goog-api-key", key);
    };
  }

  String body(String of, String prompt, boolean stream) {
    String names = "\"model\":\"" + of + "\"";
    String named = names + (stream ? ",\"stream\":true" : "");
    return switch (this) {
      case CHAT ->
          "{%s,\"max_tokens\":300,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
              .formatted(named, prompt);
      case RESPONSES -> "{%s,\"max_output_tokens\":300,\"input\":\"%s\"}".formatted(named, prompt);
      case COMPLETIONS -> "{%s,\"max_tokens\":300,\"prompt\":\"%s\"}".formatted(named, prompt);
      case EMBEDDINGS -> "{%s,\"input\":\"%s\"}".formatted(names, prompt);
      case MESSAGES ->
          "{%s,\"max_tokens\":300,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
              .formatted(named, prompt);
      case COUNT_TOKENS ->
          "{%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(names, prompt);
      case GENERATE ->
          "{%s,\"generationConfig\":{\"maxOutputTokens\":300}}".formatted(contents(prompt));
      case EMBED -> "{\"content\":{\"parts\":[{\"text\":\"%s\"}]}}".formatted(prompt);
      case BATCH_EMBED ->
          "{\"requests\":[{\"model\":\"models/%s\",\"content\":{\"parts\":[{\"text\":\"%s\"}]}}]}"
              .formatted(of, prompt);
      case COUNT_CONTENT -> "{%s}".formatted(contents(prompt));
      case CONVERSE ->
          "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}],\"inferenceConfig\":{\"maxTokens\":300}}"
              .formatted(prompt);
    };
  }

  private static String contents(String prompt) {
    return "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%s\"}]}]".formatted(prompt);
  }

  /// What a stream of it ends with if it cannot go on.
  String torn() {
    return switch (this) {
      case CHAT, RESPONSES, COMPLETIONS -> "data: {\"error\":{\"message\":";
      case MESSAGES -> "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":";
      case GENERATE -> "data: {\"error\":{\"code\":";
      case CONVERSE -> ":exception-type";
      case EMBEDDINGS, COUNT_TOKENS, EMBED, BATCH_EMBED, COUNT_CONTENT ->
          throw new IllegalStateException(this + " has no streams");
    };
  }

  /// What an error of it has, before its message.
  String refused() {
    return switch (this) {
      case CHAT, RESPONSES, COMPLETIONS, EMBEDDINGS -> "{\"error\":{\"message\":\"";
      case MESSAGES, COUNT_TOKENS -> "{\"type\":\"error\",\"error\":{\"type\":\"";
      case GENERATE, EMBED, BATCH_EMBED, COUNT_CONTENT -> "{\"error\":{\"code\":";
      case CONVERSE -> "{\"message\":\"";
    };
  }
}
