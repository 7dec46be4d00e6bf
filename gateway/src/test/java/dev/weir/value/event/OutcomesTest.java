package dev.weir.value.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.CopiedRow;
import dev.weir.base.store.Database;
import dev.weir.value.event.OutcomeRow.Kind;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Restatement;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Taken.Clashing;
import dev.weir.value.event.Taken.Done;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.outcome.Appraisal.Appraised;
import dev.weir.value.outcome.Kpi;
import dev.weir.value.outcome.KpiFigure;
import dev.weir.value.outcome.OutcomeText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The record of outcomes, and what they add up to.
@Timeout(60)
class OutcomesTest {
  private static final Database.Settings SETTINGS = new Database.Settings(64, 1, 2);
  private static final Outcomes.Order FIRST = Told.at("2026-10-10T00:00:00Z");
  private static final Span OCTOBER = Span.of("support", YearMonth.of(2026, 10));
  private static final Span SEPTEMBER = Span.of("support", YearMonth.of(2026, 9));

  @TempDir private Path folder;
  private Outcomes outcomes;

  @BeforeEach
  void open() {
    outcomes = Outcomes.open(folder.resolve("outcomes.duckdb"), SETTINGS, () -> Haircut.USUAL);
  }

  @AfterEach
  void close() {
    outcomes.close();
  }

  private Taken tell(Outcomes.Order order, Appraised... told) {
    return outcomes.take(List.of(told), order, false);
  }

  private static String clash(Taken taken) {
    assertThat(taken).isInstanceOf(Clashing.class);
    return ((Clashing) taken).clashes().getFirst().what();
  }

  private Sum october() {
    return outcomes.sums().total(OCTOBER, OutcomeSums.NOW);
  }

  @Test
  void keepsWhatIsToldWithWhoAndWhen() {
    Appraised told =
        Told.of(
            "support",
            "T-1",
            "2026-10-05",
            "quantity",
            "2.5",
            "kpi:csat",
            "4",
            "call_id",
            "call_x",
            "user",
            "u1",
            "success",
            "false",
            "time_taken_seconds",
            "120.5",
            "share:support",
            "0.6",
            "share:search",
            "0.4");

    assertThat(tell(FIRST, told)).isEqualTo(new Done(1, 0, 0, 0));

    assertThat(outcomes.history("T-1"))
        .containsExactly(new OutcomeRow(1, FIRST.at(), "anna", "test", Kind.TOLD, told));
  }

  @Test
  void takesTheSameOnce() {
    Appraised told = Told.of("support", "T-1", "2026-10-05");

    assertThat(tell(FIRST, told, told)).isEqualTo(new Done(1, 0, 1, 0));
    assertThat(tell(FIRST, told)).isEqualTo(new Done(0, 0, 1, 0));
    assertThat(october().count()).isEqualTo(1);
  }

  @Test
  void refusesAnotherContentAndTakesNothingOfItsBatch() {
    tell(FIRST, Told.of("support", "T-1", "2026-10-05"));

    Taken taken =
        tell(
            FIRST,
            Told.of("support", "T-2", "2026-10-05"),
            Told.of("support", "T-1", "2026-10-05", "quantity", "2"));

    assertThat(clash(taken))
        .isEqualTo(
            "it was told before with another content: field 'quantity' is '2', was '1'; send it as a correction");
    assertThat(((Clashing) taken).clashes().getFirst().index()).isEqualTo(1);
    assertThat(outcomes.history("T-2")).isEmpty();
  }

  @Test
  void anIdIsClaimedOnceOverAllUseCases() {
    tell(FIRST, Told.of("support", "T-1", "2026-10-05"));

    assertThat(clash(tell(FIRST, Told.of("search", "T-1", "2026-10-05"))))
        .isEqualTo(
            "field 'outcome_id' is claimed once over all use cases, by 'support' since 2026-10-10T00:00:00Z; field 'use_case' was 'search'");
    outcomes.takeBack("support", Set.of("T-1"), FIRST);
    assertThat(tell(FIRST, Told.of("search", "T-1", "2026-10-05"))).isEqualTo(new Done(1, 0, 0, 0));
    assertThat(october().count()).isZero();
  }

