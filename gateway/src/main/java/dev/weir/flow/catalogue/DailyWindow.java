package dev.weir.flow.catalogue;

import java.time.LocalTime;

/// A part of every day in UTC; one that ends before it begins goes over midnight.
///
/// @param from inclusive
/// @param to exclusive
public record DailyWindow(LocalTime from, LocalTime to) {
  public DailyWindow {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "daily_from and daily_to must differ, both were %s".formatted(from));
    }
  }

  boolean covers(LocalTime at) {
    boolean begun = !at.isBefore(from);
    boolean ahead = at.isBefore(to);
    return from.isBefore(to) ? begun && ahead : begun || ahead;
  }

  boolean overlaps(DailyWindow other) {
    return covers(other.from) || other.covers(from);
  }
}
