package dev.weir.exchange.requirement;

/// What was found of a rule, the weightiest first.
public enum Outcome {
  /// A file that breaks it does not conform.
  FAILED,
  /// What it recommends is not done.
  ADVISED,
  PASSED,
  /// It is one of several that need not all hold, and another one does.
  ALTERNATIVE,
  /// It allows something, so that nothing can break it.
  PERMITTED,
  /// A file alone does not tell.
  UNDECIDED,
  /// None of its applicability criteria was said to hold.
  NOT_APPLICABLE;

  public boolean isBreach() {
    return this == FAILED || this == ADVISED;
  }
}
