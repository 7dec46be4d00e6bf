package dev.weir.value.gate;

import dev.weir.base.stats.PairMoments;
import dev.weir.value.evidence.Counted;
import java.math.BigDecimal;
import java.time.LocalDate;

/// What a use case cost and brought, by the day.
public sealed interface Economics {
  /// Tells them of any use case. Thread-safe; may block.
  @FunctionalInterface
  interface Source {
    /// @param from whole days of UTC, from this one on and before `to`
    Economics of(String useCase, LocalDate from, LocalDate to);
  }

  /// @param outcomes that were a success; of shared ones the use case's shares
  /// @param costUsd loaded: calls, pools and all
  /// @param value what of it counts
  /// @param days value as x, as its grades let it count but before the share that was shown, and
  ///   loaded cost as y, of each day that had either
  record Known(
      LocalDate from, BigDecimal outcomes, BigDecimal costUsd, Counted value, PairMoments days)
      implements Economics {}

  /// @param why for people: names the thing, the rule and the value seen
  record Unknown(String why) implements Economics {}
}
