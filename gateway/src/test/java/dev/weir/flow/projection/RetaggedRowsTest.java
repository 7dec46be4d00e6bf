package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.store.Database;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.flow.projection.Retaggings.Found;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Period;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Seeded calls, retried, released, expired and corrected, put under other tags: sums by whatever
/// was not changed are what they were, and sums by tag are what the tags in force make of them.
@Tag("slow")
@Timeout(120)
class RetaggedRowsTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final String SUMS =
      """
      sum(calls), sum(attempts), sum(billed), sum(refusals), sum(input_tokens),
      sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens),
      sum(output_tokens), sum(reasoning_tokens), sum(bound_tokens), sum(cost), sum(cost_counted),
      sum(cost_estimated), sum(cost_safety), sum(cost_retry), sum(partly_unpriced)
      """;

  @TempDir private Path folder;
  private final long seed = new Random().nextLong();
  private Database database;
  private LedgerDatabase ledger;
  private List<Entry> calls;
  private long position;

  @BeforeEach
  void load() {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    ledger = new LedgerDatabase(database);
    calls = new SeededCalls(seed).entries(1_500);
    List<Located> journal = SeededCalls.located(calls);
    ledger.load(journal);
    position = journal.getLast().next();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Retag retag(Map<String, String> set, Condition... where) {
    return new Retag(SeededCalls.START, END, position, List.of(where), new TreeMap<>(set));
  }

  private Found.Preview preview(Retag retag) {
    return (Found.Preview) new Retaggings(database, 100_000).preview(retag, List.of());
  }

  private Found.Preview book(Retag retag) {
    Found.Preview preview = preview(retag);
    load(
        new Entry.Retagged(
            "run",
            END,
            retag.from(),
            retag.until(),
            retag.before(),
            retag.where(),
            retag.set(),
            preview.changed(),
            preview.cost(),
            List.of(),
            "ann",
            "moved"));
    return preview;
  }

  private void load(Entry entry) {
    ledger.load(List.of(new Located(position, position + 100, entry)));
    position += 100;
  }

  private List<String> by(String dimension) {
    return Tables.select(
        database,
        "SELECT %s AS d, %s FROM spend GROUP BY d HAVING sum(counts) <> 0 OR sum(cost) <> 0"
            .formatted(dimension, SUMS));
  }

  private List<String> noAnomaly() {
    return Tables.select(database, "SELECT what FROM anomaly");
  }

  private String told() {
    return "seed " + seed;
  }

  @Test
  void sumsByWhateverWasNotChangedAreWhatTheyWere() {
    List<String> unchanged =
        List.of(
            "''",
            "call_id",
            "key_id",
            "use_case",
            "user_id",
            "model",
            "provider",
            "route",
            "provenance",
            "status",
            "ending",
            "accepted_at",
            "purpose",
            "coalesce(tags['feature'], '')");
    List<List<String>> before = unchanged.stream().map(this::by).toList();
    List<String> lines = lines();
    List<String> shares = shares();

    Found.Preview moved =
        book(
            retag(
                Map.of("team", "green"),
                Condition.in("team", "red"),
                Condition.present("use_case")));

    assertThat(moved.changed()).as(told()).isPositive();
    assertThat(noAnomaly()).as(told()).isEmpty();
    assertThat(unchanged.stream().map(this::by).toList()).as(told()).isEqualTo(before);
    assertThat(lines()).as(told()).isEqualTo(lines);
    assertThat(shares()).as(told()).isEqualTo(shares);
  }

  private List<String> lines() {
    return Tables.select(
        database,
        """
        SELECT a.call_id, a.attempt, a.provider, a.model, meter, unit_price, sum(quantity),
          sum(amount)
        FROM booked_line l JOIN booked a USING (position, call_id, attempt)
        GROUP BY ALL HAVING sum(quantity) <> 0 OR sum(amount) <> 0
        """);
  }

  private List<String> shares() {
    return Tables.select(
        database,
        """
        SELECT call_id, attempt, module, version, sum(tokens), sum(m.cost)
        FROM attempt_module m JOIN booked USING (position, call_id, attempt) GROUP BY ALL
        """);
  }

  @Test
  void allThatHadTheTagsIsUnderTheOthersAndNothingIsLeft() {
    List<String> expected =
        Tables.select(
            database,
            """
            SELECT CASE WHEN team = 'red' AND refusals = 0 THEN 'green' ELSE team END AS d,
            %s FROM spend GROUP BY d
            """
                .formatted(SUMS));

    Found.Preview moved = book(retag(Map.of("team", "green"), Condition.in("team", "red")));

    assertThat(by("team")).as(told()).isEqualTo(expected);
    assertThat(moved.moves())
        .singleElement()
        .satisfies(move -> {
          assertThat(move.was()).isEqualTo("red");
          assertThat(move.attempts()).isEqualTo(moved.changed());
          assertThat(move.cost()).isEqualTo(moved.cost());
        });
    assertThat(
            preview(retag(Map.of("team", "green"), Condition.in("team", "red", "green"))).changed())
        .as(told())
        .isZero();
  }

  @Test
  void freeTagsAreSetReplacedAndTakenAwayAndBackAgainAllIsAsBefore() {
    List<String> before = by("coalesce(tags['feature'], '')");

    book(retag(Map.of("feature", "", "pilot", "yes"), Condition.in("feature", "a,b")));
    assertThat(
            Tables.select(database, "SELECT sum(calls) FROM spend WHERE tags['feature'] = 'a,b'"))
        .as(told())
        .containsExactly("0");
    book(retag(Map.of("feature", "a,b", "pilot", ""), Condition.in("pilot", "yes")));

    assertThat(noAnomaly()).as(told()).isEmpty();
    assertThat(by("coalesce(tags['feature'], '')")).as(told()).isEqualTo(before);
  }

  @Test
  void whatHadNoValueOfATagGetsOne() {
    Found.Preview moved =
        book(
            retag(
                Map.of("feature", "none"), Condition.absent("feature"), Condition.present("key")));

    assertThat(moved.moves())
        .as(told())
        .singleElement()
        .satisfies(move -> assertThat(move.was()).isEmpty());
    assertThat(
            Tables.select(
                database,
                """
                SELECT sum(counts) = 0, sum(cost) = 0 FROM spend
                WHERE refusals = 0 AND coalesce(tags['feature'], '') = ''
                """))
        .as(told())
        .containsExactly("[true, true]");
  }

  @Test
  void aUseCaseTakesWhatHasItOutOfQuarantine() {
    book(retag(Map.of("use_case", "pilot"), Condition.present("team")));

    assertThat(
            Tables.select(
                database,
                """
                SELECT sum(cost_unattributed) = 0,
                  sum(counts) FILTER (quarantined AND refusals = 0) = 0
                FROM spend
                """))
        .as(told())
        .containsExactly("[true, true]");
  }

  @Test
  void aCorrectionAfterwardsGoesToTheTagsInForce() {
    Entry.Settled settled =
        calls.stream()
            .filter(Entry.Settled.class::isInstance)
            .map(Entry.Settled.class::cast)
            .findFirst()
            .orElseThrow();
    String one =
        " FROM booked WHERE call_id = '" + settled.call() + "' AND attempt = " + settled.attempt();
    book(retag(Map.of("team", "green"), Condition.present("team")));

    load(
        new Entry.Corrected(
            settled.call(),
            settled.attempt(),
            END,
            settled.usage(),
            settled.charge(),
            List.of(),
            "invoice",
            "ann",
            "as it was"));

    assertThat(noAnomaly()).as(told()).isEmpty();
    assertThat(
            Tables.select(
                database,
                "SELECT team, sum(cost), sum(input_tokens)"
                    + one
                    + " GROUP BY team HAVING sum(cost) <> 0"))
        .as(told())
        .containsExactly(
            "[green, %s, %d]"
                .formatted(
                    settled.charge().total().toBigDecimal().setScale(12),
                    settled.usage().plainInput()));
    assertThat(new EndedAttempts(database).find(settled.call(), settled.attempt()))
        .hasValueSatisfying(
            ended -> assertThat(ended.facts().principal().tags().get("team")).contains("green"));
  }

  @Test
  void whatARuleCountsMovesAsItsRowsDo() {
    Retag retag = retag(Map.of("team", "green"), Condition.in("team", "red"));
    List<EndedSums.Question> questions = new ArrayList<>();
    for (Measure measure : List.of(Measure.MONEY, Measure.TOKENS, Measure.REQUESTS)) {
      questions.add(
          new EndedSums.Question(
              Scope.EVERY_CALL.per("team"),
              measure,
              Period.ALWAYS,
              SeededCalls.START,
              END,
              OptionalLong.empty(),
              Long.MAX_VALUE));
    }
    EndedSums sums = new EndedSums(database);
    List<Map<String, Object>> before = questions.stream().map(it -> byTeam(sums.sums(it))).toList();
    Found.Preview preview =
        (Found.Preview) new Retaggings(database, 100_000).preview(retag, questions);
    book(retag);

    for (int i = 0; i < questions.size(); i++) {
      Map<String, Object> after = byTeam(sums.sums(questions.get(i)));
      assertThat(after.get("green")).as(told()).isEqualTo(before.get(i).get("red"));
      assertThat(byTeam(preview.balances().get(i)).get("green"))
          .as(told())
          .isEqualTo(after.get("green"));
    }
  }

  private static Map<String, Object> byTeam(List<EndedSums.Sum> sums) {
    Map<String, Object> byTeam = new TreeMap<>();
    sums.forEach(sum -> byTeam.put(sum.value(), sum.total()));
    return byTeam;
  }

  @Test
  void ordersOneAfterTheOtherComeToWhatTheyDoToEachAttempt() {
    Map<String, Map<String, String>> tags = tagsInForce();
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      Condition where = anyCondition(random);
      Map<String, String> set = anySetting(random);
      long changed = 0;
      for (Map<String, String> each : tags.values()) {
        if (holds(where, each) && !each.entrySet().containsAll(set.entrySet())) {
          each.putAll(set);
          changed++;
        }
      }
      Retag retag = retag(set, where);
      assertThat(preview(retag).changed())
          .as("%s, order %d: %s", told(), i, retag)
          .isEqualTo(changed);
      if (changed > 0) {
        book(retag);
      }
    }

    assertThat(tagsInForce()).as(told()).isEqualTo(tags);
    assertThat(noAnomaly()).as(told()).isEmpty();
  }

  private static Condition anyCondition(Random random) {
    String tag = random.nextBoolean() ? "team" : "pilot";
    return switch (random.nextInt(3)) {
      case 0 -> Condition.present(tag);
      case 1 -> Condition.absent(tag);
      default -> Condition.in(tag, random.nextBoolean() ? "red" : "a", "b");
    };
  }

  private static Map<String, String> anySetting(Random random) {
    Map<String, String> set = new TreeMap<>();
    set.put("pilot", List.of("a", "b", "").get(random.nextInt(3)));
    if (random.nextBoolean()) {
      set.put("team", List.of("red", "b", "").get(random.nextInt(3)));
    }
    return set;
  }

  private static boolean holds(Condition condition, Map<String, String> tags) {
    String value = tags.getOrDefault(condition.tag(), "");
    return switch (condition) {
      case Condition.In in -> in.values().contains(value);
      case Condition.Present _ -> !value.isEmpty();
      case Condition.Absent _ -> value.isEmpty();
    };
  }

  /// By attempt, from sums alone: an attempt counts once, with all of its cost, under one pair.
  private Map<String, Map<String, String>> tagsInForce() {
    Map<String, Map<String, String>> tags = new TreeMap<>();
    for (String row :
        Tables.select(
            database,
            """
            SELECT call_id || '/' || attempt || '/' || any_value(whole) || '#' || team || '#'
              || coalesce(tags['pilot'], '') || '#' || sum(counts)
            FROM booked JOIN (SELECT call_id, attempt, sum(cost) AS whole FROM booked
              GROUP BY call_id, attempt) USING (call_id, attempt)
            GROUP BY call_id, attempt, team, coalesce(tags['pilot'], '')
            HAVING sum(counts) <> 0 OR sum(cost) <> 0
            """)) {
      String[] part = row.split("#", -1);
      assertThat(part[3]).as(row).isEqualTo("1");
      Map<String, String> before =
          tags.put(part[0], new TreeMap<>(Map.of("team", part[1], "pilot", part[2])));
      assertThat(before).as("only one: %s", row).isNull();
    }
    return tags;
  }

  @Test
  void anEntryThatSaysAnotherFigureIsAnAnomaly() {
    Retag retag = retag(Map.of("team", "green"), Condition.in("team", "red"));
    Found.Preview preview = preview(retag);

    load(
        new Entry.Retagged(
            "run",
            END,
            retag.from(),
            retag.until(),
            retag.before(),
            retag.where(),
            retag.set(),
            preview.changed() + 1,
            preview.cost(),
            List.of(),
            "ann",
            "moved"));

    assertThat(noAnomaly()).as(told()).singleElement().asString().contains("run run gave");
  }

  @Test
  void moreThanIsChangedAtOnceIsNotTaken() {
    Retag retag = retag(Map.of("team", "green"), Condition.in("team", "red"));

    assertThat(new Retaggings(database, 10).preview(retag, List.of()))
        .isEqualTo(new Found.TooMany(10));
  }

  @Test
  void anOrderSaysWhichSpendAndWhichTagsAndEachTagOnce() {
    assertThatThrownBy(() -> retag(Map.of("team", "green")))
        .hasMessageContaining("conditions: 1 to");
    assertThatThrownBy(() -> retag(Map.of(), Condition.present("team")))
        .hasMessageContaining("tags to set: 1 to");
    assertThatThrownBy(() -> retag(Map.of("model", "x"), Condition.present("team")))
        .hasMessageContaining("'model' is set by Weir");
    assertThatThrownBy(() ->
            retag(Map.of("team", "x"), Condition.present("team"), Condition.in("team", "red")))
        .hasMessageContaining("two conditions");
  }
}
