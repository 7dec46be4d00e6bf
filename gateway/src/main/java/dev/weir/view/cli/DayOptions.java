package dev.weir.view.cli;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which days of UTC are meant: a month, or from one day to another.
final class DayOptions {
  private static final int DAYS_MAX = 3_660;

  @Option(names = "--month", paramLabel = "MONTH", description = "As 2026-10, in UTC.")
  private Optional<String> month = Optional.empty();

  @Option(names = "--from", paramLabel = "DAY", description = "First day, in UTC.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DAY", description = "The day after the last, in UTC.")
  private Optional<String> to = Optional.empty();

  /// In order; at least one.
  List<LocalDate> days() {
    if (month.isPresent() == (from.isPresent() || to.isPresent())
        || from.isPresent() != to.isPresent()) {
      throw new CommandFailure(Exit.USAGE, "either --month, or --from and --to say which days");
    }
    if (month.isPresent()) {
      YearMonth whole = Written.month("--month", month.get());
      return whole.atDay(1).datesUntil(whole.plusMonths(1).atDay(1)).toList();
    }
    LocalDate first = LocalDate.parse(Written.day("--from", from.orElseThrow()));
    LocalDate end = LocalDate.parse(Written.day("--to", to.orElseThrow()));
    long days = ChronoUnit.DAYS.between(first, end);
    if (days < 1 || days > DAYS_MAX) {
      throw Written.wrong(
          "--to", "is after --from, by at most %d days".formatted(DAYS_MAX), end.toString());
    }
    return first.datesUntil(end).toList();
  }
}