  @Test
  void whatIsTakenBackStaysSoUntilItIsCorrected() {
    Appraised told = Told.of("support", "T-1", "2026-10-05");
    tell(FIRST, told);

    assertThat(outcomes.takeBack("search", Set.of("T-1"), FIRST)).isEmpty();
    assertThat(outcomes.takeBack("support", Set.of("T-1", "T-9"), FIRST)).containsExactly("T-1");
    assertThat(outcomes.takeBack("support", Set.of("T-1"), FIRST)).isEmpty();

    assertThat(october()).isEqualTo(Sum.NONE);
    assertThat(tell(FIRST, told)).isEqualTo(new Done(0, 0, 0, 1));
    assertThat(october()).isEqualTo(Sum.NONE);
    assertThat(tell(Told.correcting("2026-10-11T00:00:00Z"), told)).isEqualTo(new Done(0, 1, 0, 0));
    assertThat(october().count()).isEqualTo(1);
    assertThat(outcomes.history("T-1").stream().map(OutcomeRow::kind))
        .containsExactly(Kind.TOLD, Kind.VOID, Kind.CORRECTION);
  }

  @Test
  void aCorrectionTakesThePlaceOfWhatWasTold() {
    tell(FIRST, Told.of("support", "T-1", "2026-10-05", "quantity", "2"));
    Outcomes.Order order = Told.correcting("2026-10-11T00:00:00Z");
    Appraised better = Told.of("support", "T-1", "2026-10-05", "quantity", "3");

    assertThat(tell(order, better)).isEqualTo(new Done(0, 1, 0, 0));
    assertThat(tell(order, better)).isEqualTo(new Done(0, 0, 1, 0));
    assertThat(clash(tell(order, Told.of("support", "T-2", "2026-10-05"))))
        .isEqualTo("there is no outcome of this id to correct");

    assertThat(october().quantity()).isEqualByComparingTo("3");
    assertThat(october().value()).isEqualByComparingTo("3");
  }

  @Test
  void aCorrectionValuesAnewByAnotherDefinition() {
    Appraised told = Told.of("support", "T-1", "2026-10-05");
    tell(FIRST, told);
    Appraised later = new Appraised(told.told(), true, told.value(), 2, new TreeMap<>());

    assertThat(tell(FIRST, later)).isEqualTo(new Done(0, 0, 1, 0));
    assertThat(tell(Told.correcting("2026-10-11T00:00:00Z"), later))
        .isEqualTo(new Done(0, 1, 0, 0));
  }

  @Test
  void aRehearsalSaysWhatWouldBecomeOfIt() {
    Appraised told = Told.of("support", "T-1", "2026-10-05");

    assertThat(outcomes.take(List.of(told), FIRST, true)).isEqualTo(new Done(1, 0, 0, 0));
    assertThat(outcomes.history("T-1")).isEmpty();
  }

  @Test
  void partsOfASharedOutcomeAddUpToItExactly() {
    tell(
        FIRST,
        Told.of(
            "support",
            "T-1",
            "2026-10-05",
            "quantity",
            "0.000001",
            "value_usd",
            "0.000000000001",
            "share:support",
            "0.333333",
            "share:search",
            "0.666667"));

    Sum support = october();
    Sum search = outcomes.sums().total(Span.of("search", YearMonth.of(2026, 10)), OutcomeSums.NOW);

    assertThat(support.value()).isEqualByComparingTo("0.000000000000333333");
    assertThat(support.value().add(search.value())).isEqualByComparingTo("0.000000000001");
    assertThat(support.quantity().add(search.quantity())).isEqualByComparingTo("0.000001");
    assertThat(support.cut()).isEqualByComparingTo("0.0000000000001666665");
    assertThat(List.of(support.count(), search.count())).containsOnly(1L);
  }

