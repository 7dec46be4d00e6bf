package dev.weir.view.report;

import static dev.weir.view.report.SeededLedger.RANGE;
import static dev.weir.view.report.SeededLedger.SEED;
import static dev.weir.view.report.SeededLedger.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.EndedSums;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Period;
import dev.weir.view.report.SeededLedger.Known;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Guards C11 to C13: every figure is compared with a sum over the entries, computed by the
/// fixture.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsTest {
  private SeededLedger ledger;

  @BeforeAll
  void load(@TempDir Path folder) {
    ledger = new SeededLedger(folder);
  }

  @AfterAll
  void close() {
    ledger.close();
  }

  private Report report(String... by) {
    return report(List.of(), by);
  }

  private Report report(List<ReportQuery.Filter> filters, String... by) {
    List<Dimension> dimensions = List.of(by).stream().map(Dimension::parse).toList();
    return new Reports(ledger.database).report(new ReportQuery(dimensions, RANGE, filters, 10_000));
  }

  @Test
  void totalsEqualSumsOverTheEntries() {
    Measures total = report().total();
    assertThat(total.cost()).as("seed %d", SEED).isEqualTo(sum(ledger.known.values(), Known::cost));
    assertThat(total.dollars().estimated()).isEqualTo(sum(ledger.known.values(), Known::estimated));
    assertThat(total.dollars().unattributed())
        .isEqualTo(
            sum(ledger.known.values().stream().filter(Known::unattributed).toList(), Known::cost));
    assertThat(total.dollars().retry())
        .isEqualTo(
            sum(ledger.known.values().stream().filter(k -> k.attempt() > 1).toList(), Known::cost));
    assertThat(total.attempts()).isEqualTo(ledger.known.size());
    assertThat(total.calls())
        .isEqualTo(ledger.known.values().stream().filter(k -> k.attempt() == 1).count());
    assertThat(total.refusals())
        .isEqualTo(ledger.entries.stream().filter(Entry.Refused.class::isInstance).count());
    assertThat(total.billed())
        .isEqualTo(
            ledger.entries.stream()
                .filter(it -> it instanceof Entry.Settled || it instanceof Entry.Expired)
                .count())
        .isLessThan(total.attempts());
    assertThat(total.tokens().input())
        .isEqualTo(ledger.known.values().stream().mapToLong(Known::input).sum());
    assertThat(total.dollars().retry()).isNotEqualTo(Total.ZERO);
  }

  @Test
  void groupsEqualSumsOverTheEntriesAndAddUpToTheTotal() {
    Report report = report("use_case", "model");
    Map<List<String>, Total> expected = new HashMap<>();
    ledger
        .known
        .values()
        .forEach(k -> expected.merge(List.of(k.useCase(), k.model()), k.cost(), Total::plus));
    Map<List<String>, Total> actual = new HashMap<>();
    report.rows().stream()
        .filter(row -> row.measures().attempts() > 0)
        .forEach(row -> actual.put(row.group(), row.measures().cost()));
    assertThat(actual).as("seed %d", SEED).isEqualTo(expected);
    assertThat(actual.keySet()).anyMatch(group -> group.contains(Dimension.UNATTRIBUTED));
    Total rows = Total.ZERO;
    for (Report.Row row : report.rows()) {
      rows = rows.plus(row.measures().cost());
    }
    assertThat(rows).isEqualTo(report.total().cost());
    assertThat(report.rows().stream().mapToLong(row -> row.measures().refusals()).sum())
        .isEqualTo(report.total().refusals());
  }

  @Test
  void groupsByLocalHourWithItsOffset() {
    Map<List<String>, Total> expected = new HashMap<>();
    for (Known attempt : ledger.known.values()) {
      var local = attempt.acceptedAt().atZone(RANGE.zone());
      String hour = "%tFT%<tH:00%s".formatted(local, local.getOffset());
      expected.merge(List.of(hour), attempt.cost(), Total::plus);
    }
    Map<List<String>, Total> actual = new HashMap<>();
    report("hour").rows().stream()
        .filter(row -> row.measures().attempts() > 0)
        .forEach(row -> actual.put(row.group(), row.measures().cost()));
    assertThat(actual).isEqualTo(expected);
    assertThat(actual.keySet())
        .contains(List.of("2026-10-25T02:00+02:00"), List.of("2026-10-25T02:00+01:00"));
  }

  @Test
  void columnsThatAddUpAreTheSameWithoutThoseThatDoNot() {
    Set<String> sums = Set.of("cost_usd", "calls", "cost_per_call_usd", "unattributed_share");
    for (String by : List.of("use_case", "model", "hour", "day", "user", "tag:feature")) {
      List<Dimension> dimensions = List.of(Dimension.parse(by));
      ReportQuery all = new ReportQuery(dimensions, RANGE, List.of(), 10_000);
      ReportQuery some =
          new ReportQuery(
              Subject.COST,
              dimensions,
              RANGE,
              List.of(),
              10_000,
              Confirmed.NOTHING,
              Optional.empty(),
              sums);

      Report report = new Reports(ledger.database).report(some);

      assertThat(shown(report, sums))
          .isEqualTo(shown(new Reports(ledger.database).report(all), sums));
      assertThat(CsvText.of(report).lines().findFirst())
          .hasValue(by + ",calls,cost_usd,cost_per_call_usd,unattributed_share");
    }
  }

  private static List<String> shown(Report report, Set<String> columns) {
    return report.rows().stream()
        .map(row ->
            Figure.ALL.stream()
                .filter(figure -> columns.contains(figure.field()))
                .map(figure -> figure.of(row.measures()).exact())
                .collect(Collectors.joining("|", row.group() + ": ", "")))
        .sorted()
        .toList();
  }

  @Test
  void filtersByWhatItShows() {
    ReportQuery.Filter filter =
        new ReportQuery.Filter(Dimension.parse("tag:feature"), "say \"hi\"");
    Measures total = report(List.of(filter)).total();
    List<Known> expected =
        ledger.known.values().stream()
            .filter(k -> k.facts().principal().tags().valueOrEmpty("feature").equals("say \"hi\""))
            .toList();
    assertThat(total.cost()).isEqualTo(sum(expected, Known::cost));
    assertThat(expected).isNotEmpty();
  }

  @Test
  void refusesAnUnknownDimensionAndNamesTheKnown() {
    assertThatThrownBy(() -> Dimension.parse("usecase; DROP TABLE attempt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use_case")
        .hasMessageContaining("tag:NAME");
    assertThatThrownBy(() -> Dimension.parse("tag:a'b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyKnownDimensionGroupsWithoutLosingMoney() {
    Total cost = sum(ledger.known.values(), Known::cost);
    List<String> dimensions = new ArrayList<>(Dimension.known());
    assertThat(dimensions.remove("prompt_size")).as("that of reports about speed").isTrue();
    for (String name : dimensions) {
      Total rows = Total.ZERO;
      for (Report.Row row : report(name).rows()) {
        rows = rows.plus(row.measures().cost());
      }
      assertThat(rows).as(name).isEqualTo(cost);
    }
  }

  @Test
  void showsMoreRowsExistWithoutChangingTheTotal() {
    ReportQuery query = new ReportQuery(List.of(Dimension.parse("user")), RANGE, List.of(), 3);
    Report report = new Reports(ledger.database).report(query);
    assertThat(report.rows()).hasSize(3);
    assertThat(report.more()).isTrue();
    assertThat(report.total().cost()).isEqualTo(sum(ledger.known.values(), Known::cost));
    assertThat(ReportFormat.TABLE.write(report)).contains("Only the first 3 rows");
  }

  @Test
  void anEmptyRangeHasATotalOfNothingAndNoQuotients() {
    ReportRange empty = new ReportRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), RANGE.zone());
    Report report =
        new Reports(ledger.database)
            .report(new ReportQuery(List.of(Dimension.parse("model")), empty, List.of(), 10));
    assertThat(report.rows()).isEmpty();
    assertThat(report.total().cost()).isEqualTo(Total.ZERO);
    assertThat(report.total().costPerCall()).isEmpty();
    assertThat(report.total().estimated()).isEmpty();
  }

  @Test
  void armsARuleWithWhatItsCallsSettled() {
    Instant from = SeededCalls.START.plusSeconds(600);
    Instant to = SeededCalls.START.plusSeconds(9_000);
    Scope scope = Scope.where(Condition.in("use_case", "claims", "search")).per("user");
    EndedSums.Question question =
        new EndedSums.Question(
            scope, Measure.MONEY, Period.ALWAYS, from, to, OptionalLong.empty(), Long.MAX_VALUE);
    Map<String, Total> expected = new TreeMap<>();
    for (Known k : ledger.known.values()) {
      String useCase = k.facts().principal().tags().valueOrEmpty("use_case");
      boolean inside = !k.acceptedAt().isBefore(from) && k.acceptedAt().isBefore(to);
      if (inside && (useCase.equals("claims") || useCase.equals("search"))) {
        expected.merge(k.facts().principal().tags().valueOrEmpty("user"), k.cost(), Total::plus);
      }
    }
    Map<String, Total> actual = new TreeMap<>();
    new EndedSums(ledger.database)
        .sums(question)
        .forEach(sum -> actual.put(sum.value(), sum.total()));
    assertThat(actual).as("seed %d", SEED).isEqualTo(expected);
    assertThat(actual).isNotEmpty();
  }

  @Test
  void slicesOfARollingWindowAddUpToTheWhole() {
    Instant to = SeededCalls.START.plus(Duration.ofDays(2));
    EndedSums settled = new EndedSums(ledger.database);
    Scope all = Scope.EVERY_CALL;
    for (Measure measure : List.of(Measure.MONEY, Measure.TOKENS, Measure.REQUESTS)) {
      EndedSums.Question whole =
          new EndedSums.Question(
              all,
              measure,
              Period.ALWAYS,
              SeededCalls.START,
              to,
              OptionalLong.empty(),
              Long.MAX_VALUE);
      EndedSums.Question sliced =
          new EndedSums.Question(
              all,
              measure,
              Period.ALWAYS,
              SeededCalls.START,
              to,
              OptionalLong.of(900),
              Long.MAX_VALUE);
      Total sum = Total.ZERO;
      for (EndedSums.Sum slice : settled.sums(sliced)) {
        assertThat(slice.slice() % 900).isZero();
        sum = sum.plus(slice.total());
      }
      assertThat(settled.sums(whole))
          .hasSize(1)
          .first()
          .extracting(EndedSums.Sum::total)
          .isEqualTo(sum);
    }
  }

  @Test
  void countsOnlyWhatStandsBeforeAPosition(@TempDir Path folder) {
    List<Entry> half = ledger.entries.subList(0, 1_000);
    long before = SeededCalls.located(half).getLast().next();
    EndedSums.Question question =
        new EndedSums.Question(
            Scope.EVERY_CALL,
            Measure.MONEY,
            Period.ALWAYS,
            RANGE.from(),
            RANGE.to(),
            OptionalLong.empty(),
            before);
    try (Database other = Tables.open(folder.resolve("half.duckdb"))) {
      new LedgerDatabase(other).load(SeededCalls.located(half));
      assertThat(new EndedSums(ledger.database).sums(question))
          .isEqualTo(new EndedSums(other).sums(question));
    }
  }

  @Test
  void saysInTableAndJsonWhatTheDatabaseDidNotHold() {
    Report whole = report("use_case");
    Report part = whole.missing(Optional.of("900 bytes behind"));

    assertThat(ReportFormat.TABLE.write(part)).contains("INCOMPLETE: 900 bytes behind.");
    assertThat(ReportFormat.JSON.write(part)).contains("\"incomplete\":\"900 bytes behind\"");
    assertThat(ReportFormat.JSON.write(whole)).doesNotContain("incomplete");
  }

  @Test
  void writesEachFormat() {
    Report report = report("use_case", "tag:feature");
    String csv = ReportFormat.CSV.write(report);
    assertThat(csv)
        .startsWith("use_case,tag:feature,calls,attempts,billed_calls,refusals,input_tokens");
    assertThat(csv).contains("\"a,b\"").contains("\"say \"\"hi\"\"\"");
    assertThat(csv.split("\r\n", -1)).hasSize(report.rows().size() + 2);
    String json = ReportFormat.JSON.write(report);
    assertThat(json)
        .contains("\"cost_usd\":\"" + report.total().cost().toUsd().toPlainString() + "\"")
        .contains("\"zone\":\"Europe/Berlin\"");
    String table = ReportFormat.TABLE.write(report);
    assertThat(table)
        .startsWith("Cost in USD by use_case, tag:feature, calls accepted from 2026-10-23T22:00")
        .contains("(Europe/Berlin)")
        .contains("\ntotal ");
    assertThat(table.lines().filter(line -> line.startsWith("---"))).hasSize(2);
  }
}
