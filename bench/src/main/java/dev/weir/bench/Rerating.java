package dev.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Weir;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How long a month takes to be priced by another book: looked at, booked, and asked for again when
/// nothing is left to change. Each is ordered day by day, as `weir rerate` does. Weir has all
/// cores.
final class Rerating {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);

  /// The port of the configured provider, which has no calls to answer.
  private static final int NOBODY_ASKED = 9;

  private final Path root;
  private final LongSupplier nanoClock;
  private final PrintStream out;

  Rerating(Path root, LongSupplier nanoClock, PrintStream out) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.out = out;
  }

  /// @param count how many records the month has, in thousands
  void run(int count, Optional<Path> page) throws IOException, InterruptedException {
    Scratch scratch = Scratch.below(root);
    Table table = new Table(1, "order", "seconds", "records/s");
    long made;
    try (Weir weir =
        Weir.fresh(
            new Weir.Home(Machine.launcher(), scratch.path(), NOBODY_ASKED, Governance.BARE))) {
      made = BookedRecords.fill(weir, count * 1_000L, out);
      weir.dearer();
      add(table, "a preview", made, made, weir, "?dry_run=true");
      add(table, "every record priced anew", made, made, weir, "");
      add(table, "the same again, nothing changes", made, 0, weir, "");
    }
    out.println(table);
    if (page.isPresent()) {
      String note = "%,d usage records, %,d charge lines at most.\n\n".formatted(made, 3 * made);
      Table.write(page.get(), "rerate", note + table);
    }
    scratch.delete();
  }

  private void add(Table table, String what, long made, long changed, Weir weir, String query)
      throws InterruptedException {
    long began = nanoClock.getAsLong();
    long different = 0;
    List<LocalDate> days = MONTH.atDay(1).datesUntil(MONTH.plusMonths(1).atDay(1)).toList();
    for (LocalDate day : days) {
      JsonNode answer = weir.rerate(day, query);
      different += answer.path("changed").asLong();
    }
    weir.settleMillis();
    double seconds = (nanoClock.getAsLong() - began) / 1e9;
    if (different != changed) {
      throw new IllegalStateException(
          "%s: %d of %d charges were to change, %d did".formatted(what, changed, made, different));
    }
    table.add(
        what,
        String.format(Locale.ROOT, "%,.1f", seconds),
        String.format(Locale.ROOT, "%,.0f", made / seconds));
    out.printf("%s: %.1f s%n", what, seconds);
  }
}
