package dev.weir.bench;

import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Weir;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How long a month takes to be exported as FOCUS rows, and how much memory the gateway has then:
/// by day, by hour, and by the person, who has many rows. Weir has all cores.
final class Exporting {
  /// The port of the configured provider, which has no calls to answer.
  private static final int NOBODY_ASKED = 9;

  private static final String MONTH = "from=2026-10-01&to=2026-11-01&format=csv";

  private final Path root;
  private final LongSupplier nanoClock;
  private final PrintStream out;

  Exporting(Path root, LongSupplier nanoClock, PrintStream out) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.out = out;
  }

  /// What is asked for.
  private record Export(String name, String query) {}

  private static final List<Export> EXPORTS =
      List.of(
          new Export("days", "granularity=day"),
          new Export("hours", "granularity=hour"),
          new Export("days, with the tag user", "granularity=day&tags=use_case,team,user"));

  /// @param count how many records the month has, in thousands
  void run(int count, Optional<Path> page) throws IOException, InterruptedException {
    Scratch scratch = Scratch.below(root);
    Table table = new Table(1, "export", "rows", "MB", "seconds", "RSS MB");
    long made;
    try (Weir weir =
        Weir.fresh(
            new Weir.Home(Machine.launcher(), scratch.path(), NOBODY_ASKED, Governance.BARE))) {
      made = BookedRecords.fill(weir, count * 1_000L, out);
      for (Export export : EXPORTS) {
        add(table, export, weir);
      }
    }
    out.println(table);
    if (page.isPresent()) {
      String note = "%,d usage records, %,d charge lines at most.\n\n".formatted(made, 3 * made);
      Table.write(page.get(), "focus", note + table);
    }
    scratch.delete();
  }

  private void add(Table table, Export export, Weir weir) {
    long began = nanoClock.getAsLong();
    Weir.Received received = weir.receive("focus?" + MONTH + "&" + export.query());
    double seconds = (nanoClock.getAsLong() - began) / 1e9;
    table.add(
        export.name(),
        String.format(Locale.ROOT, "%,d", received.lines() - 1),
        String.format(Locale.ROOT, "%,.0f", received.bytes() / 1e6),
        String.format(Locale.ROOT, "%,.1f", seconds),
        String.format(Locale.ROOT, "%,.0f", weir.residentMb()));
    out.printf("%s: %.1f s%n", export.name(), seconds);
  }
}
