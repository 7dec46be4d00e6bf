package dev.weir.exchange.reconcile;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Days in UTC.
///
/// @param to exclusive
public record Days(LocalDate from, LocalDate to) {
  private static final int MAX = 368;

  public Days {
    long days = ChronoUnit.DAYS.between(from, to);
    if (days < 1 || days > MAX) {
      throw new IllegalArgumentException(
          "a reconciliation is over 1 to %d days, was %s to %s".formatted(MAX - 2, from, to));
    }
  }

  public boolean has(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }

  /// With the day before and the day after, between which a boundary may lie.
  public Days withNeighbours() {
    return new Days(from.minusDays(1), to.plusDays(1));
  }
}