  @Test
  void addsUpByWhateverIsAskedFor() {
    tell(
        FIRST,
        Told.of("support", "A", "2026-10-05", "user", "u1", "session_id", "s1", "quantity", "2"),
        Told.of("support", "B", "2026-10-05", "user", "u2", "success", "false"),
        Told.of("support", "C", "2026-09-30T23:59:59.999999Z", "user", "u1"),
        Told.of("search", "D", "2026-10-06", "user", "u1"));

    assertThat(by(By.MONTH, "support")).isEqualTo(Map.of("2026-09", "1", "2026-10", "3"));
    assertThat(by(By.DAY, "support")).isEqualTo(Map.of("2026-09-30", "1", "2026-10-05", "3"));
    assertThat(by(By.USER, "")).isEqualTo(Map.of("u1", "4", "u2", "1"));
    assertThat(by(By.SESSION, "support")).isEqualTo(Map.of("", "2", "s1", "2"));
    assertThat(by(By.USE_CASE, "")).isEqualTo(Map.of("search", "1", "support", "4"));
    assertThat(october())
        .isEqualTo(
            new Sum(
                2,
                1,
                new BigDecimal(2),
                BigDecimal.ONE,
                new BigDecimal(3),
                new BigDecimal(2),
                0,
                BigDecimal.ONE,
                Map.of(Evidence.BEFORE_AFTER, new BigDecimal(2)),
                Haircut.USUAL));
  }

  /// A row of a time in which a failure could still be told with a gain.
  @Test
  void whatAFailureWasToldToBringCountsNowhere() {
    tell(
        Told.at("2026-10-02T00:00:00Z"),
        Told.of("support", "A", "2026-10-05", "user", "u1", "value_usd", "5"),
        Told.of("support", "B", "2026-10-05", "user", "u1", "value_usd", "50", "success", "false"));
    tell(
        Told.at("2026-11-02T00:00:00Z"),
        Told.of("support", "C", "2026-10-05", "user", "u2", "value_usd", "70", "success", "false"));

    Sum sum = october();
    assertThat(sum.value()).isEqualByComparingTo("5");
    assertThat(sum.cut()).isEqualByComparingTo("2.5");
    assertThat(sum.failedUsd()).as("shown, in no value").isEqualByComparingTo("120");
    assertThat(outcomes.values().byUseCase(OCTOBER).values().iterator().next().usd().mean())
        .isEqualTo(5);
    assertThat(
            outcomes.byUnit().of(By.USER, OCTOBER, OutcomeSums.NOW).stream()
                .map(each -> each.unit() + " " + each.valueUsd().orElseThrow().intValueExact()))
        .containsExactly("u1 5", "u1 0", "u2 0");
    assertThat(outcomes.sums().restatements(OCTOBER, OCTOBER.to(), 10).getFirst().usd()).isZero();
  }

  @Test
  void aSharedOutcomeCountsByItsShareAndOnceWhereAllAreAddedUp() {
    tell(
        FIRST,
        Told.of(
            "support",
            "A",
            "2026-10-05",
            "quantity",
            "7.000003",
            "share:support",
            "0.000001",
            "share:search",
            "0.333333",
            "share:sales",
            "0.666666"),
        Told.of("search", "B", "2026-10-05", "success", "false", "ticket", "\"share:"));

    assertThat(october().shares()).isEqualByComparingTo("0.000001");
    assertThat(october().count()).as("rows").isEqualTo(1);
    Map<String, String> byUseCase = new TreeMap<>();
    Span all = new Span("", OCTOBER.from(), OCTOBER.to());
    outcomes
        .sums()
        .each(
            By.USE_CASE,
            all,
            OutcomeSums.NOW,
            group ->
                byUseCase.put(
                    group.key(),
                    group.sum().count()
                        + " "
                        + group.sum().shares().toPlainString()
                        + " "
                        + group.sum().successfulShares().toPlainString()));
    assertThat(byUseCase)
        .isEqualTo(
            Map.of(
                "support", "1 0.000001 0.000001",
                "search", "2 1.333333 0.333333",
                "sales", "1 0.666666 0.666666"));
    Sum together = outcomes.sums().total(all, OutcomeSums.NOW);
    assertThat(together.count()).isEqualTo(2);
    assertThat(together.successes()).isEqualTo(1);
    assertThat(together.shares()).isEqualByComparingTo("2");
    assertThat(together.successfulShares()).isEqualByComparingTo("1");
  }

