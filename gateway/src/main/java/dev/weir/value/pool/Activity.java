package dev.weir.value.pool;

import dev.weir.value.pool.Sharing.Measure;
import java.math.BigDecimal;

/// What a use case did in a month, by the ledger.
///
/// @param costUsd exact
/// @param calls that were billed
/// @param users different ones; calls without a user count none
public record Activity(String useCase, BigDecimal costUsd, long calls, long users) {
  static Activity none(String useCase) {
    return new Activity(useCase, BigDecimal.ZERO, 0, 0);
  }

  /// Units of a driver, not negative.
  BigDecimal units(Measure measure) {
    return switch (measure) {
      case EVEN -> BigDecimal.ONE;
      case USAGE -> costUsd.max(BigDecimal.ZERO);
      case CALLS -> BigDecimal.valueOf(Math.max(0, calls));
      case USERS -> BigDecimal.valueOf(users);
    };
  }
}
