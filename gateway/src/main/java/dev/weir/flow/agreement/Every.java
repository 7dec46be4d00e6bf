package dev.weir.flow.agreement;

import java.time.LocalDate;

/// How long something counts before it begins anew, by the calendar of UTC.
public enum Every {
  DAY,
  MONTH,
  QUARTER,
  YEAR;

  /// The stretch a day is in.
  Days around(LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    return switch (this) {
      case DAY -> new Days(day, day.plusDays(1));
      case MONTH -> new Days(month, month.plusMonths(1));
      case QUARTER -> {
        LocalDate first = month.minusMonths((month.getMonthValue() - 1) % 3);
        yield new Days(first, first.plusMonths(3));
      }
      case YEAR -> new Days(day.withDayOfYear(1), day.withDayOfYear(1).plusYears(1));
    };
  }
}