  @Test
  void groupsAreOfTheInstantAtWhichTheyAreAskedForWhileOthersArrive() {
    List<Appraised> many = new ArrayList<>();
    for (int i = 0; i < 20_001; i++) {
      many.add(Told.of("support", "M-" + i, "2026-10-05", "user", "u%05d".formatted(i)));
    }
    outcomes.take(many, FIRST, false);
    Iterator<OutcomeSums.Group> groups = outcomes.sums().groups(By.USER, OCTOBER, OutcomeSums.NOW);
    assertThat(groups.next().key()).isEqualTo("u00000");

    tell(Told.at("2026-10-11T00:00:00Z"), Told.of("support", "L", "2026-10-05", "user", "u99999"));
    outcomes.takeBack("support", Set.of("M-20000"), Told.at("2026-10-12T00:00:00Z"));

    String last = "";
    while (groups.hasNext()) {
      last = groups.next().key();
    }
    assertThat(last)
        .as("neither what came later nor without what was taken back")
        .isEqualTo("u20000");
  }

  private Map<String, String> by(By by, String useCase) {
    Map<String, String> quantities = new TreeMap<>();
    Span all =
        new Span(
            useCase, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    List<String> order = new ArrayList<>();
    outcomes
        .sums()
        .each(
            by,
            all,
            OutcomeSums.NOW,
            group -> {
              order.add(group.key());
              quantities.put(group.key(), group.sum().quantity().toPlainString());
            });
    assertThat(order).isSorted().doesNotHaveDuplicates();
    return quantities;
  }

  @Test
  void whatComesAfterAMonthsEndRestatesIt() {
    tell(
        Told.at("2026-09-20T00:00:00Z"),
        Told.of("support", "A", "2026-09-05", "quantity", "5"),
        Told.of("support", "B", "2026-09-06", "quantity", "7"),
        Told.of("support", "C", "2026-09-07", "quantity", "11"));
    tell(Told.at("2026-10-02T00:00:00Z"), Told.of("support", "LATE", "2026-09-30"));
    tell(
        Told.correcting("2026-10-03T00:00:00Z"),
        Told.of("support", "A", "2026-09-05", "quantity", "6"),
        Told.of("support", "C", "2026-10-01", "quantity", "11"));
    outcomes.takeBack("support", Set.of("B"), Told.at("2026-10-04T00:00:00Z"));

    Sum then = outcomes.sums().total(SEPTEMBER, SEPTEMBER.to());
    Sum now = outcomes.sums().total(SEPTEMBER, OutcomeSums.NOW);
    List<Restatement> lines = outcomes.sums().restatements(SEPTEMBER, SEPTEMBER.to(), 100);

    assertThat(then.quantity()).isEqualByComparingTo("23");
    assertThat(now.quantity()).isEqualByComparingTo("7");
    assertThat(
            lines.stream()
                .map(line ->
                    line.outcome()
                        + " "
                        + line.kind()
                        + " "
                        + line.quantity().stripTrailingZeros().toPlainString()))
        .containsExactly("LATE told 1", "A correction 1", "C correction -11", "B void -7");
    assertThat(lines.stream().map(Restatement::quantity).reduce(then.quantity(), BigDecimal::add))
        .isEqualByComparingTo(now.quantity());
    assertThat(lines.stream().map(Restatement::usd).reduce(then.value(), BigDecimal::add))
        .isEqualByComparingTo(now.value());
    assertThat(lines.getLast().who()).isEqualTo("anna");
    assertThat(october().quantity()).isEqualByComparingTo("11");
  }

  @Test
  void listsWhatIsInForcePageByPage() {
    for (int i = 0; i < 5; i++) {
      tell(FIRST, Told.of("support", "T-" + i, "2026-10-05", "ticket", "K" + i % 2));
    }
    outcomes.takeBack("support", Set.of("T-1"), FIRST);
    Outcomes.Query all = new Outcomes.Query(OCTOBER, Map.of(), Outcomes.Only.ALL, OutcomeSums.NOW);

    assertThat(ids(outcomes.list(all, 0, 3))).containsExactly("T-0", "T-2", "T-3");
    assertThat(ids(outcomes.list(all, 4, 3))).containsExactly("T-4");
    assertThat(
            ids(
                outcomes.list(
                    new Outcomes.Query(
                        OCTOBER, Map.of("ticket", "K1"), Outcomes.Only.ALL, OutcomeSums.NOW),
                    0,
                    9)))
        .containsExactly("T-3");
  }

  private static List<String> ids(List<OutcomeRow> rows) {
    return rows.stream().map(OutcomeRow::id).toList();
  }

  @Test
  void figuresOfKpisAreOfWhatIsInForce() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode().put("unit", "ticket");
    definition.putArray("kpis").addObject().put("name", "csat").put("kind", "csat");
    Kpi csat = OutcomeText.read("support", definition).kpis().getFirst();
    for (int i = 0; i < 10; i++) {
      tell(FIRST, Told.of("support", "T-" + i, "2026-10-05", "kpi:csat", i < 6 ? "5" : "2"));
    }
    outcomes.takeBack("support", Set.of("T-9"), FIRST);

    KpiFigure figure = outcomes.sums().kpi(csat, OCTOBER, OutcomeSums.NOW);

    assertThat(figure).isInstanceOf(KpiFigure.Scale.class);
    assertThat(((KpiFigure.Scale) figure).distribution())
        .isEqualTo(Map.of(1, 0L, 2, 3L, 3, 0L, 4, 0L, 5, 6L));
  }

