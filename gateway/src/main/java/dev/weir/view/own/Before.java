package dev.weir.view.own;

import dev.weir.view.page.Period;
import dev.weir.view.shape.Moment;
import java.time.LocalDate;

/// The same days a month earlier: of a period that runs, those that have begun.
///
/// @param from the first one
/// @param to the last one
record Before(LocalDate from, LocalDate to) {
  static Before of(Period period, LocalDate today) {
    boolean runs = today.isBefore(period.to()) && !today.isBefore(period.from());
    LocalDate last = runs ? today.minusMonths(1) : period.to().minusMonths(1);
    boolean isMonth = !runs && period.isMonth();
    return new Before(period.from().minusMonths(1), isMonth ? period.from().minusDays(1) : last);
  }

  Period period() {
    return new Period(from, to);
  }

  String report(String by) {
    return period().report(by);
  }

  String title() {
    return "%s to %s".formatted(Moment.of(from).text(), Moment.of(to).text());
  }
}
