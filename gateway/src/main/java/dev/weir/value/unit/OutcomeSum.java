package dev.weir.value.unit;

import java.math.BigDecimal;

/// What is known of a use case's outcomes in some time. An outcome that it shares with others is
/// the part of one that its share is.
///
/// @param tried all that were told of
/// @param successes of them, by the outcome's rule; these are what cost is divided by
public record OutcomeSum(BigDecimal tried, BigDecimal successes) {
  public OutcomeSum {
    if (successes.signum() < 0 || tried.compareTo(successes) < 0) {
      throw new IllegalArgumentException(
          "of outcomes 0 to all succeed, was %s of %s"
              .formatted(successes.toPlainString(), tried.toPlainString()));
    }
  }

  /// Of whole outcomes.
  public static OutcomeSum of(long tried, long successes) {
    return new OutcomeSum(BigDecimal.valueOf(tried), BigDecimal.valueOf(successes));
  }

  public OutcomeSum plus(OutcomeSum other) {
    return new OutcomeSum(tried.add(other.tried), successes.add(other.successes));
  }

  public boolean hasSuccess() {
    return successes.signum() > 0;
  }
}
