package dev.weir.flow.rule;

/// What a rule caps. The unit of every amount held against it.
public enum Measure {
  /// Picodollars.
  MONEY,
  /// Input plus output tokens.
  TOKENS,
  /// Calls admitted.
  REQUESTS,
  /// Calls under way; held at admission and given back at the end, nothing settles.
  CONCURRENT
}
