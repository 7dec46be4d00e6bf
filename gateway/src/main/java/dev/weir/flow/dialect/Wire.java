package dev.weir.flow.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The shape of a request and its answer.
public enum Wire {
  OPENAI_CHAT(Dialect.OPENAI, "POST", "/v1/chat/completions", true),
  OPENAI_COMPLETIONS(Dialect.OPENAI, "POST", "/v1/completions", true),
  OPENAI_EMBEDDINGS(Dialect.OPENAI, "POST", "/v1/embeddings", true),
  ANTHROPIC_MESSAGES(Dialect.ANTHROPIC, "POST", "/v1/messages", true),
  ANTHROPIC_COUNT_TOKENS(Dialect.ANTHROPIC, "POST", "/v1/messages/count_tokens", false);

  private final Dialect dialect;
  private final String method;
  private final String path;
  private final boolean metered;

  Wire(Dialect dialect, String method, String path, boolean metered) {
    this.dialect = dialect;
    this.method = method;
    this.path = path;
    this.metered = metered;
  }

  /// The wire of a request line. The path is exact, without its query.
  public static Optional<Wire> of(String method, String path) {
    for (Wire wire : values()) {
      if (wire.path.equals(path) && wire.method.equals(method)) {
        return Optional.of(wire);
      }
    }
    return Optional.empty();
  }

  /// The wire of a [#code].
  public static Optional<Wire> coded(String code) {
    return Arrays.stream(values()).filter(wire -> wire.code().equals(code)).findFirst();
  }

  /// The name in journal and reports: `openai.chat`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  public Dialect dialect() {
    return dialect;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  /// True if the provider bills the operation; the others are free and need no reservation.
  public boolean metered() {
    return metered;
  }

  /// True if the answer has output tokens.
  public boolean generates() {
    return this == OPENAI_CHAT || this == OPENAI_COMPLETIONS || this == ANTHROPIC_MESSAGES;
  }
}
