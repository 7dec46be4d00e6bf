package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import dev.weir.value.diagnosis.MeterUse;
import dev.weir.value.diagnosis.UseRow;
import dev.weir.value.unit.UnitCost;
import dev.weir.value.unit.UnitKind;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What use cases cost, beside the report of the same seeded calls.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UseCaseSumsTest {
  private static final long SEED = 78;
  private static final YearMonth MONTH = YearMonth.from(SeededCalls.START.atOffset(ZoneOffset.UTC));

  private Database database;
  private UseCaseSums sums;

  @BeforeAll
  void load(@TempDir Path folder) {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(SEED).entries(3_000)));
    sums = new UseCaseSums(database);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void monthsThatAreReadTogetherAreThoseThatAreReadAlone() {
    YearMonth before = MONTH.minusMonths(1);
    YearMonth after = MONTH.plusMonths(1);

    assertThat(new UseCaseSums(database).of(before, after))
        .as("seed %d", SEED)
        .isEqualTo(
            Map.of(
                before, new UseCaseSums(database).of(before),
                MONTH, new UseCaseSums(database).of(MONTH),
                after, new UseCaseSums(database).of(after)));
    assertThat(sums.of(MONTH)).isNotEmpty();
  }

  /// What was remembered of a month is read anew once more of it is known.
  @Test
  void aCallThatComesLaterIsInTheNextAnswer(@TempDir Path folder) {
    List<Located> all = SeededCalls.located(new SeededCalls(SEED).entries(2_000));
    try (Database growing = Tables.open(folder.resolve("ledger.duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(growing);
      UseCaseSums asked = new UseCaseSums(growing);
      ledger.load(all.subList(0, 1_000));
      List<UseCaseSum> early = asked.of(MONTH);
      assertThat(asked.of(MONTH)).isSameAs(early);

      ledger.load(all.subList(1_000, 2_000));

      assertThat(asked.of(MONTH))
          .as("seed %d", SEED)
          .isNotEqualTo(early)
          .isEqualTo(new UseCaseSums(growing).of(MONTH));
    }
  }

  private Measures reported(String useCase) {
    ReportRange range =
        new ReportRange(
            MONTH.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            MONTH.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            ZoneOffset.UTC);
    return new Reports(database)
        .report(
            new ReportQuery(
                List.of(),
                range,
                List.of(new ReportQuery.Filter(Dimension.parse("use_case"), useCase)),
                1))
        .total();
  }

  private static BigDecimal total(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void everyUseCaseIsTheReportsRowOfIt() {
    List<UseCaseSum> all = sums.of(MONTH);

    assertThat(all).as("seed %d", SEED).isNotEmpty();
    for (UseCaseSum sum : all) {
      Measures reported = reported(sum.useCase());
      assertThat(sum.costUsd())
          .as("seed %d %s", SEED, sum.useCase())
          .isEqualByComparingTo(reported.cost().toUsd());
      assertThat(sum.calls()).as("seed %d %s", SEED, sum.useCase()).isEqualTo(reported.billed());
      assertThat(sum.safetyUsd())
          .as("seed %d %s", SEED, sum.useCase())
          .isEqualByComparingTo(reported.dollars().safety().toUsd());
      assertThat(total(List.copyOf(sums.purposes(sum.useCase(), MONTH).values())))
          .as("seed %d %s", SEED, sum.useCase())
          .isEqualByComparingTo(sum.costUsd());
    }
  }

  @Test
  void unitsComeOnceInTheOrderOfTheirBytesAndAddUpToTheUseCase() {
    for (UseCaseSum sum : sums.of(MONTH)) {
      for (UnitKind kind : EnumSet.complementOf(EnumSet.of(UnitKind.OUTCOME))) {
        List<UnitCost> units = new ArrayList<>();
        int read =
            sums.units(
                sum.useCase(),
                MONTH,
                kind,
                each -> {
                  each.forEachRemaining(units::add);
                  return units.size();
                });
        String what = "seed %d %s by %s".formatted(SEED, sum.useCase(), kind);

        assertThat(read).as(what).isPositive();
        assertThat(units)
            .as(what)
            .extracting(unit -> unit.unit().getBytes(StandardCharsets.UTF_8))
            .isSortedAccordingTo(Arrays::compareUnsigned)
            .doesNotHaveDuplicates();
        assertThat(total(units.stream().map(UnitCost::usd).toList()))
            .as(what)
            .isEqualByComparingTo(sum.costUsd());
      }
    }
  }

  @Test
  void whatModelsDidAddsUpToTheUseCaseAndItsMetersAreInIt() {
    for (UseCaseSum sum : sums.of(MONTH)) {
      List<UseRow> rows = sums.use(sum.useCase(), MONTH);

      assertThat(total(rows.stream().map(UseRow::usd).toList()))
          .as("seed %d %s", SEED, sum.useCase())
          .isEqualByComparingTo(sum.costUsd());
      assertThat(rows.stream().mapToLong(UseRow::calls).sum())
          .as("seed %d %s", SEED, sum.useCase())
          .isEqualTo(sum.calls());
      for (UseRow row : rows) {
        assertThat(total(row.meters().values().stream().map(MeterUse::usd).toList()))
            .as("seed %d %s", SEED, row)
            .isEqualByComparingTo(row.usd());
      }
    }
  }

  @Test
  void aMonthWithoutSpendHasNoUseCase() {
    YearMonth empty = MONTH.minusMonths(12);

    assertThat(sums.of(empty)).isEmpty();
    assertThat(sums.use("support", empty)).isEmpty();
    boolean any = sums.units("support", empty, UnitKind.CALL, units -> units.hasNext());
    assertThat(any).isFalse();
  }
}
