package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.store.Database;
import dev.weir.base.store.StoreFailure;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.JournalReader.Located;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LedgerDatabaseTest {
  /// Columns that the last scripts added to `attempt` and `open_attempt`, and those to `attempt`
  /// alone.
  private static final List<String> COURSE =
      List.of("cause", "out_wire", "arm_path", "names_book", "parameters", "slot", "modules");

  private static final List<String> ANSWER =
      List.of("fingerprint", "region", "queue_micros", "admit_micros", "connect_micros");

  private static final List<String> BESIDE =
      List.of("origin", "record_id", "record_digest", "account", "used_until");

  @TempDir Path folder;

  /// Guards D4, D6 and D7.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsEachEntryOnceWhereverLoadingWasInterrupted(long seed) {
    List<Located> journal = SeededCalls.located(new SeededCalls(seed).entries(500));
    Map<String, List<String>> expected = loadedAtOnce(journal);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Path file = folder.resolve("interrupted.duckdb");
    int at = 0;
    while (at < journal.size()) {
      // One life of the process: some batches, one that fails halfway, then the file is reopened.
      try (Database database = Tables.open(file)) {
        LedgerDatabase ledger = new LedgerDatabase(database);
        for (int batches = random.nextInt(4); batches >= 0 && at < journal.size(); batches--) {
          int overlap = Math.max(0, at - random.nextInt(5));
          int end = Math.min(journal.size(), at + 1 + random.nextInt(200));
          ledger.load(journal.subList(overlap, end));
          at = end;
        }
        failHalfway(ledger, journal.subList(at, Math.min(journal.size(), at + 50)));
        if (random.nextBoolean() && at < journal.size()) {
          ledger.load(journal.subList(at, at + 1));
          at++;
        }
      }
    }
    try (Database database = Tables.open(file)) {
      assertThat(Tables.contentOf(database)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static void failHalfway(LedgerDatabase ledger, List<Located> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<Located> broken = new ArrayList<>(batch);
    Located last = batch.getLast();
    Entry.BookOpened book =
        new Entry.BookOpened("prices", "p", last.entry().at(), "ann", "content");
    // The same position twice breaks the primary key, after the rows before it were appended.
    broken.add(new Located(last.next(), last.next() + 1, book));
    broken.add(new Located(last.next(), last.next() + 1, book));
    assertThatThrownBy(() -> ledger.load(broken)).isInstanceOf(StoreFailure.class);
  }

  private Map<String, List<String>> loadedAtOnce(List<Located> journal) {
    try (Database database = Tables.open(folder.resolve("at-once.duckdb"))) {
      new LedgerDatabase(database).load(journal);
      assertThat(Tables.select(database, "SELECT * FROM anomaly")).isEmpty();
      assertThat(
              Tables.select(database, "SELECT count(*) FROM attempt WHERE attempt > 1").getFirst())
          .isNotEqualTo("0");
      return Tables.contentOf(database);
    }
  }

  @Test
  void tellsByWhichWayAnAttemptCameAndWhatItsAnswerSaid() {
    String way = "SELECT DISTINCT cause, out_wire, arm_path, names_book, parameters, slot";
    String told = "SELECT DISTINCT fingerprint, region, queue_micros, admit_micros, connect_micros";
    try (Database database = Tables.open(folder.resolve("ways.duckdb"))) {
      new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(5).entries(1_500)));
      assertThat(Tables.select(database, way + " FROM attempt WHERE attempt = 1"))
          .containsExactly("[first, openai.chat, , , , ]");
      assertThat(Tables.select(database, way + " FROM attempt WHERE attempt = 2"))
          .containsExactly("[retry, openai.chat, a/2, n1, temperature=0.2, slot-b]");
      assertThat(
              Tables.select(
                  database, told + " FROM attempt WHERE kind = 'settled' AND attempt = 1"))
          .containsExactly("[fp_1, eu, 6, 7, 8]");
      assertThat(
              Tables.select(database, told + " FROM attempt WHERE kind IN ('released', 'expired')"))
          .containsExactly("[, , -1, -1, -1]");
      assertThat(
              Tables.select(
                  database, "SELECT DISTINCT provider, model, model_before, model_now FROM drift"))
          .containsExactly("[simulator, gpt-4o, gpt-4o-1, gpt-4o-2]");
    }
  }

  @Test
  void tellsWhichKeysWereUsedBesideTheGatewayAndWhen() {
    LocalDate day = LocalDate.of(2026, 10, 31);
    Instant at = Instant.parse("2026-11-01T04:00:00Z");
    Entry.Bypassed laptop = new Entry.Bypassed(at, "simulator", "key_laptop", day, 3, 90);
    Entry.Bypassed script = new Entry.Bypassed(at, "simulator", "key_script", day, 0, 7);
    try (Database database = Tables.open(folder.resolve("bypassed.duckdb"))) {
      new LedgerDatabase(database).load(SeededCalls.located(List.of(laptop, script)));
      RaisedAlerts raised = new RaisedAlerts(database);

      assertThat(raised.from(0, 10))
          .extracting(each -> ((RaisedAlerts.Bypassed) each).entry())
          .containsExactly(laptop, script);
      assertThat(raised.bypassed("simulator", day)).containsExactly("key_laptop", "key_script");
      assertThat(raised.bypassed("simulator", day.minusDays(1))).isEmpty();
      assertThat(raised.bypassed("other", day)).isEmpty();
    }
  }

  @Test
  void tellsWhichPartsOfAScopeNobodyHadApproved() {
    Instant at = Instant.parse("2026-11-01T04:00:00Z");
    Entry.ScopeGrew legal = new Entry.ScopeGrew(at, "claims", "department", "legal", "legal", 3);
    Entry.ScopeGrew night = new Entry.ScopeGrew(at, "claims", "agent", "key_1", "night run", 7);
    try (Database database = Tables.open(folder.resolve("grown.duckdb"))) {
      new LedgerDatabase(database).load(SeededCalls.located(List.of(legal, night)));
      RaisedAlerts raised = new RaisedAlerts(database);

      assertThat(raised.from(0, 10))
          .extracting(each -> ((RaisedAlerts.ScopeGrew) each).entry())
          .containsExactly(legal, night);
      assertThat(raised.grown("claims", "agent")).containsExactly("key_1");
      assertThat(raised.grown("claims", "source")).isEmpty();
      assertThat(raised.grown("other", "agent")).isEmpty();
    }
  }

  @Test
  void aDatabaseOfTheSchemaBeforeIsCarriedForwardWithItsRows() {
    List<Located> journal = SeededCalls.located(new SeededCalls(6).entries(400));
    Path file = folder.resolve("older.duckdb");
    String added =
        Stream.of(COURSE, ANSWER, BESIDE).flatMap(List::stream).collect(Collectors.joining(", "));
    List<String> before;
    try (Database database = Tables.open(file)) {
      new LedgerDatabase(database).load(journal.subList(0, 300));
      takeBackTheLastScripts(database);
      before = Tables.select(database, "SELECT * FROM attempt");
    }
    try (Database database = Tables.open(file)) {
      assertThat(Tables.select(database, "SELECT * EXCLUDE (%s) FROM attempt".formatted(added)))
          .isEqualTo(before);
      assertThat(Tables.select(database, "SELECT DISTINCT %s FROM attempt".formatted(added)))
          .containsExactly("[, , , , , , , , , -1, -1, -1, , , , , null]");
      assertThat(Tables.select(database, "SELECT DISTINCT list_unit_price FROM charge_line"))
          .containsExactly("null");
      LedgerDatabase ledger = new LedgerDatabase(database);
      ledger.load(journal.subList(300, 400));
      assertThat(Tables.select(database, "SELECT * FROM anomaly")).isEmpty();
      assertThat(Tables.select(database, "SELECT DISTINCT cause FROM attempt"))
          .contains("", "first");
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT meter FROM charge_line WHERE list_unit_price IS NOT NULL
                  INTERSECT SELECT meter FROM charge_line WHERE list_unit_price IS NULL
                  """))
          .contains("input", "output");
      ledger.clear();
      ledger.load(journal);
      assertThat(Tables.contentOf(database)).isEqualTo(loadedAtOnce(journal));
    }
  }

  private static void takeBackTheLastScripts(Database database) {
    List<String> statements = new ArrayList<>();
    statements.add("DROP VIEW booked");
    statements.add("DROP VIEW booked_line");
    for (String table :
        List.of(
            "restated",
            "restated_line",
            "rerating",
            "retagging",
            "closed_period",
            "bypass",
            "scope_growth",
            "spend_hour",
            "spend_hour_tagged",
            "spend_user",
            "spend_tag",
            "spend_use",
            "spend_use_line")) {
      statements.add("DROP TABLE " + table);
    }
    statements.add("ALTER TABLE charge_line DROP COLUMN list_unit_price");
    statements.add("CREATE INDEX charge_line_by_call ON charge_line (call_id)");
    statements.add("DROP VIEW speed");
    for (String column : COURSE) {
      statements.add("ALTER TABLE attempt DROP COLUMN " + column);
      statements.add("ALTER TABLE open_attempt DROP COLUMN " + column);
    }
    for (String column : BESIDE) {
      statements.add("ALTER TABLE attempt DROP COLUMN " + column);
    }
    for (String column : ANSWER) {
      statements.add("ALTER TABLE attempt DROP COLUMN " + column);
    }
    statements.add("CREATE INDEX attempt_by_call ON attempt (call_id)");
    statements.add("DROP TABLE drift");
    statements.add("DROP TABLE attempt_module");
    statements.add("DELETE FROM schema_version WHERE version >= 4");
    statements.forEach(sql -> Tables.execute(database, sql));
  }

  @Test
  void clearingMakesItNew() {
    List<Located> journal = SeededCalls.located(new SeededCalls(7).entries(300));
    Map<String, List<String>> expected = loadedAtOnce(journal);
    try (Database database = Tables.open(folder.resolve("cleared.duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(database);
      ledger.load(SeededCalls.located(new SeededCalls(8).entries(300)));
      ledger.clear();
      assertThat(ledger.progress().next()).isZero();
      ledger.load(journal);
      assertThat(Tables.contentOf(database)).isEqualTo(expected);
    }
  }

  @Test
  void chargeLinesOfARowAddUpToItsCost() {
    try (Database database = Tables.open(folder.resolve("lines.duckdb"))) {
      new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(9).entries(2_000)));
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT a.position FROM attempt a LEFT JOIN (
                    SELECT position, sum(amount) AS amount FROM charge_line GROUP BY position) l
                  ON l.position = a.position
                  WHERE a.cost <> coalesce(l.amount, 0)
                  """))
          .isEmpty();
    }
  }

  @Test
  void modulesAndWhatIsTheCallersAddUpToTheChargeOfTheInput() {
    try (Database database = Tables.open(folder.resolve("modules.duckdb"))) {
      new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(14).entries(3_000)));
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT m.position FROM (
                    SELECT position, sum(cost) AS cost FROM attempt_module GROUP BY position) m
                  LEFT JOIN (
                    SELECT position, sum(amount) AS amount FROM charge_line
                    WHERE meter IN ('input', 'cache_read', 'cache_write_5m', 'cache_write_1h')
                    GROUP BY position) l
                  ON l.position = m.position
                  WHERE m.cost <> coalesce(l.amount, 0)
                  """))
          .isEmpty();
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT DISTINCT module, version FROM attempt_module m
                  JOIN attempt a ON a.position = m.position WHERE a.kind = 'correction'
                  """))
          .containsExactly("[caller, 0]", "[policy, 5]", "[tone, 2]");
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT count(*) FROM attempt a
                  WHERE modules <> '' AND kind = 'settled'
                    AND input_tokens + cache_read_tokens + cache_write_5m_tokens
                      + cache_write_1h_tokens > 0
                    AND position NOT IN (SELECT position FROM attempt_module)
                  """))
          .as("settled attempts without shares")
          .containsExactly("0");
    }
  }

  @Test
  void countsADoubleEndingAsAnomalyAndNotAsMoney() {
    List<Entry> entries = new SeededCalls(11).entries(200);
    Entry.Settled settled =
        entries.stream()
            .filter(Entry.Settled.class::isInstance)
            .map(Entry.Settled.class::cast)
            .findFirst()
            .orElseThrow();
    List<Entry> doubled = new ArrayList<>(entries);
    doubled.add(settled);
    try (Database once = Tables.open(folder.resolve("once.duckdb"));
        Database twice = Tables.open(folder.resolve("twice.duckdb"))) {
      new LedgerDatabase(once).load(SeededCalls.located(entries));
      new LedgerDatabase(twice).load(SeededCalls.located(doubled));
      String cost = "SELECT sum(cost) FROM attempt";
      assertThat(Tables.select(twice, cost)).isEqualTo(Tables.select(once, cost));
      assertThat(Tables.select(twice, "SELECT call_id, what FROM anomaly"))
          .containsExactly("[%s, ended without an open reservation]".formatted(settled.call()));
    }
  }

  @Test
  void aSecondAttemptIsAcceptedWhenItsCallWas() {
    List<Entry> entries = new SeededCalls(12).entries(160);
    Map<CallId, Entry.Reserved> first = new HashMap<>();
    List<Entry.Reserved> later = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Reserved reserved
          && first.putIfAbsent(reserved.call(), reserved) != null) {
        later.add(reserved);
      }
    }
    assertThat(later).isNotEmpty();
    try (Database database = Tables.open(folder.resolve("later.duckdb"))) {
      // One entry per batch, a new fold for each: nothing is remembered but what the tables hold.
      for (Located located : SeededCalls.located(entries)) {
        new LedgerDatabase(database).load(List.of(located));
      }
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT call_id FROM (SELECT * FROM attempt UNION ALL BY NAME SELECT * FROM open_attempt)
                  GROUP BY call_id HAVING count(DISTINCT accepted_at) > 1
                  """))
          .isEmpty();
      assertThat(
              Tables.select(database, "SELECT count(*) FROM attempt WHERE attempt > 1").getFirst())
          .isNotEqualTo("0");
    }
  }

  @Test
  void anAttemptReservedBesideOneThatIsOpenIsAcceptedWhenItsCallWas() {
    Entry.Reserved first =
        new SeededCalls(13)
            .entries(20).stream()
                .filter(Entry.Reserved.class::isInstance)
                .map(Entry.Reserved.class::cast)
                .findFirst()
                .orElseThrow();
    Entry.Reserved second =
        new Entry.Reserved(
            first.call(),
            2,
            first.at().plusSeconds(5),
            first.facts(),
            first.provider(),
            first.model(),
            first.amount(),
            first.tokens(),
            first.holds(),
            first.notes(),
            first.priceBook(),
            first.ruleBook(),
            first.course());
    Entry.Expired ended = new Entry.Expired(first.call(), 2, first.at().plusSeconds(9));
    try (Database database = Tables.open(folder.resolve("beside.duckdb"))) {
      for (Located located : SeededCalls.located(List.of(first, second, ended))) {
        new LedgerDatabase(database).load(List.of(located));
      }
      assertThat(
              Tables.select(
                  database,
                  """
                  SELECT a.attempt, a.accepted_at = o.accepted_at, o.attempt
                  FROM attempt a JOIN open_attempt o ON a.call_id = o.call_id
                  """))
          .containsExactly("[2, true, 1]");
    }
  }
}
