package dev.weir.value.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.value.envelope.Comparison.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Instant THIRD_OF_IT = Instant.parse("2026-11-11T00:00:00Z");

  private static Total usd(String amount) {
    return Total.usd(new BigDecimal(amount));
  }

  private static Comparison.Cost spent(String amount) {
    return new Comparison.Cost(usd(amount), Total.ZERO);
  }

  @Test
  void poolsAreCostThatComesByTheMonthAndNotByTheDay() {
    Map<String, Comparison.Cost> costs = Map.of("care", new Comparison.Cost(usd("120"), usd("30")));
    List<Envelope> envelopes = List.of(envelope("care", "2026-11", "300"));

    Comparison.Row month =
        row(Comparison.of(Months.of(NOVEMBER), envelopes, costs, THIRD_OF_IT), "care");
    Comparison.Row year =
        row(
            Comparison.of(
                Months.ofYear(2026), envelopes, costs, Instant.parse("2026-07-02T12:00:00Z")),
            "care");

    assertThat(month.loaded()).isEqualByComparingTo("150");
    assertThat(month.left()).contains(usd("150").toUsd());
    assertThat(month.used()).contains(new BigDecimal("0.5000"));
    assertThat(month.expected())
        .as("120 in a third of it, and 30")
        .contains(new BigDecimal("390.00"));
    assertThat(year.expected())
        .as("120 in half of it, and 30 in seven months of twelve")
        .contains(new BigDecimal("291.43"));
  }

  private static Envelope envelope(String centre, String month, String amount) {
    return new Envelope(centre, YearMonth.parse(month), usd(amount), Optional.empty());
  }

  private static Comparison.Row row(Comparison comparison, String centre) {
    return comparison.rows().stream()
        .filter(row -> row.costCentre().equals(centre))
        .findFirst()
        .orElseThrow();
  }

  private static Comparison compared(Months months, Instant now) {
    return Comparison.of(
        months,
        List.of(
            envelope("care", "2026-11", "300"),
            envelope("care", "2026-12", "300"),
            envelope("idle", "2026-11", "50"),
            envelope("zero", "2026-11", "0")),
        Map.of("care", spent("120"), "new", spent("9.999"), "zero", spent("1")),
        now);
  }

  @Test
  void planAndCostStandSideBySide() {
    Comparison.Row care = row(compared(Months.of(NOVEMBER), THIRD_OF_IT), "care");

    assertThat(care.planned()).contains(usd("300").toUsd());
    assertThat(care.left()).contains(usd("180").toUsd());
    assertThat(care.used()).contains(new BigDecimal("0.4000"));
    assertThat(care.standing()).isEqualTo(Standing.COMPARED);
  }

  @Test
  void theStraightLineGoesOnAsOnAverageSoFar() {
    Comparison comparison = compared(Months.of(NOVEMBER), THIRD_OF_IT);

    assertThat(row(comparison, "care").expected()).contains(new BigDecimal("360.00"));
    assertThat(row(comparison, "new").expected()).contains(new BigDecimal("30.00"));
  }

  @Test
  void thereIsNoStraightLineOnTheFirstDayNorAfterTheEndNorBefore() {
    for (String now :
        List.of("2026-11-01T23:59:59Z", "2026-12-01T00:00:00Z", "2026-10-01T00:00:00Z")) {
      assertThat(compared(Months.of(NOVEMBER), Instant.parse(now)).rows())
          .as(now)
          .allMatch(row -> row.expected().isEmpty());
    }
  }

  @Test
  void whoHasOnlyOneOfTheTwoIsNamed() {
    Comparison comparison = compared(Months.of(NOVEMBER), THIRD_OF_IT);

    assertThat(row(comparison, "new").standing()).isEqualTo(Standing.NO_ENVELOPE);
    assertThat(row(comparison, "new").left()).isEmpty();
    assertThat(row(comparison, "idle").standing()).isEqualTo(Standing.NO_COST);
    assertThat(row(comparison, "zero").used()).isEmpty();
  }

  @Test
  void aYearHasTheEnvelopesOfAllItsMonths() {
    Comparison comparison = compared(Months.ofYear(2026), THIRD_OF_IT);

    assertThat(row(comparison, "care").planned()).contains(usd("600").toUsd());
    assertThat(comparison.total().planned()).contains(usd("650").toUsd());
    assertThat(comparison.total().ledger()).isEqualByComparingTo("130.999");
  }
}
