package dev.weir.flow.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The shape of a request and its answer. All are asked by POST, but for the last four: they stand
/// for what has no shape known here, see [Operation].
public enum Wire {
  OPENAI_CHAT(Dialect.OPENAI, Kind.CONVERSES),
  OPENAI_RESPONSES(Dialect.OPENAI, Kind.CONVERSES),
  OPENAI_COMPLETIONS(Dialect.OPENAI, Kind.GENERATES),
  OPENAI_EMBEDDINGS(Dialect.OPENAI, Kind.BILLED),
  ANTHROPIC_MESSAGES(Dialect.ANTHROPIC, Kind.CONVERSES),
  ANTHROPIC_COUNT_TOKENS(Dialect.ANTHROPIC, Kind.FREE),
  GEMINI_GENERATE(Dialect.GEMINI, Kind.CONVERSES),
  GEMINI_EMBED(Dialect.GEMINI, Kind.BILLED),
  GEMINI_BATCH_EMBED(Dialect.GEMINI, Kind.BILLED),
  GEMINI_COUNT_TOKENS(Dialect.GEMINI, Kind.FREE),
  BEDROCK_CONVERSE(Dialect.BEDROCK, Kind.CONVERSES),
  /// An operation that is not billed.
  OTHER_FREE(Dialect.OPENAI, Kind.FREE),
  /// An operation that has a price for each request.
  OTHER_REQUEST(Dialect.OPENAI, Kind.BILLED),
  /// An operation that is billed otherwise than its answer says: its price for each request is what
  /// an operator declares.
  OTHER_DECLARED(Dialect.OPENAI, Kind.BILLED),
  /// An operation whose answer says what it consumed.
  OTHER_USAGE(Dialect.OPENAI, Kind.BILLED);

  /// Each is all that stand before it.
  private enum Kind {
    FREE,
    BILLED,
    GENERATES,
    CONVERSES
  }

  private final Dialect dialect;
  private final Kind kind;

  Wire(Dialect dialect, Kind kind) {
    this.dialect = dialect;
    this.kind = kind;
  }

  /// The wire of a [#code], if it has a shape.
  public static Optional<Wire> coded(String code) {
    return Arrays.stream(values())
        .filter(wire -> wire.known() && wire.code().equals(code))
        .findFirst();
  }

  /// The name in journal and reports: `openai.chat`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  public Dialect dialect() {
    return dialect;
  }

  /// True if the provider bills the operation; the others are free and need no reservation.
  public boolean metered() {
    return kind != Kind.FREE;
  }

  /// True if the answer has output tokens.
  public boolean generates() {
    return kind.compareTo(Kind.GENERATES) >= 0;
  }

  /// True if each request has a price, whatever it holds.
  public boolean byRequest() {
    return this == OTHER_REQUEST || this == OTHER_DECLARED;
  }

  /// True if its requests and answers are read as a shape of their own.
  public boolean known() {
    return compareTo(OTHER_FREE) < 0;
  }

  /// True if it is a conversation, which another wire could carry too.
  public boolean converses() {
    return kind == Kind.CONVERSES;
  }
}
