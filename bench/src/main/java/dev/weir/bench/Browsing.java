package dev.weir.bench;

import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Visitor;
import dev.weir.bench.variant.Weir;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How soon pages of the console come over a ledger of many calls, and how large they are. Every
/// page is asked in turns with every other, once before it counts. Beside them two of the API's
/// reports: the same sums by the hour, and from every row.
final class Browsing {
  private static final int BULK = 5_000;
  private static final int SAID_EVERY = 100;
  private static final int MONTHS = 3;

  /// Of a use case in a month.
  private static final int OUTCOMES = 300;

  /// The port of the configured provider, which has no calls to answer.
  private static final int NOBODY_ASKED = 9;

  private final Path root;
  private final LongSupplier nanoClock;
  private final Instant now;
  private final PrintStream out;

  Browsing(Path root, LongSupplier nanoClock, Instant now, PrintStream out) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.now = now;
    this.out = out;
  }

  /// What is asked for, and what came of it.
  ///
  /// @param bytes of the page itself and with all it loads, each compressed
  private record Asked(List<Long> micros, long bytes, long withAssets) {}

  /// @param count how many records the ledger has, in thousands
  /// @param kept where a ledger of an earlier run is, or is left for a later one; else it is made
  ///   anew and deleted
  void run(int count, int rounds, Optional<Path> kept, Optional<Path> page)
      throws IOException, InterruptedException {
    Optional<Scratch> scratch =
        kept.isPresent() ? Optional.empty() : Optional.of(Scratch.below(root));
    Path directory = kept.orElseGet(() -> scratch.orElseThrow().path());
    Weir.Home home = new Weir.Home(Machine.launcher(), directory, NOBODY_ASKED, Governance.BARE);
    String load = Machine.load();
    Map<String, Asked> asked;
    long made;
    try (Weir weir = filled(home, count * 1_000L)) {
      made = weir.ledgerCalls();
      try (Visitor visitor = weir.visitor()) {
        asked = asked(visitor, weir, rounds);
      }
    }
    Table table = table(asked);
    out.println(table);
    if (page.isPresent()) {
      String note =
          "%,d usage records over %d days, %d rounds in turns; load average %s before, %s after.%n%n"
              .formatted(made, QuarterRecords.DAYS, rounds, load, Machine.load());
      Table.write(page.get(), "console", note + table);
    }
    if (scratch.isPresent()) {
      scratch.get().delete();
    }
  }

  private Weir filled(Weir.Home home, long count) throws IOException, InterruptedException {
    if (Files.exists(home.directory().resolve("data"))) {
      Weir weir = Weir.of(home);
      worth(weir);
      weir.settleMillis();
      return weir;
    }
    Weir weir = Weir.fresh(home);
    try {
      company(weir);
      fill(weir, new QuarterRecords(now, count), count);
      worth(weir);
      return weir;
    } catch (RuntimeException | InterruptedException failed) {
      weir.close();
      throw failed;
    }
  }

  private void fill(Weir weir, QuarterRecords records, long count) throws InterruptedException {
    for (int i = 1; records.made() < count; i++) {
      weir.record("source=bench", records.objects(BULK));
      if (i % SAID_EVERY == 0) {
        weir.settleMillis();
        out.printf("%,d records booked%n", records.made());
      }
    }
    weir.settleMillis();
  }

  /// What pages show beside calls: use cases, budgets, keys, prices of every model.
  private static void company(Weir weir) {
    weir.change("POST", "prices/import?why=bench", prices());
    for (int i = 0; i < QuarterRecords.USE_CASES; i++) {
      String id = "uc" + i;
      weir.change(
          "PUT",
          "use-cases/" + id + "?why=bench",
          """
          {"name":"Use case %d","stage":"poc","audience":"internal","budget_usd_per_month":"4000",
           "statement":"made for the bench","owners":{"business":"Ann","technical":"Bob"}}
          """
              .formatted(i));
      weir.change(
          "PUT",
          "budgets/" + id + "?why=bench",
          """
          {"window":"month UTC","limit_usd":"50000",
           "where":[{"tag":"use_case","in":["%s"]}]}
          """
              .formatted(id));
      weir.change(
          "POST",
          "keys?why=bench",
          """
          {"name":"key %d","fixed_tags":{"use_case":"%s","team":"t%d"}}
          """
              .formatted(i, id, i % 8));
    }
  }

  /// What use cases are measured by, and outcomes of three months: so that homes have everything to
  /// work out that they have in a company. Told again, it changes nothing.
  private void worth(Weir weir) {
    YearMonth month = YearMonth.from(today());
    for (int i = 0; i < QuarterRecords.USE_CASES; i++) {
      String id = "uc" + i;
      weir.change(
          "PUT",
          "baselines/" + id + "?why=bench",
          """
          {"unit":"case","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
           "volume_per_month":600,"cost_per_unit_usd":"14","expires":"2099-01-01"}
          """);
      weir.change(
          "PUT",
          "outcome-definitions/" + id + "?why=bench",
          """
          {"unit":"case","unit_value_usd":"9","value_source":"made for the bench",
           "value_evidence":"before_after","target":{"per_month":"400"},"window_days":365}
          """);
      weir.change("PUT", "rosters/" + id + "?why=bench", "{\"eligible\":500}");
      for (int ago = 0; ago < MONTHS; ago++) {
        weir.change("POST", "outcomes?format=csv&why=bench", outcomes(id, month.minusMonths(ago)));
      }
    }
    weir.change(
        "PUT",
        "pools/platform?why=bench",
        """
        {"category":"platform","amount_usd":"2400","from":"2026-01","basis":"usage",
         "source":"made for the bench","evidence":"none"}
        """);
  }

  private static String outcomes(String useCase, YearMonth month) {
    StringBuilder csv = new StringBuilder("use_case,outcome_id,occurred_at,success\n");
    for (int n = 0; n < OUTCOMES; n++) {
      csv.append(
          "%s,%s-%s-%d,%s,%b%n".formatted(useCase, useCase, month, n, month.atDay(1), n % 5 > 0));
    }
    return csv.toString();
  }

  private static String prices() {
    StringBuilder models = new StringBuilder();
    for (int i = 0; i < QuarterRecords.MODELS.size(); i++) {
      models
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"provider": "%s", "id": "%s", "limits": {"input_max": 1000000, "output_max": 16384},
               "prices": [{"meter": "input", "usd": "%d.50", "per": 1000000},
                          {"meter": "cache_read", "usd": "0.25", "per": 1000000},
                          {"meter": "output", "usd": "%d", "per": 1000000}]}
              """
                  .formatted(
                      QuarterRecords.PROVIDERS.get(i % QuarterRecords.PROVIDERS.size()),
                      QuarterRecords.MODELS.get(i),
                      i,
                      4 * i + 2));
    }
    return """
    {"format": "weir-prices/1", "name": "company", "kind": "own",
     "origin": {"source": "bench", "observed_at": "2026-01-01", "evidence": "made for the bench"},
     "models": [%s]}
    """
        .formatted(models);
  }

  private Map<String, Asked> asked(Visitor visitor, Weir weir, int rounds) {
    Map<String, Asked> asked = new LinkedHashMap<>();
    Map<String, Long> assets = new LinkedHashMap<>();
    for (String path : pages()) {
      Visitor.Seen seen = visitor.see(path);
      long loaded =
          seen.assets().stream()
              .mapToLong(file -> assets.computeIfAbsent(file, it -> visitor.see(it).bytes()))
              .sum();
      asked.put(path, new Asked(new ArrayList<>(), seen.bytes(), seen.bytes() + loaded));
    }
    for (String path : reports()) {
      long bytes = weir.receive(path).bytes();
      asked.put("/api/v1/" + path, new Asked(new ArrayList<>(), bytes, bytes));
    }
    for (int round = 0; round < rounds; round++) {
      out.printf("round %d%n", round + 1);
      for (String path : pages()) {
        long began = nanoClock.getAsLong();
        visitor.see(path);
        micros(asked, path).add((nanoClock.getAsLong() - began) / 1_000);
      }
      for (String path : reports()) {
        long began = nanoClock.getAsLong();
        weir.receive(path);
        micros(asked, "/api/v1/" + path).add((nanoClock.getAsLong() - began) / 1_000);
      }
    }
    return asked;
  }

  private static List<Long> micros(Map<String, Asked> asked, String path) {
    return Objects.requireNonNull(asked.get(path)).micros();
  }

  private List<String> pages() {
    String all = "period=%s..%s".formatted(today().minusDays(QuarterRecords.DAYS), today());
    String month = "period=" + YearMonth.from(today()).minusMonths(1);
    return List.of(
        "/finops",
        "/cfo",
        "/product",
        "/developer",
        "/platform",
        "/finops?" + month,
        "/cfo?" + month,
        "/explore",
        "/explore?" + month,
        "/explore?" + all,
        "/explore?by=tag:feature&" + month,
        "/explore?by=tag:feature&across=model&" + all,
        "/explore?by=day&across=team&" + all,
        "/explore?by=use_case&against=previous&" + month,
        "/explore?by=user&" + month,
        "/calls",
        "/calls?" + all,
        "/portfolio",
        "/use-cases/uc0",
        "/use-cases/uc0?" + month);
  }

  private List<String> reports() {
    String all = "by=use_case,model&from=%s".formatted(today().minusDays(QuarterRecords.DAYS));
    return List.of(
        "report?figures=calls,cost_usd&" + all,
        "report?figures=calls,cost_usd&filter=session!=none&" + all);
  }

  private LocalDate today() {
    return now.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Table table(Map<String, Asked> asked) {
    Table table = new Table(1, "asked for", "p50 ms", "p95 ms", "most ms", "kB", "with assets kB");
    asked.forEach((path, each) -> {
      List<Long> sorted = each.micros().stream().sorted().toList();
      table.add(
          path,
          millis(rank(sorted, 0.5)),
          millis(rank(sorted, 0.95)),
          millis(sorted.getLast()),
          kilobytes(each.bytes()),
          kilobytes(each.withAssets()));
    });
    return table;
  }

  /// The nearest rank: that part of them took as long or less.
  private static long rank(List<Long> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%,.0f", micros / 1e3);
  }

  private static String kilobytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / 1e3);
  }
}
