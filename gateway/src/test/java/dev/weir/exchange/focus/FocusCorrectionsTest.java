package dev.weir.exchange.focus;

import static dev.weir.exchange.focus.ExportedMonth.only;
import static dev.weir.exchange.focus.ExportedMonth.sum;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.SeededCalls;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Corrections, of open months and of closed ones, as FOCUS rows.
@Tag("slow")
@Timeout(300)
class FocusCorrectionsTest {
  private static final Instant CLOSED_AT = Instant.parse("2026-12-03T00:00:00Z");

  @TempDir private static Path folder;

  /// What a correction takes back was known as something else than what it books.
  @Test
  void costByProvenanceIsThatOfTheFiguresInForce() {
    List<Entry> entries = SeededMonth.entries(10, 500);
    Map<AttemptId, Money> reserved = new HashMap<>();
    Map<AttemptId, Known> known = new HashMap<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Reserved it -> reserved.put(it.id(), it.amount());
        case Entry.Expired it ->
            known.put(
                it.id(), new Known(Provenance.ESTIMATED, requireNonNull(reserved.get(it.id()))));
        case Entry.Settled it ->
            known.put(it.id(), new Known(it.usage().provenance(), it.charge().total()));
        case Entry.Corrected it ->
            known.put(it.id(), new Known(it.usage().provenance(), it.charge().total()));
        default -> assertThat(entry).isInstanceOf(Entry.Released.class);
      }
    }
    try (ExportedMonth month = new ExportedMonth(folder.resolve("known.duckdb"), entries)) {
      List<FocusRow> rows = month.rows(FocusQuery.Granularity.DAY);
      for (Provenance provenance : Provenance.values()) {
        BigDecimal expected =
            known.values().stream()
                .filter(each -> each.provenance == provenance)
                .map(each -> each.cost.toBigDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum(only(rows, "x_UsageProvenance", name(provenance)), "BilledCost"))
            .as(name(provenance))
            .isEqualByComparingTo(expected);
      }
    }
  }

  private record Known(Provenance provenance, Money cost) {}

  private static String name(Provenance provenance) {
    return provenance.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void aClosedPeriodStaysAsItWasAndIsCorrectedInTheMonthOfTheCorrection() {
    List<Entry> entries = SeededMonth.entries(12, 500);
    List<Entry> untilClosing =
        entries.stream().takeWhile(entry -> entry.at().isBefore(CLOSED_AT)).toList();
    ClosedPeriods closed =
        ClosedPeriods.of(
            Map.of(
                YearMonth.of(2026, 11),
                SeededCalls.located(entries).get(untilClosing.size()).position()));
    assertThat(entries.size() - untilClosing.size()).isGreaterThan(20);
    FocusQuery november =
        ExportedMonth.query(FocusVersion.V1_2, FocusQuery.Granularity.DAY, closed);
    FocusQuery december =
        ExportedMonth.between(
            SeededMonth.END,
            Instant.parse("2027-01-01T00:00:00Z"),
            FocusVersion.V1_2,
            FocusQuery.Granularity.DAY,
            closed);
    try (ExportedMonth before = new ExportedMonth(folder.resolve("before.duckdb"), untilClosing);
        ExportedMonth after = new ExportedMonth(folder.resolve("after.duckdb"), entries)) {
      assertThat(after.rows(november)).isEqualTo(before.rows(november));

      List<FocusRow> corrections = after.rows(december);
      assertThat(corrections)
          .isNotEmpty()
          .allSatisfy(row ->
              assertThat(row.values())
                  .containsEntry("ChargeClass", "Correction")
                  .containsEntry("BillingPeriodStart", "2026-12-01T00:00:00Z")
                  .containsEntry("BillingPeriodEnd", "2027-01-01T00:00:00Z")
                  .hasEntrySatisfying(
                      "ChargePeriodStart", start -> assertThat(start).startsWith("2026-11-")));
      assertThat(sum(corrections, "BilledCost").add(sum(after.rows(november), "BilledCost")))
          .isEqualByComparingTo(after.decimal("SELECT sum(cost) FROM attempt"));
    }
  }

  @Test
  void correctionsOfClosedMonthsAreInOrderOfTimeWithTheCallsOfTheMonthTheyAreBilledIn() {
    List<Entry> entries = SeededMonth.entries(13, 300);
    ClosedPeriods closed =
        ClosedPeriods.of(
            Map.of(
                YearMonth.of(2026, 11),
                SeededCalls.located(entries).get(entries.size() - 40).position()));
    FocusQuery both =
        ExportedMonth.between(
            SeededMonth.START,
            Instant.parse("2027-01-01T00:00:00Z"),
            FocusVersion.V1_2,
            FocusQuery.Granularity.DAY,
            closed);
    try (ExportedMonth month = new ExportedMonth(folder.resolve("both.duckdb"), entries)) {
      List<FocusRow> rows = month.rows(both);

      assertThat(rows).extracting(row -> row.get("ChargePeriodStart")).isSorted();
      assertThat(only(rows, "ChargeClass", "Correction")).isNotEmpty();
      assertThat(sum(rows, "BilledCost"))
          .isEqualByComparingTo(month.decimal("SELECT sum(cost) FROM attempt"));
      assertThat(month.text(both, FocusFormat.CSV, new Portions(1, 1_000)))
          .isEqualTo(month.text(both, FocusFormat.CSV));
    }
  }
}
