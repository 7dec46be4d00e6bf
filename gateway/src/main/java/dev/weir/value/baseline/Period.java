package dev.weir.value.baseline;

import java.time.LocalDate;

/// Days of UTC that something was observed on.
///
/// @param until the day after the last
public record Period(LocalDate from, LocalDate until) {
  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "field 'until' is after field 'from', was %s to %s".formatted(from, until));
    }
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(until);
  }
}
