package dev.weir.value.envelope;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

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

  /// Those that have begun, the first one first.
  public List<YearMonth> until(Instant now) {
    return Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
        .filter(month -> !now.isBefore(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
        .toList();
  }

  int begun(Instant now) {
    return until(now).size();
  }

  int count() {
    return begun(to());
  }

  Duration length() {
    return Duration.between(from(), to());
  }
}
