package dev.weir.value.envelope;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// Whole months of UTC, one after another, of the years that envelopes may be of.
public record Months(YearMonth first, YearMonth last) {
  public Months {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(
          "months begin before they end, was %s to %s".formatted(first, last));
    }
    Envelope.requireYear(first);
    Envelope.requireYear(last);
  }

  public static Months of(YearMonth month) {
    return new Months(month, month);
  }

  public static Months ofYear(int year) {
    return new Months(YearMonth.of(year, 1), YearMonth.of(year, 12));
  }

  public boolean contain(YearMonth month) {
    return !month.isBefore(first) && !month.isAfter(last);
  }

  public Instant from() {
    return first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Exclusive.
  public Instant to() {
    return last.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Duration length() {
    return Duration.between(from(), to());
  }
}
