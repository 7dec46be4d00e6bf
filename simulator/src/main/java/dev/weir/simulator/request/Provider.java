package dev.weir.simulator.request;

/// Whose manners an answer has: the shape of its errors, its headers, the place of its key.
public enum Provider {
  OPENAI("openai"),
  AZURE("azure"),
  ANTHROPIC("anthropic"),
  GEMINI("gemini"),
  VERTEX("vertex"),
  BEDROCK("bedrock");

  private final String word;

  Provider(String word) {
    this.word = word;
  }

  /// The name in the book.
  public String word() {
    return word;
  }
}
