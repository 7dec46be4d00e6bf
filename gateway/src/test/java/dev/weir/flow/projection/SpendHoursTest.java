package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.flow.projection.Retaggings.Found;
import dev.weir.flow.rule.Condition;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sums by the hour against the rows they are made of.
class SpendHoursTest {
  private static final int ROWS = 90;
  private static final String SUMS =
      """
      SELECT date_trunc('hour', accepted_at) AS hour, team, model, provider, purpose, quarantined,
        route, provenance, price_book, status, ending, refusal_kind,
        sum(calls), sum(attempts), sum(billed), sum(refusals), sum(input_tokens),
        sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens),
        sum(output_tokens), sum(reasoning_tokens), sum(bound_tokens), sum(cost), sum(cost_counted),
        sum(cost_estimated), sum(cost_unattributed), sum(cost_safety), sum(cost_retry),
        sum(partly_unpriced)
      FROM \
      """;

  @TempDir private Path folder;
  private final long seed = new Random().nextLong();
  private Database database;
  private LedgerDatabase ledger;

  @BeforeEach
  void open() {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    ledger = new LedgerDatabase(database, ROWS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void areTheRowsSumsHoweverOftenTheyAreAddedUp() {
    List<Located> journal = SeededCalls.located(new SeededCalls(seed).entries(1_200));
    int step = 1 + new Random(seed).nextInt(300);
    for (int from = 0; from < journal.size(); from += step) {
      ledger.load(journal.subList(from, Math.min(from + step, journal.size())));
      ledger.checkpoint();

      requireTheSame();
    }
    assertThat(count("spend_hour")).as(told()).isBetween(1L, count("spend") - 1);
  }

  @Test
  void takeBackWhatIsPutUnderOtherTagsLater() {
    List<Located> journal = SeededCalls.located(new SeededCalls(seed).entries(800));
    ledger.load(journal);
    ledger.checkpoint();
    long end = journal.getLast().next();
    Retag retag =
        new Retag(
            SeededCalls.START,
            SeededCalls.START.plus(Duration.ofDays(40)),
            end,
            List.of(new Condition.Present("use_case")),
            new TreeMap<>(Map.of("team", "green")));
    Found.Preview found =
        (Found.Preview) new Retaggings(database, 100_000).preview(retag, List.of());
    ledger.load(
        List.of(
            new Located(
                end,
                end + 100,
                new Entry.Retagged(
                    "run",
                    retag.until(),
                    retag.from(),
                    retag.until(),
                    end,
                    retag.where(),
                    retag.set(),
                    found.changed(),
                    found.cost(),
                    List.of(),
                    "ann",
                    "moved"))));

    requireTheSame();
    ledger.checkpoint();
    requireTheSame();
    assertThat(Tables.select(database, "SELECT DISTINCT team FROM spend_hour"))
        .as(told())
        .contains("green");
  }

  @Test
  void areMadeAnewWithTheLedger() {
    List<Located> journal = SeededCalls.located(new SeededCalls(seed).entries(600));
    ledger.load(journal);
    ledger.checkpoint();
    ledger.clear();

    assertThat(count("spend_hour")).isZero();
    ledger.load(journal);
    ledger.checkpoint();
    requireTheSame();
  }

  private void requireTheSame() {
    List<String> hours = sums(SpendHours::spend);

    assertThat(hours).as(told()).isEqualTo(sums(_ -> new Sql().add("spend")));
  }

  private List<String> sums(Database.Work<Sql> source) {
    return database.read(connection ->
        new Sql()
                .add(SUMS)
                .add(source.on(connection))
                .add(" GROUP BY ALL")
                .list(connection, SpendHoursTest::text)
                .stream()
                .sorted()
                .toList());
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      text.append(row.getString(i)).append('|');
    }
    return text.toString();
  }

  private long count(String table) {
    return Long.parseLong(Tables.select(database, "SELECT count(*) FROM " + table).getFirst());
  }

  private String told() {
    return "seed " + seed;
  }
}
