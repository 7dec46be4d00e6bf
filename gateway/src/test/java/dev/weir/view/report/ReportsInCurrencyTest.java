package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.Tables;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every figure is compared with a sum over the rows of the ledger, converted here.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsInCurrencyTest {
  private static final ReportRange RANGE =
      new ReportRange(
          SeededCalls.START.minus(Duration.ofDays(1)),
          SeededCalls.START.plus(Duration.ofDays(3)),
          ZoneId.of("Europe/Berlin"));
  private static final LocalDate FIRST =
      LocalDateTime.ofInstant(SeededCalls.START, ZoneId.of("UTC")).toLocalDate();
  private static final List<ExchangeRate> RATES =
      List.of(
          rate(FIRST.minusDays(40), "1.0421"),
          rate(FIRST.minusDays(3), "1.0837"),
          rate(FIRST.plusDays(1), "1.2503"),
          rate(FIRST.plusDays(30), "9"));

  private Database database;

  private record Row(LocalDate day, BigDecimal cost, boolean retry, String useCase) {}

  private static ExchangeRate rate(LocalDate day, String usd) {
    return new ExchangeRate(
        "EUR", new BigDecimal(usd), day, new Origin("ECB", Optional.of(day), ""));
  }

  @BeforeAll
  void load(@TempDir Path folder) {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(32).entries(3_000)));
  }

  @AfterAll
  void close() {
    database.close();
  }

  private List<Row> rows() {
    return database.read(connection ->
        new Sql()
            .add("SELECT accepted_at, cost, cost_retry <> 0 AS retry, use_case, quarantined")
            .add(" FROM spend WHERE cost <> 0")
            .list(
                connection,
                row ->
                    new Row(
                        row.getTimestamp("accepted_at").toLocalDateTime().toLocalDate(),
                        row.getBigDecimal("cost"),
                        row.getBoolean("retry"),
                        row.getBoolean("quarantined") ? "" : row.getString("use_case"))));
  }

  private static BigDecimal converted(Row row) {
    ExchangeRate rate =
        RATES.stream()
            .filter(each -> !each.day().isAfter(row.day()))
            .reduce((_, later) -> later)
            .orElseThrow();
    BigDecimal perDollar = BigDecimal.ONE.divide(rate.usd(), 12, RoundingMode.HALF_EVEN);
    return row.cost().multiply(perDollar).setScale(12, RoundingMode.HALF_UP);
  }

  private static Total sum(List<Row> rows, Predicate<Row> which) {
    return Total.usd(
        rows.stream()
            .filter(which)
            .map(ReportsInCurrencyTest::converted)
            .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private Report report(List<ExchangeRate> rates, String... by) {
    return new Reports(database)
        .report(
            new ReportQuery(
                Subject.COST,
                Arrays.stream(by).map(Dimension::parse).toList(),
                RANGE,
                List.of(),
                10_000,
                Confirmed.NOTHING,
                Optional.of(new Conversion("EUR", rates))));
  }

  private static Costs converted(Measures measures) {
    return measures.converted().orElseThrow();
  }

  @Test
  void convertsEachRowAtTheRateOfItsOwnDay() {
    List<Row> rows = rows();
    Report report = report(RATES, "use_case");

    assertThat(rows.stream().map(Row::day).distinct()).hasSizeGreaterThan(1);
    assertThat(converted(report.total()).cost()).isEqualTo(sum(rows, _ -> true));
    assertThat(converted(report.total()).retry())
        .isEqualTo(sum(rows, Row::retry))
        .isNotEqualTo(Total.ZERO);
    Map<String, Total> expected = new TreeMap<>();
    Map<String, Total> actual = new TreeMap<>();
    for (Report.Row row : report.rows()) {
      String useCase = row.group().getFirst();
      String own = useCase.equals(Dimension.UNATTRIBUTED) ? "" : useCase;
      expected.put(useCase, sum(rows, each -> each.useCase().equals(own)));
      actual.put(useCase, converted(row.measures()).cost());
    }
    assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(2);
  }

  @Test
  void takesRatesOfAnySizeAndDayThatAPriceBookTakes() {
    Report report =
        report(
            List.of(
                rate(LocalDate.of(1900, 1, 1), "0.0000001"), rate(LocalDate.of(9999, 12, 31), "1")),
            "use_case");

    assertThat(converted(report.total()).cost().toUsd())
        .isEqualByComparingTo(report.total().dollars().cost().toUsd().movePointRight(7));
  }

  @Test
  void rowsAddUpToTheirTotal() {
    Report report = report(RATES, "model", "day");
    Total sum =
        report.rows().stream()
            .map(row -> converted(row.measures()).cost())
            .reduce(Total.ZERO, Total::plus);

    assertThat(sum).isEqualTo(converted(report.total()).cost());
  }

  @Test
  void leavesEveryOtherFigureAsItIs() {
    ReportQuery plain = new ReportQuery(List.of(Dimension.parse("model")), RANGE, List.of(), 99);
    Report report = report(RATES, "model");

    assertThat(report.total().dollars())
        .isEqualTo(new Reports(database).report(plain).total().dollars());
    assertThat(report.total().attempts())
        .isEqualTo(new Reports(database).report(plain).total().attempts());
  }

  @Test
  void statesNoAmountThatIsPartlyOfDaysBeforeTheFirstRate() {
    Report report = report(RATES.subList(2, 4), "hour");

    assertThat(report.total().converted()).isEmpty();
    assertThat(report.rows().stream().map(row -> row.measures().converted().isPresent()))
        .contains(true, false);
    assertThat(ReportFormat.TABLE.write(report))
        .contains("NO RATE of EUR before " + FIRST.plusDays(1));
    assertThat(ReportFormat.JSON.write(report))
        .contains("\"no_rate_before\":\"" + FIRST.plusDays(1) + "\"")
        .contains("\"cost_eur\":null");
    assertThat(ReportFormat.CSV.write(report).lines().skip(1))
        .anyMatch(line -> line.contains(",,"));
  }

  @Test
  void namesTheRatesThatHoldWithinItsTimeWithTheirSource() {
    Report report = report(RATES, "use_case");
    String total = converted(report.total()).cost().toUsd().toPlainString();

    assertThat(ReportFormat.JSON.write(report))
        .contains("\"organisation_currency\":\"EUR\"")
        .contains("\"usd\":\"1.0837\",\"per_usd\":\"0.922764602750\",\"source\":\"ECB\"")
        .contains("\"usd\":\"1.2503\"")
        .doesNotContain("1.0421")
        .doesNotContain("\"usd\":\"9\"")
        .contains("\"cost_eur\":\"" + total + "\"");
    assertThat(ReportFormat.TABLE.write(report))
        .startsWith("Cost in USD and EUR by use_case")
        .contains("cost USD")
        .contains("cost EUR")
        .contains("EUR/call")
        .contains("1.0837 USD from %s (ECB), 1.2503 USD".formatted(FIRST.minusDays(3)));
    assertThat(ReportFormat.CSV.write(report))
        .contains(",cost_usd,cost_eur,cost_per_call_usd,cost_per_call_eur,");
  }
}
