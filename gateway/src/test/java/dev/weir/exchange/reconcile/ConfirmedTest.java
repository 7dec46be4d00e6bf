package dev.weir.exchange.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ConfirmedTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final Share NOTHING = new Share(BigDecimal.ZERO, BigDecimal.ZERO);
  private static final Row.Remainder LEFT =
      new Row.Remainder(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  private static Row billed(int day, String meter, Certainty certainty) {
    Row.Billed billed = new Row.Billed(Optional.empty(), BigDecimal.ZERO);
    return row(day, meter, Optional.empty(), Optional.of(billed), certainty);
  }

  private static Row used(int day, String meter, Certainty certainty) {
    return row(day, meter, Optional.of(BigDecimal.ZERO), Optional.empty(), certainty);
  }

  private static Row row(
      int day,
      String meter,
      Optional<BigDecimal> usage,
      Optional<Row.Billed> bill,
      Certainty certainty) {
    Place place = new Place("", "gpt-4o", meter, FIRST.plusDays(day));
    return new Row(place, NOTHING, usage, bill, List.of(), LEFT, certainty);
  }

  private static Map<LocalDate, Certainty> days(int days, boolean complete, Row... rows) {
    return Confirmed.days(
        new Reconciliation(
            new Days(FIRST, FIRST.plusDays(days)),
            List.of(rows),
            List.of(),
            List.of(),
            complete,
            List.of()));
  }

  @Test
  void aDayIsInvoicedWhenEachOfItsRowsIs() {
    assertThat(
            days(
                3,
                true,
                billed(0, "input", Certainty.INVOICED),
                billed(0, "output", Certainty.INVOICED),
                billed(1, "input", Certainty.INVOICED),
                billed(1, "output", Certainty.ESTIMATED)))
        .isEqualTo(Map.of(FIRST, Certainty.INVOICED));
  }

  @Test
  void whereTheBillDiffersNobodyConfirmsWhateverTheUsageSays() {
    assertThat(
            days(
                4,
                true,
                billed(0, "input", Certainty.ESTIMATED),
                used(0, "input", Certainty.RECONCILED),
                billed(1, "input", Certainty.INVOICED),
                used(2, "input", Certainty.RECONCILED),
                used(3, "input", Certainty.RECONCILED),
                used(3, "output", Certainty.ESTIMATED)))
        .isEqualTo(
            Map.of(FIRST.plusDays(1), Certainty.INVOICED, FIRST.plusDays(2), Certainty.RECONCILED));
  }

  @Test
  void aBillInOneLineBesideUsageByTheDayConfirmsAllDays() {
    assertThat(
            days(
                2,
                true,
                billed(0, "input", Certainty.INVOICED),
                used(0, "input", Certainty.RECONCILED),
                used(1, "input", Certainty.ESTIMATED)))
        .isEqualTo(Map.of(FIRST, Certainty.INVOICED, FIRST.plusDays(1), Certainty.INVOICED));
  }

  @Test
  void aBookThatTellsAllInOneLineConfirmsAllOrNothing() {
    assertThat(days(31, true, billed(0, "input", Certainty.INVOICED))).hasSize(31);
    assertThat(days(31, false, billed(0, "input", Certainty.INVOICED)))
        .as("it tells of the first day alone")
        .isEqualTo(Map.of(FIRST, Certainty.INVOICED));
    assertThat(days(31, true, billed(0, "input", Certainty.ESTIMATED))).isEmpty();
  }

  @Test
  void whatNobodyTellsOfIsEstimated() {
    Confirmed confirmed =
        new Confirmed(Map.of("openai", new TreeMap<>(Map.of(FIRST, Certainty.INVOICED))));
    assertThat(confirmed.of("openai", FIRST)).isEqualTo(Certainty.INVOICED);
    assertThat(confirmed.of("openai", FIRST.plusDays(1))).isEqualTo(Certainty.ESTIMATED);
    assertThat(confirmed.of("other", FIRST)).isEqualTo(Certainty.ESTIMATED);
    assertThat(confirmed.text(Certainty.INVOICED)).isEqualTo("2026-10-01 openai");
    assertThat(confirmed.text(Certainty.RECONCILED)).isEmpty();
  }
}
