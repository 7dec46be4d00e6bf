package dev.weir.bench;

import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Weir;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How many usage records a second the API takes, in bulk and one by one, in turns; beside that
/// what it takes when nothing is booked, and how soon the ledger database has all of them. Weir has
/// one core, one client posts one request after the other.
final class Ingest {
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final int BULK = 5_000;

  /// The port of the configured provider, which has no calls to answer.
  private static final int NOBODY_ASKED = 9;

  private final Path root;
  private final LongSupplier nanoClock;
  private final PrintStream out;
  private final UsageRecords records = new UsageRecords();

  Ingest(Path root, LongSupplier nanoClock, PrintStream out) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.out = out;
  }

  /// One way of telling.
  ///
  /// @param records in a request
  /// @param query of the request
  private record Way(String name, int records, String query) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("JSON, 5,000 a request", BULK, "source=bench"),
          new Way("CSV, 5,000 a request", BULK, "source=bench&format=csv"),
          new Way("JSON, tried only", BULK, "source=bench&dry_run=true"),
          new Way("JSON, 100 a request", 100, "source=bench"),
          new Way("JSON, one a request", 1, "source=bench"));

  void run(int rounds, Duration time, Optional<Path> page)
      throws IOException, InterruptedException {
    Machine.require(List.of("taskset"));
    Machine.pinSelf();
    Scratch scratch = Scratch.below(root);
    Map<Way, List<Double>> rates = new LinkedHashMap<>();
    double loaded;
    try (Weir weir =
        Weir.fresh(
            new Weir.Home(Machine.launcher(), scratch.path(), NOBODY_ASKED, Governance.BARE))) {
      for (int round = 0; round <= rounds; round++) {
        for (Way way : WAYS) {
          out.printf("%s %s%n", round == 0 ? "warm-up" : "round " + round, way.name());
          double rate = perSecond(weir, way, round == 0 ? WARM_UP : time);
          weir.settleMillis();
          if (round > 0) {
            rates.computeIfAbsent(way, _ -> new ArrayList<>()).add(rate);
          }
        }
      }
      loaded = loadedPerSecond(weir, time);
      requireAll(weir);
    }
    report(rates, loaded, rounds, page);
    scratch.delete();
  }

  /// Records answered in a second, each answer told after they are durable.
  private double perSecond(Weir weir, Way way, Duration time) {
    long began = nanoClock.getAsLong();
    long told = 0;
    while (nanoClock.getAsLong() - began < time.toNanos()) {
      told += tell(weir, way);
    }
    return told * 1e9 / (nanoClock.getAsLong() - began);
  }

  private int tell(Weir weir, Way way) {
    int recorded = weir.record(way.query(), body(way)).path("recorded").asInt();
    if (recorded != way.records()) {
      throw new IllegalStateException(
          "%s: of %d records %d were booked".formatted(way.name(), way.records(), recorded));
    }
    if (way.query().contains("dry_run")) {
      records.forget(way.records());
    }
    return recorded;
  }

  private String body(Way way) {
    return way.query().contains("csv")
        ? records.table(way.records())
        : records.objects(way.records());
  }

  /// As [#perSecond] in bulk, but until the database has all.
  private double loadedPerSecond(Weir weir, Duration time) throws InterruptedException {
    long began = nanoClock.getAsLong();
    long told = 0;
    while (nanoClock.getAsLong() - began < time.toNanos()) {
      told += tell(weir, WAYS.getFirst());
    }
    weir.settleMillis();
    return told * 1e9 / (nanoClock.getAsLong() - began);
  }

  private void requireAll(Weir weir) {
    if (weir.ledgerCalls() != records.made()) {
      throw new IllegalStateException(
          "%d records were told, the ledger has %d".formatted(records.made(), weir.ledgerCalls()));
    }
  }

  private void report(Map<Way, List<Double>> rates, double loaded, int rounds, Optional<Path> page)
      throws IOException {
    Table table = new Table(1, "way", "records/s");
    rates.forEach((way, each) -> table.add(way.name(), text(Median.of(each, Double::doubleValue))));
    table.add("JSON, 5,000 a request, until in the database", text(loaded));
    out.println(table);
    if (page.isPresent()) {
      String note =
          "Medians of %d rounds in turns; %,d records in all.\n\n"
              .formatted(rounds, records.made());
      Table.write(page.get(), "ingest", note + table);
    }
  }

  private static String text(double figure) {
    return String.format(Locale.ROOT, "%,.0f", figure);
  }
}