  @Test
  void aCopyHasEverythingAndLeavesOutWhatCameLater() {
    tell(
        FIRST,
        Told.of(
            "support",
            "A",
            "2026-10-05",
            "kpi:csat",
            "4",
            "share:support",
            "0.5",
            "share:search",
            "0.5"),
        Told.of("support", "B", "2026-10-05"));
    tell(Told.correcting("2026-10-11T00:00:00Z"), Told.of("support", "B", "2026-10-06"));
    List<CopiedRow> copied = new ArrayList<>(outcomes.after(OutcomeTable.OUTCOME, 0));
    Sum before = october();
    tell(FIRST, Told.of("support", "LATER", "2026-10-05", "kpi:csat", "1"));
    outcomes.takeBack("support", Set.of("A"), FIRST);
    for (OutcomeTable table : OutcomeTable.values()) {
      if (table != OutcomeTable.OUTCOME) {
        copied.addAll(outcomes.after(table, 0));
      }
    }
    List<CopiedRow> read = copied.stream().map(CopiedRow::json).map(CopiedRow::parse).toList();

    try (Outcomes other =
        Outcomes.open(folder.resolve("other.duckdb"), SETTINGS, () -> Haircut.USUAL)) {
      assertThat(other.restore(read.iterator())).isEqualTo(3 + 4 + 1 + 1);
      assertThat(other.sums().total(OCTOBER, OutcomeSums.NOW)).isEqualTo(before);
      assertThat(other.history("A")).isEqualTo(outcomes.history("A").subList(0, 1));
      assertThat(other.take(List.of(Told.of("support", "C", "2026-10-05")), FIRST, false))
          .isEqualTo(new Done(1, 0, 0, 0));
    }
    try (Outcomes third =
        Outcomes.open(folder.resolve("third.duckdb"), SETTINGS, () -> Haircut.USUAL)) {
      assertThatThrownBy(() -> third.restore(List.of(read.getFirst(), read.getFirst()).iterator()))
          .hasMessage("positions of outcome rise; 1 comes after 1");
      assertThat(third.history("A")).as("nothing is half restored").isEmpty();
    }
  }
}
