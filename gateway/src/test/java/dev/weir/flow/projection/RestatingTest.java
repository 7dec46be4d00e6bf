package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Repricing;
import dev.weir.flow.projection.Reratings.Preview;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every row of a re-rating beside the charge that a call has by the other book.
@Timeout(120)
class RestatingTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> MODELS =
      List.of("plain", "thinking", "long", "asked", "seeing");
  private static final List<String> TIERS = List.of("", "default", "batch", "scale");

  @TempDir private Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Entry.Recorded> records = new TreeMap<>();

  /// Models with one price a meter, with reasoning apart, with a step, with a price of requests and
  /// with pictures apart: the first two are priced at once, the others one by one.
  private PriceBook book() {
    String prices =
        """
        {"format":"weir-prices/1","name":"test","contracts":[],"models":[
         {"provider":"tiny","id":"plain","prices":[%s,%s,%s]},
         {"provider":"tiny","id":"thinking","prices":[%s,%s,%s]},
         {"provider":"tiny","id":"long","prices":[%s,%s,
           {"meter":"input","above_input_tokens":500,"context_tier":"cliff","usd":"%d","per":1000000}]},
         {"provider":"tiny","id":"asked","prices":[%s,%s,%s]},
         {"provider":"tiny","id":"seeing","prices":[%s,%s,%s]}]}
        """
            .formatted(
                price("input"),
                price("output"),
                price("cache_read"),
                price("input"),
                price("output"),
                price("reasoning"),
                price("input"),
                price("output"),
                60 + random.nextInt(9),
                price("input"),
                price("output"),
                price("request"),
                price("input"),
                price("output"),
                price("image_input"));
    return PriceBook.compile(List.of(Catalogue.parse(prices)));
  }

  private String price(String meter) {
    return "{\"meter\":\"%s\",\"usd\":\"%d\",\"per\":1000000}"
        .formatted(meter, 1 + random.nextInt(50));
  }

  private static PriceLookup.Priced find(PriceBook book, String model, Instant at) {
    return (PriceLookup.Priced) book.find("tiny", model, at);
  }

  private void opened(PriceBook book) {
    entries.add(new Entry.BookOpened("prices", book.version(), START, "test", book.content()));
  }

  private void record(PriceBook book, int number) {
    record(book, number, Optional.empty());
  }

  private void record(PriceBook book, int number, Optional<Money> stated) {
    String model = MODELS.get(number % MODELS.size());
    String tier = TIERS.get(random.nextInt(10) < 7 ? 0 : random.nextInt(TIERS.size()));
    Instant at = START.plusSeconds(random.nextInt(31 * 86_400));
    Usage usage = usage(model);
    Charge charge =
        stated
            .map(cost -> Charge.stated(cost, book.version()))
            .orElseGet(() -> find(book, model, at).tariff().charge(usage, tier));
    CallFacts facts =
        new CallFacts(
            new Principal("", Tags.of(Map.of("use_case", "uc" + number % 3)), false),
            "usage.api",
            model,
            false,
            "primary",
            Optional.empty(),
            0);
    Entry.Recorded entry =
        new Entry.Recorded(
            new CallId(at.toEpochMilli() << 16, number),
            END,
            at,
            at,
            facts,
            "up",
            model,
            1,
            usage,
            charge,
            new Entry.Told("", tier, "", "", "", ""),
            new Entry.RecordName("test", "r" + number, "d" + number, "test"));
    entries.add(entry);
    records.put(entry.call().toString(), entry);
  }

  private Usage usage(String model) {
    long read = random.nextInt(3) * 100L;
    long reasoning = random.nextInt(3) * 10L;
    long input = read + random.nextInt(900);
    Map<String, Long> beyond =
        model.equals("seeing") && input > read ? Map.of("image_input", input - read) : Map.of();
    Provenance known = random.nextInt(9) == 0 ? Provenance.COUNTED : Provenance.REPORTED;
    return new Usage(input, read, 0, 0, reasoning + random.nextInt(300), reasoning, beyond, known);
  }

  private static Rerate rerate(PriceBook book, long before) {
    return new Rerate(START, END, before, book.version(), Map.of("up", "tiny"));
  }

  private static Entry.Rerated entry(Rerate rerate, Preview preview) {
    return new Entry.Rerated(
        "run",
        END,
        rerate.from(),
        rerate.until(),
        rerate.before(),
        rerate.priceBook(),
        rerate.priceNames(),
        preview.changed(),
        preview.was(),
        preview.now(),
        List.of(),
        "test",
        "test");
  }

  @Test
  void whatIsInForceAfterwardsIsTheOtherBooksChargeLineByLine() {
    PriceBook first = book();
    PriceBook second = book();
    opened(first);
    opened(second);
    for (int i = 0; i < 3_000; i++) {
      record(first, i);
    }
    List<Located> journal = SeededCalls.located(entries);
    long before = journal.getLast().next();
    try (Database database = Tables.open(folder.resolve("ledger.duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(database);
      ledger.load(journal);
      Rerate rerate = rerate(second, before);
      Preview preview = new Reratings(database).preview(rerate, List.of()).orElseThrow();
      ledger.load(List.of(new Located(before, before + 100, entry(rerate, preview))));

      assertThat(Tables.select(database, "SELECT what FROM anomaly")).as(told()).isEmpty();
      assertThat(preview.kept()).as(told()).isEmpty();
      assertThat(preview.changed() + preview.same()).as(told()).isEqualTo(records.size());
      assertThat(preview.now().minus(preview.was()))
          .as(told())
          .isEqualTo(expected(second).minus(expected(first)));
      assertThat(Tables.select(database, LINES)).as(told()).isEqualTo(lines(second));
      assertThat(Tables.select(database, COSTS)).as(told()).isEqualTo(costs(second));
      assertThat(new Reratings(database).preview(rerate(second, before + 100), List.of()))
          .as(told())
          .hasValueSatisfying(again -> assertThat(again.changed()).isZero());
    }
  }

  @Test
  void whatWasPricedAnewIsPricedAnewAgainAndBackToTheDecimal() {
    List<PriceBook> books = List.of(book(), book(), book());
    books.forEach(this::opened);
    for (int i = 0; i < 500; i++) {
      record(books.getFirst(), i);
    }
    List<Located> journal = SeededCalls.located(entries);
    long position = journal.getLast().next();
    try (Database database = Tables.open(folder.resolve("again.duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(database);
      ledger.load(journal);
      for (int next : List.of(1, 2, 0)) {
        Rerate rerate = rerate(books.get(next), position);
        Preview preview = new Reratings(database).preview(rerate, List.of()).orElseThrow();
        ledger.load(List.of(new Located(position, position + 100, entry(rerate, preview))));
        position += 100;

        assertThat(Tables.select(database, "SELECT what FROM anomaly")).as(told()).isEmpty();
        assertThat(Tables.select(database, LINES)).as(told()).isEqualTo(lines(books.get(next)));
        assertThat(Tables.select(database, COSTS)).as(told()).isEqualTo(costs(books.get(next)));
      }
    }
  }

  @Test
  void aStatedCostStandsWhicheverWayItsModelIsPriced() {
    PriceBook first = book();
    PriceBook second = book();
    opened(first);
    opened(second);
    Money stated = Money.usd(new BigDecimal("7.77"));
    for (int i = 0; i < MODELS.size(); i++) {
      record(first, i, Optional.of(stated));
    }
    List<Located> journal = SeededCalls.located(entries);
    try (Database database = Tables.open(folder.resolve("stated.duckdb"))) {
      new LedgerDatabase(database).load(journal);
      Reratings reratings = new Reratings(database);
      long before = journal.getLast().next();

      Preview other = reratings.preview(rerate(second, before), List.of()).orElseThrow();
      Preview own = reratings.preview(rerate(first, before), List.of()).orElseThrow();

      Total all = Total.usd(new BigDecimal("38.85"));
      assertThat(other.kept())
          .as(told())
          .isEqualTo(Map.of(Repricing.Reason.NOT_BY_ITS_BOOK, new Reratings.Kept(5, all)));
      assertThat(own.same()).as(told()).isEqualTo(5);
    }
  }

  @Test
  void anEntryThatSaysAnotherSumIsAnAnomaly() {
    PriceBook first = book();
    PriceBook second = book();
    opened(first);
    opened(second);
    record(first, 1);
    List<Located> journal = SeededCalls.located(entries);
    long before = journal.getLast().next();
    try (Database database = Tables.open(folder.resolve("other.duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(database);
      ledger.load(journal);
      Rerate rerate = rerate(second, before);
      Preview nothing = new Preview(7, 0, Total.ZERO, Total.ZERO, List.of(), Map.of(), List.of());

      assertThat(ledger.load(List.of(new Located(before, before + 100, entry(rerate, nothing)))))
          .as(told())
          .singleElement()
          .asString()
          .contains("run run priced", "its entry says 7");
      assertThat(ledger.anomalies()).isEqualTo(1);
    }
  }

  private static final String LINES =
      """
      SELECT call_id || ' ' || meter || ' ' || sum(quantity) || ' ' || unit_price || ' '
        || sum(amount) || ' ' || list_unit_price
      FROM booked_line GROUP BY call_id, meter, unit_price, list_unit_price
      HAVING sum(quantity) <> 0 OR sum(amount) <> 0
      """;

  private static final String COSTS =
      """
      SELECT call_id || ' ' || sum(cost) || ' ' || sum(cost_counted) || ' '
        || sum(partly_unpriced) || ' ' || sum(requests)
      FROM booked GROUP BY call_id
      """;

  private Charge charge(PriceBook book, Entry.Recorded record) {
    return find(book, record.model(), record.usedAt())
        .tariff()
        .charge(record.usage(), record.told().serviceTier());
  }

  private Total expected(PriceBook book) {
    return records.values().stream()
        .map(record -> Total.of(charge(book, record).total()))
        .reduce(Total.ZERO, Total::plus);
  }

  private List<String> lines(PriceBook book) {
    List<String> lines = new ArrayList<>();
    records.forEach((call, record) ->
        charge(book, record).lines().stream()
            .filter(line -> line.quantity() > 0)
            .forEach(line ->
                lines.add(
                    "%s %s %d %s %s %s"
                        .formatted(
                            call,
                            line.meter().label(),
                            line.quantity(),
                            line.unitPrice().toBigDecimal().setScale(12),
                            line.amount().toBigDecimal().setScale(12),
                            line.listUnitPrice().toBigDecimal().setScale(12)))));
    lines.sort(null);
    return lines;
  }

  private List<String> costs(PriceBook book) {
    List<String> costs = new ArrayList<>();
    records.forEach((call, record) -> {
      Charge charge = charge(book, record);
      String cost = charge.total().toBigDecimal().setScale(12).toString();
      boolean counted = record.usage().provenance() == Provenance.COUNTED;
      costs.add(
          "%s %s %s %d 1"
              .formatted(
                  call, cost, counted ? cost : "0.000000000000", charge.partlyUnpriced() ? 1 : 0));
    });
    costs.sort(null);
    return costs;
  }

  private String told() {
    return "seed " + seed;
  }
}
