package dev.weir.simulator.request;

/// The operations of the simulated providers. Whether one streams is said by the request.
public enum Endpoint {
  CHAT("openai.chat", "chat.completions"),
  COMPLETION("openai.completions", "completions"),
  EMBEDDING("openai.embeddings", "embeddings"),
  RESPONSE("openai.responses", "responses"),
  OPENAI_MODELS("openai.models", "models"),
  MESSAGE("anthropic.messages", "messages"),
  TOKEN_COUNT("anthropic.count_tokens", "messages.count_tokens"),
  ANTHROPIC_MODELS("anthropic.models", "models"),
  GENERATE("gemini.generate", "generateContent"),
  EMBED("gemini.embed", "embedContent"),
  EMBED_BATCH("gemini.embed", "batchEmbedContents"),
  CONTENT_COUNT("gemini.count_tokens", "countTokens"),
  CONVERSE("bedrock.converse", "converse"),
  INVOKE("bedrock.invoke", "invoke");

  private final String wire;
  private final String word;

  Endpoint(String wire, String word) {
    this.wire = wire;
    this.word = word;
  }

  /// The shape of request and answer, as the book names it.
  public String wire() {
    return wire;
  }

  /// The operation's own name in the book.
  public String word() {
    return word;
  }

  /// Whether it only lists models, and so has no body.
  public boolean isCatalogue() {
    return this == OPENAI_MODELS || this == ANTHROPIC_MODELS;
  }
}
