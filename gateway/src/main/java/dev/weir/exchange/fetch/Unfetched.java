package dev.weir.exchange.fetch;

/// A question was not answered, or not so that it can be kept. Its message names source, report,
/// days and what was wrong, and no secret.
final class Unfetched extends Exception {
  private static final long serialVersionUID = 1;

  Unfetched(String message) {
    super(message);
  }

  Unfetched(String message, Throwable cause) {
    super(message, cause);
  }

  String told() {
    return String.valueOf(getMessage());
  }
}
