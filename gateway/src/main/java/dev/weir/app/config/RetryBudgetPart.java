package dev.weir.app.config;

import java.time.Duration;

/// How often calls together may ask a provider again.
public record RetryBudgetPart(
    @Meaning("share of the calls that came to it first") double share,
    @Meaning("so many in a window in any case") int floor,
    @Meaning("the time counted over, between one and two of it") Duration window) {
  public static final RetryBudgetPart DEFAULT =
      new RetryBudgetPart(0.1, 20, Duration.ofSeconds(10));

  public RetryBudgetPart {
    if (!(share >= 0 && share <= 10)) {
      throw new IllegalArgumentException(
          "routing.retry_budget.share must be 0 to 10, was " + share);
    }
    Require.between("routing.retry_budget.floor", floor, 0, 1_000_000);
    Require.positive("routing.retry_budget.window", window);
  }
}
