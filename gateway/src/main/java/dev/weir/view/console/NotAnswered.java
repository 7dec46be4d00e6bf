package dev.weir.view.console;

import dev.weir.view.console.Answered.Refused;

/// A page cannot be made, because the API refuses what it is about; the door shows why.
final class NotAnswered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refused refused;

  NotAnswered(Refused refused) {
    super(refused.message(), null, false, false);
    this.refused = refused;
  }

  /// What somebody entered cannot be read.
  static NotAnswered invalid(String message) {
    return new NotAnswered(new Refused(400, "invalid", message));
  }

  Refused refused() {
    return refused;
  }
}
