package dev.weir.bench;

import dev.weir.bench.traffic.Upstream;
import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Weir;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
  private long next;

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
      next -= way.records();
    }
    return recorded;
  }

  private String body(Way way) {
    return way.query().contains("csv") ? table(way.records()) : objects(way.records());
  }

  private String objects(int records) {
    StringBuilder text = new StringBuilder(records * 220).append("{\"records\":[");
    for (int i = 0; i < records; i++, next++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"id\":\"r-")
          .append(next)
          .append("\",\"at\":\"")
          .append(at())
          .append("\",\"provider\":\"up\",\"model\":\"")
          .append(Upstream.MODEL)
          .append("\",\"usage\":{\"input\":")
          .append(1_000 + next % 977)
          .append(",\"cache_read\":")
          .append(next % 500)
          .append(",\"output\":")
          .append(next % 613)
          .append("},\"tags\":{\"use_case\":\"uc")
          .append(next % 20)
          .append("\",\"team\":\"t")
          .append(next % 7)
          .append("\",\"user\":\"u")
          .append(next % 1_000)
          .append("\"}}");
    }
    return text.append("]}").toString();
  }

  private String table(int records) {
    StringBuilder text =
        new StringBuilder("id,at,provider,model,input,cache_read,output,use_case,team,user\n");
    for (int i = 0; i < records; i++, next++) {
      text.append("r-")
          .append(next)
          .append(',')
          .append(at())
          .append(",up,")
          .append(Upstream.MODEL)
          .append(',')
          .append(1_000 + next % 977)
          .append(',')
          .append(next % 500)
          .append(',')
          .append(next % 613)
          .append(",uc")
          .append(next % 20)
          .append(",t")
          .append(next % 7)
          .append(",u")
          .append(next % 1_000)
          .append('\n');
    }
    return text.toString();
  }

  /// Spread over a month, so that they lie as real ones do.
  private Instant at() {
    return Instant.parse("2026-10-01T00:00:00Z").plusSeconds(next * 7 % 2_600_000);
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
    if (weir.ledgerCalls() != next) {
      throw new IllegalStateException(
          "%d records were told, the ledger has %d".formatted(next, weir.ledgerCalls()));
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
          "Medians of %d rounds in turns; %,d records in all.\n\n".formatted(rounds, next);
      Table.write(page.get(), "ingest", note + table);
    }
  }

  private static String text(double figure) {
    return String.format(Locale.ROOT, "%,.0f", figure);
  }
}
