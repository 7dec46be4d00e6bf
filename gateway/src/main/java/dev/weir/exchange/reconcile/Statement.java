package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.bill.Reading.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A bill in force, or a provider's usage, and the days it tells of.
///
/// @param file its name, for messages
public record Statement(Form form, String file, Period period, List<BillLine> lines) {
  public Statement {
    lines = List.copyOf(lines);
  }

  public Kind kind() {
    return form.kind();
  }

  /// The first of some days that another one tells of too, in another form: the same charges would
  /// be counted twice.
  Optional<LocalDate> firstTwice(Statement other, Days days) {
    if (kind() != other.kind() || form == other.form) {
      return Optional.empty();
    }
    return period
        .from()
        .datesUntil(period.to())
        .filter(day -> days.has(day) && other.has(day))
        .findFirst();
  }

  private boolean has(LocalDate day) {
    return !day.isBefore(period.from()) && day.isBefore(period.to());
  }
}
