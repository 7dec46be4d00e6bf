package dev.weir.flow.rule;

import dev.weir.base.money.Money;

/// What a rule caps. The unit of every amount held against it.
public enum Measure {
  /// Picodollars.
  MONEY,
  /// Input plus output tokens.
  TOKENS,
  /// Calls admitted.
  REQUESTS,
  /// Calls under way; held at admission and given back at the end, nothing settles.
  CONCURRENT;

  /// What a call holds of it that may cost and use so much.
  public long held(Money cost, long tokens) {
    return switch (this) {
      case MONEY -> cost.picos();
      case TOKENS -> tokens;
      case REQUESTS, CONCURRENT -> 1;
    };
  }
}
