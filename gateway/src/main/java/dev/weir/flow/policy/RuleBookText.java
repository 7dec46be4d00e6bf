package dev.weir.flow.policy;

/// The canonical JSON of a rule book.
final class RuleBookText {
  private RuleBookText() {}

  static String write(RuleBook book) {
    return book.rules().toString();
  }

  static RuleBook read(String json) {
    if (json.isEmpty()) {
      return RuleBook.EMPTY;
    }
    throw new IllegalArgumentException(json);
  }

  static String hash(String json) {
    return Integer.toHexString(json.hashCode());
  }
}
