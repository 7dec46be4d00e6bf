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
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
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

  private static final LocalDateTime START =
      LocalDateTime.ofInstant(SeededCalls.START, ZoneOffset.UTC);

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
    int step = 200 + new Random(seed).nextInt(300);
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
    assertThat(Tables.select(database, "SELECT DISTINCT until_position FROM spend_hour"))
        .as("a few rows at a time, " + told())
        .hasSizeGreaterThan(1);
  }

  @Test
  void areMadeAnewOfALedgerWhoseSumsWereFewer() {
    ledger.load(SeededCalls.located(new SeededCalls(seed).entries(600)));
    ledger.checkpoint();
    assertThat(count("spend_user")).as(told()).isPositive();
    for (String statement :
        List.of(
            "DROP TABLE spend_use",
            "DROP TABLE spend_use_line",
            "ALTER TABLE spend_user DROP COLUMN primary_calls",
            "DELETE FROM schema_version WHERE version >= 15")) {
      Tables.execute(database, statement);
    }
    database.close();

    open();

    assertThat(count("spend_hour")).isZero();
    requireTheSame();
    ledger.checkpoint();
    assertThat(count("spend_use")).as(told()).isPositive();
    requireTheSame();
  }

  private void requireTheSame() {
    LocalDateTime from = START.plusMinutes(new Random(seed).nextInt(200));
    LocalDateTime to = from.plusMinutes(1 + new Random(~seed).nextInt(5_000));
    requireTheSame(START.minusDays(1), START.plusDays(60));
    requireTheSame(from, to);
    requireTheSameUsers();
    requireTheSameUses();
    assertThat(
            text(connection ->
                new Sql()
                    .add("SELECT DISTINCT team, tag FROM ")
                    .add(SpendTags.tags(connection, START.minusDays(1), START.plusDays(60)))))
        .as(told())
        .isEqualTo(
            text(_ -> new Sql().add("SELECT DISTINCT team, unnest(map_keys(tags)) FROM spend")));
  }

  private void requireTheSame(LocalDateTime from, LocalDateTime to) {
    String time = " WHERE accepted_at >= ? AND accepted_at < ? GROUP BY ALL";
    for (SpendHours hours : SpendHours.values()) {
      String more = hours == SpendHours.TAGGED ? "SELECT tags, " : "SELECT ";
      String sums = SUMS.replaceFirst("SELECT ", more);
      // A part of an hour begins where it begins; the rest of the row tells it apart.
      assertThat(
              text(connection ->
                  new Sql().add(sums).add(hours.spend(connection, from, to)).add(time, from, to)))
          .as("%s, %s to %s of %s", told(), from, to, hours)
          .isEqualTo(text(_ -> new Sql().add(sums + "spend" + time, from, to)));
    }
  }

  /// Beside what the same tables say of rows alone.
  private void requireTheSameUses() {
    YearMonth month = YearMonth.from(START);
    List<String> useCases = Tables.select(database, "SELECT DISTINCT use_case FROM spend");
    assertThat(useCases).as(told()).hasSizeGreaterThan(1);
    String calls = "SELECT model, prompt, min(rows_are), team, sum(billed), sum(cost) FROM ";
    String lines = "SELECT model, prompt, team, meter, sum(quantity), sum(amount) FROM ";
    for (String useCase : useCases) {
      assertThat(
              text(connection ->
                  new Sql()
                      .add(calls)
                      .add(SpendUses.uses(connection, useCase, month))
                      .add(" GROUP BY ALL")))
          .as("%s, %s", told(), useCase)
          .isEqualTo(
              text(_ ->
                  new Sql()
                      .add(calls)
                      .add(SpendUses.uses(0, useCase, month))
                      .add(" GROUP BY ALL")));
      assertThat(
              text(connection ->
                  new Sql()
                      .add(lines)
                      .add(SpendUses.lines(connection, useCase, month))
                      .add(" GROUP BY ALL")))
          .as("%s, %s", told(), useCase)
          .isEqualTo(
              text(_ ->
                  new Sql()
                      .add(lines)
                      .add(SpendUses.lines(0, useCase, month))
                      .add(" GROUP BY ALL")));
    }
  }

  private void requireTheSameUsers() {
    assertThat(
            text(connection ->
                new Sql()
                    .add("SELECT day, use_case, user_id, sum(billed), sum(primary_calls) FROM ")
                    .add(SpendUsers.days(connection))
                    .add(" GROUP BY ALL")))
        .as(told())
        .isEqualTo(
            text(_ ->
                new Sql()
                    .add(
                        """
                        SELECT date_trunc('day', accepted_at), use_case, user_id, sum(billed),
                          sum(CASE WHEN purpose = 'primary' THEN calls ELSE 0 END)
                        FROM spend WHERE use_case <> '' AND user_id <> '' AND NOT quarantined
                        GROUP BY ALL
                        """)));
  }

  private List<String> text(Database.Work<Sql> statement) {
    return database.read(connection ->
        statement.on(connection).list(connection, SpendHoursTest::text).stream().sorted().toList());
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
