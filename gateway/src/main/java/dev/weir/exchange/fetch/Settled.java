package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Reading.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which days nothing is asked for any more, as their month is settled. Looked up once for each
/// question; used by one thread.
final class Settled {
  private final Intake intake;
  private final Map<YearMonth, Optional<String>> months = new TreeMap<>();

  Settled(Intake intake) {
    this.intake = intake;
  }

  boolean has(LocalDate day) {
    return months.computeIfAbsent(YearMonth.from(day), this::look).isPresent();
  }

  private Optional<String> look(YearMonth month) {
    return intake.settled(new Period(month.atDay(1), month.plusMonths(1).atDay(1)));
  }

  /// From the first to the last of some days that are not settled; nothing if all are.
  Optional<Period> open(Period days) {
    List<LocalDate> open = days.from().datesUntil(days.to()).filter(day -> !has(day)).toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(new Period(open.getFirst(), open.getLast().plusDays(1)));
  }

  /// The months that were looked up and are settled, since when and by whom.
  List<String> told() {
    return months.values().stream()
        .flatMap(Optional::stream)
        .map(month -> "not asked for: " + month)
        .toList();
  }
}
