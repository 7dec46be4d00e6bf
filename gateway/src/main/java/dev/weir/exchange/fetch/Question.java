package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;
import java.time.LocalDate;

/// What one report says of some days.
record Question<R extends Report>(Source source, R report, Period days) {
  private static final int FIRST_DAYS = 31;

  /// The days that are looked back for, and those that were missed. Of a cloud all of the last
  /// month: its final figures come well within the next one.
  static Period due(Source source, Report report, Standing standing, LocalDate today) {
    LocalDate settling = today.minusDays(source.backDays());
    LocalDate back =
        switch (report) {
          case Report.Daily _ -> settling;
          case Report.Exports _ -> earlier(settling, today.withDayOfMonth(1).minusMonths(1));
        };
    LocalDate from = earlier(back, standing.until().orElse(today.minusDays(FIRST_DAYS)));
    LocalDate earliest = today.minusDays(Fetching.DAYS_MAX);
    return new Period(from.isBefore(earliest) ? earliest : from, today);
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /// For messages.
  @Override
  public String toString() {
    return "%s of %s to %s".formatted(source.file(report), days.from(), days.to().minusDays(1));
  }
}
