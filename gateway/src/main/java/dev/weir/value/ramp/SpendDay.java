package dev.weir.value.ramp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.OptionalDouble;

/// What a use case used and cost on a day of UTC.
///
/// @param users different ones who called
/// @param tokens of every meter
public record SpendDay(LocalDate day, long users, long calls, long tokens, BigDecimal usd) {
  public SpendDay {
    if (users < 0 || calls < 0 || tokens < 0) {
      throw new IllegalArgumentException(
          "users, calls and tokens of %s are 0 or more, was %d, %d, %d"
              .formatted(day, users, calls, tokens));
    }
  }

  /// What a factor was; absent over a denominator of 0.
  OptionalDouble of(SpendFactor factor) {
    return switch (factor) {
      case USERS -> OptionalDouble.of((double) users);
      case QUERIES_PER_USER -> ratio((double) calls, users);
      case TOKENS_PER_QUERY -> ratio((double) tokens, calls);
      case PRICE_PER_TOKEN -> ratio(usd.doubleValue(), tokens);
    };
  }

  private static OptionalDouble ratio(double above, long below) {
    return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
  }
}
