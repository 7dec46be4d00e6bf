package dev.weir.value.unit;

/// What is known of a use case's outcomes in some time.
///
/// @param tried all that were told of
/// @param successes of them, by the outcome's rule; these are what cost is divided by
public record OutcomeSum(long tried, long successes) {
  public OutcomeSum {
    if (successes < 0 || tried < successes) {
      throw new IllegalArgumentException(
          "of outcomes 0 to all succeed, was %d of %d".formatted(successes, tried));
    }
  }
}
