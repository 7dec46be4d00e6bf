package dev.weir.flow.agreement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/// Days of UTC, from the first to before the last.
///
/// @param to exclusive, not before `from`
public record Days(LocalDate from, LocalDate to) {
  public Days {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "days end at %s before they begin at %s".formatted(to, from));
    }
  }

  public boolean has(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }

  /// What both have; none where that is nothing.
  Days and(Days other) {
    LocalDate first = from.isAfter(other.from) ? from : other.from;
    LocalDate end = to.isBefore(other.to) ? to : other.to;
    return new Days(first, end.isBefore(first) ? first : end);
  }

  public boolean isEmpty() {
    return from.equals(to);
  }

  long count() {
    return ChronoUnit.DAYS.between(from, to);
  }

  Stream<LocalDate> each() {
    return from.datesUntil(to);
  }
}
