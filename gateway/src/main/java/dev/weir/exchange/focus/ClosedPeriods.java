package dev.weir.exchange.focus;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Months of UTC that have been closed, and when: what is corrected afterwards is a correction in
/// FOCUS's sense, a row of the month it was booked in that names the time it is about.
public record ClosedPeriods(SortedMap<YearMonth, Instant> closedAt) {
  /// Every period is open.
  public static final ClosedPeriods NONE = new ClosedPeriods(new TreeMap<>());

  public ClosedPeriods {
    closedAt = Collections.unmodifiableSortedMap(new TreeMap<>(closedAt));
  }

  public static ClosedPeriods of(Map<YearMonth, Instant> closedAt) {
    return new ClosedPeriods(new TreeMap<>(closedAt));
  }
}
