package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.exchange.chargeback.CostAccount;
import dev.weir.exchange.chargeback.CostAccounts;
import dev.weir.exchange.chargeback.Payer;
import dev.weir.exchange.chargeback.Spend;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import dev.weir.flow.rule.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayerSumsTest {
  private static final long SEED = 77;
  private static final ReportRange RANGE =
      new ReportRange(
          SeededCalls.START.minus(Duration.ofDays(1)),
          SeededCalls.START.plus(Duration.ofDays(3)),
          ZoneOffset.UTC);

  private Database database;

  @BeforeAll
  void load(@TempDir Path folder) {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(SEED).entries(3_000)));
  }

  @AfterAll
  void close() {
    database.close();
  }

  private static CostAccount shared(String name, Condition... conditions) {
    return new CostAccount(
        "shared=" + name,
        Optional.of("1"),
        Optional.empty(),
        "ada",
        CostAccount.Mode.CHARGEBACK,
        Optional.empty(),
        List.of(conditions));
  }

  private static CostAccounts sharing(Condition... conditions) {
    return new CostAccounts(List.of(shared("some", conditions)));
  }

  private static ReportQuery.Filter filter(String dimension, String value) {
    return new ReportQuery.Filter(Dimension.parse(dimension), value);
  }

  private Total cost(ReportQuery.Filter... filters) {
    return new Reports(database)
        .report(new ReportQuery(List.of(), RANGE, List.of(filters), 1))
        .total()
        .cost();
  }

  private static Total cost(List<Spend> spends) {
    return spends.stream().map(Spend::cost).reduce(Total.ZERO, Total::plus);
  }

  private List<Spend> spends(CostAccounts accounts, String... by) {
    return new PayerSums(database)
        .of(RANGE, accounts, List.of(by).stream().map(Dimension::parse).toList());
  }

  @Test
  void everyPayerTogetherIsTheReportHoweverItIsToldApart() {
    CostAccounts accounts = sharing(Condition.in("model", "gpt-4o"));

    assertThat(cost(spends(accounts))).as("seed %d", SEED).isEqualTo(cost());
    assertThat(cost(spends(accounts, "use_case", "model", "tag:unknown")))
        .as("seed %d", SEED)
        .isEqualTo(cost());
  }

  @Test
  void whatAllConditionsHoldForIsSharedUnlessItIsQuarantined() {
    List<Spend> all =
        spends(
            sharing(
                Condition.in("model", "gpt-4o", "claude"),
                Condition.in("provider", "other"),
                Condition.present("key")));

    ReportQuery.Filter attributed = filter("quarantined", "no");
    ReportQuery.Filter other = filter("provider", "other");
    assertThat(all)
        .filteredOn(spend -> spend.payer().equals(new Payer.Shared("some")))
        .extracting(Spend::cost)
        .as("seed %d", SEED)
        .containsExactly(
            cost(attributed, other, filter("model", "gpt-4o"))
                .plus(cost(attributed, other, filter("model", "claude"))));
  }

  @Test
  void ofTwoSharedAccountsTheFirstByNameHasWhatBothAreAbout() {
    List<Spend> all =
        spends(
            new CostAccounts(
                List.of(
                    shared("b", Condition.present("model")),
                    shared("a", Condition.in("provider", "other")))));

    assertThat(all)
        .filteredOn(spend -> spend.payer().equals(new Payer.Shared("a")))
        .extracting(Spend::cost)
        .as("seed %d", SEED)
        .containsExactly(cost(filter("quarantined", "no"), filter("provider", "other")));
  }

  @Test
  void aTagThatNoCallHasIsNeverShared() {
    assertThat(spends(sharing(Condition.present("nobody-sets-this"))))
        .as("seed %d", SEED)
        .noneMatch(spend -> spend.payer() instanceof Payer.Shared);
  }
}
