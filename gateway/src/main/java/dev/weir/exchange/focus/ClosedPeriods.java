package dev.weir.exchange.focus;

import java.time.YearMonth;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Months of UTC that have been closed, and from which position of the journal on what is booked of
/// them is a correction in FOCUS's sense: a row of the month it was booked in that names the time
/// it is about.
public record ClosedPeriods(SortedMap<YearMonth, Long> from) {
  /// Every period is open.
  public static final ClosedPeriods NONE = new ClosedPeriods(new TreeMap<>());

  public ClosedPeriods {
    from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
  }

  public static ClosedPeriods of(Map<YearMonth, Long> from) {
    return new ClosedPeriods(new TreeMap<>(from));
  }
}
