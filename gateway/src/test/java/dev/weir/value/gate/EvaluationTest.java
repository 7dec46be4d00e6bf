package dev.weir.value.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.PairMoments;
import dev.weir.value.criterion.Comparison;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Judged.Standing;
import dev.weir.value.criterion.Metric;
import dev.weir.value.evidence.Bearing;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.evidence.ShownShare;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  /// All of what is stated.
  static final Counting WHOLE =
      new Counting(
          Haircut.of(Map.of("untried_max", BigDecimal.ONE)),
          new Bearing(Evidence.RCT, "a trial"),
          Optional.empty());

  private static final Proof PROOF = new Proof(new BigDecimal("0.8"), 100);
  private static final Figures NOTHING = (_, _) -> new Figure.Unknown("nobody told", "");
  private static final Economics NO_VALUE = new Economics.Unknown("no unit value");
  private static final Allowed CAP =
      new Allowed(new BigDecimal("0.1"), Optional.of(50L), new BigDecimal("500"));

  private static Figure known(String value, String high) {
    BigDecimal figure = new BigDecimal(value);
    return new Figure.Known(
        figure,
        Optional.of(new Figure.Bounds(BigDecimal.ZERO, new BigDecimal(high))),
        1_000,
        "rct",
        "");
  }

  /// Of 30 days: outcomes, cost per outcome and value per outcome, as spread as one says.
  private static Economics economics(int outcomes, double cost, double value, double spread) {
    return economics(outcomes, cost, value, spread, WHOLE);
  }

  private static Economics economics(
      int outcomes, double cost, double value, double spread, Counting counting) {
    PairMoments days = PairMoments.NONE;
    for (int day = 0; day < 30; day++) {
      double each = outcomes / 30.0;
      days = days.plus(value * each, (day % 2 == 0 ? cost - spread : cost + spread) * each);
    }
    return new Economics.Known(
        LocalDate.of(2026, 9, 1),
        BigDecimal.valueOf(outcomes),
        BigDecimal.valueOf(cost * outcomes),
        counting.of(Map.of(Evidence.RCT, BigDecimal.valueOf(value * outcomes))),
        days);
  }

  /// 10 dollars × 0.8 is the bar; 30 days that spread by s have a standard error of 0.186 s, and
  /// the bound is 2.94 of them away.
  @ParameterizedTest
  @CsvSource({
    "100, 6, 3.6, HOLDS",
    "100, 6, 3.7, CANNOT_TELL",
    "99, 6, 1, CANNOT_TELL",
    "100, 8, 1, FAILS",
    "100, 7.999, 1, CANNOT_TELL",
    "100, 6, 0, CANNOT_TELL"
  })
  void provenIsWhatCostsLessThanValueTimesMarginAtAllLooksOnEnoughOutcomes(
      int outcomes, double cost, double spread, Standing standing) {
    assertThat(PROOF.of(economics(outcomes, cost, 10, spread), 28).standing()).isEqualTo(standing);
  }

  @Test
  void aProofSaysWhatIsLeftOfAnOutcome() {
    assertThat(PROOF.of(economics(300, 6, 10, 1), 28).why())
        .isEqualTo(
            "loaded cost per outcome 6 is below value per outcome 10 (rct × 1.0; 1 at most, as no"
                + " experiment has shown the AI's share) × margin 0.8 by 2, 95 % lower"
                + " bound at all looks since 2026-09-01 1.454, which is above 0");
    assertThat(PROOF.of(economics(300, 6, 10, 0), 28).why())
        .contains("needs observations that differ");
  }

  /// 20 dollars stated, of which a half was shown: 2 are left of 10 × 0.8, as above. 1.96 standard
  /// errors of the share, of 16 dollars, go off the bound, and of days that spread by s 3.26 ×
  /// 0.186 s: both bounds are at 97.5 %.
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.04, 1, HOLDS",
    "0.5, 0.04, 1.3, CANNOT_TELL",
    "0.5, 0.05, 1, CANNOT_TELL",
    "0.3, 0.01, 1, FAILS",
    "-0.2, 0.01, 1, FAILS"
  })
  void ofAShareThatWasShownTheLowerBoundHasToPay(
      double share, double error, double spread, Standing standing) {
    Counting counting =
        new Counting(
            Haircut.USUAL,
            new Bearing(Evidence.RCT, "a trial"),
            Optional.of(new ShownShare("pilot", share, error)));

    Proof.Proven proven = PROOF.of(economics(300, 6, 20, spread, counting), 28);

    assertThat(proven.standing()).as(proven.why()).isEqualTo(standing);
    assertThat(proven.why()).contains("shown by 'pilot') × margin 0.8");
  }

  @Test
  void withoutAValueNothingIsProven() {
    Proof.Proven proven = PROOF.of(new Economics.Unknown("no unit value"), 28);

    assertThat(proven.standing()).isEqualTo(Standing.CANNOT_TELL);
    assertThat(proven.why()).isEqualTo("no unit value");
  }

  /// Put on 1 March with a window of 28 days: from 1 February on, until a year of looks is over.
  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 2026-02-01",
    "2026-06-30, 2026-02-01",
    "2027-02-28, 2026-02-01",
    "2027-03-01, 2027-02-01"
  })
  void aProofCountsFromAWindowBeforeItsGateWasPutOn(LocalDate today, LocalDate from) {
    assertThat(gate(List.of()).countedFrom(LocalDate.of(2026, 3, 1), today)).isEqualTo(from);
  }

  @Test
  void whatIsNotProvenIsCappedByFieldCapAndValue() {
    Evaluation unproven =
        Evaluation.of(gate(List.of()), NOTHING, economics(5, 6, 10, 1), List.of());

    assertThat(unproven.cappedFrom(CAP)).isEmpty();
    assertThat(unproven.cappedFrom(allowed("0.2", 50, "500")).orElseThrow())
        .startsWith(
            "field 'share' is at most 0.1, was 0.2 until unit economics are proven: outcomes are"
                + " 5");
    assertThat(unproven.cappedFrom(unlimited("0.1", "500")).orElseThrow())
        .startsWith("field 'users' is at most 50, was no limit");
    assertThat(unproven.cappedFrom(allowed("0.1", 10, "501")).orElseThrow())
        .startsWith("field 'budget_usd_per_month' is at most 500, was 501");
    Evaluation proven =
        Evaluation.of(gate(List.of()), NOTHING, economics(500, 6, 10, 1), List.of());
    assertThat(proven.cappedFrom(unlimited("1", "90000"))).isEmpty();
  }

  private static Allowed allowed(String share, long users, String budget) {
    return new Allowed(new BigDecimal(share), Optional.of(users), new BigDecimal(budget));
  }

  private static Allowed unlimited(String share, String budget) {
    return new Allowed(new BigDecimal(share), Optional.empty(), new BigDecimal(budget));
  }

  @Test
  void theLightToStopNeedsEveryCriterionAsSureAsItsMetricAllows() {
    Figures high = (_, _) -> known("0.1", "0.2");
    Criterion unsure = errors(Optional.empty());
    Criterion sure = errors(Optional.of(Confidence.P95));

    assertThat(Evaluation.of(gate(List.of(unsure)), high, NO_VALUE, List.of()).holds()).isTrue();
    assertThat(Evaluation.of(gate(List.of(unsure)), high, NO_VALUE, List.of()).stopsIterating())
        .isFalse();
    assertThat(Evaluation.of(gate(List.of(sure)), high, NO_VALUE, List.of()).stopsIterating())
        .isTrue();
    assertThat(Evaluation.of(gate(List.of()), high, NO_VALUE, List.of()).stopsIterating())
        .as("nothing was asked for")
        .isFalse();
  }

  @Test
  void aFloorOfTheWorkloadIsACriterionAndAGuard() {
    Criterion criterion = errors(Optional.empty());
    Gate gate = gate(List.of(criterion), List.of(errors(Optional.of(Confidence.P95))));

    Evaluation unsure = Evaluation.of(gate, (_, _) -> known("0.1", "0.3"), NO_VALUE, List.of());
    assertThat(unsure.holds()).as("its bound does not hold").isFalse();
    assertThat(unsure.notHolding()).isEqualTo(unsure.workload());
    assertThat(unsure.breach()).as("what cannot be told breaks nothing").isEmpty();

    Evaluation broken = Evaluation.of(gate, (_, _) -> known("0.25", "0.3"), NO_VALUE, List.of());
    assertThat(broken.heldFrom(CAP))
        .hasValue("workload error_share ≤ 0.2 at 95 %: 0.25, asked for ≤ 0.2");
    assertThat(Evaluation.of(gate, (_, _) -> known("0.1", "0.2"), NO_VALUE, List.of()).holds())
        .isTrue();
  }

  private static Criterion errors(Optional<Confidence> confidence) {
    return new Criterion(
        Metric.ERROR_SHARE, Comparison.AT_MOST, new BigDecimal("0.2"), confidence, 0);
  }

  private static Gate gate(List<Criterion> criteria) {
    return gate(criteria, List.of());
  }

  private static Gate gate(List<Criterion> criteria, List<Criterion> workload) {
    Destination to = Destination.parse(criteria.isEmpty() ? "sunset" : "beta");
    return new Gate(
        "claims",
        to,
        28,
        criteria,
        workload,
        List.of(),
        List.of(),
        PROOF,
        CAP,
        Optional.empty(),
        Optional.empty(),
        14,
        "claims");
  }
}
