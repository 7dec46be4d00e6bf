package dev.weir.simulator.dialect;

import org.jspecify.annotations.Nullable;

/// The routes of the simulated providers.
public enum Endpoint {
  CHAT(Provider.OPENAI, "chat.completions", "POST"),
  COMPLETION(Provider.OPENAI, "completions", "POST"),
  EMBEDDING(Provider.OPENAI, "embeddings", "POST"),
  OPENAI_MODELS(Provider.OPENAI, "models", "GET"),
  MESSAGE(Provider.ANTHROPIC, "messages", "POST"),
  TOKEN_COUNT(Provider.ANTHROPIC, "messages.count_tokens", "POST"),
  ANTHROPIC_MODELS(Provider.ANTHROPIC, "models", "GET");

  private final Provider provider;
  private final String word;
  private final String method;

  Endpoint(Provider provider, String word, String method) {
    this.provider = provider;
    this.word = word;
    this.method = method;
  }

  public Provider provider() {
    return provider;
  }

  /// The name in the book.
  public String word() {
    return word;
  }

  public String method() {
    return method;
  }

  /// The endpoint of a path, or null when no provider has it.
  public static @Nullable Endpoint of(String path, boolean anthropicHeaders) {
    return switch (path) {
      case "/v1/chat/completions" -> CHAT;
      case "/v1/completions" -> COMPLETION;
      case "/v1/embeddings" -> EMBEDDING;
      case "/v1/models" -> anthropicHeaders ? ANTHROPIC_MODELS : OPENAI_MODELS;
      case "/v1/messages" -> MESSAGE;
      case "/v1/messages/count_tokens" -> TOKEN_COUNT;
      default -> null;
    };
  }
}
