package dev.weir.view.page;

import dev.weir.view.page.Answered.Refused;

/// A page cannot be made, because the API refuses what it is about; the door shows why.
public final class NotAnswered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refused refused;

  public NotAnswered(Refused refused) {
    super(refused.message(), null, false, false);
    this.refused = refused;
  }

  /// What somebody entered cannot be read.
  public static NotAnswered invalid(String message) {
    return new NotAnswered(new Refused(400, "invalid", message));
  }

  public Refused refused() {
    return refused;
  }
}
