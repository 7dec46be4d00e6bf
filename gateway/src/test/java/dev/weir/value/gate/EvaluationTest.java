package dev.weir.value.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.stats.Confidence;
import dev.weir.value.criterion.Comparison;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Judged.Standing;
import dev.weir.value.criterion.Metric;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final Proof PROOF = new Proof(new BigDecimal("0.8"), 100);
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

  private static Figures figures(String outcomes, String cost, String bound, String value) {
    Map<Metric, Figure> all =
        Map.of(
            Metric.OUTCOMES,
            known(outcomes, outcomes),
            Metric.LOADED_COST_PER_OUTCOME_USD,
            known(cost, bound),
            Metric.VALUE_PER_OUTCOME_USD,
            known(value, value));
    return (metric, _) -> all.getOrDefault(metric, new Figure.Unknown("nobody told", ""));
  }

  /// 10 dollars × 0.8 is the bar.
  @ParameterizedTest
  @CsvSource({
    "100, 6, 7.99, HOLDS",
    "100, 6, 8, CANNOT_TELL",
    "99, 6, 7, CANNOT_TELL",
    "100, 8, 9, FAILS",
    "100, 7.999, 8.5, CANNOT_TELL"
  })
  void provenIsTheUpperBoundBelowValueTimesMarginOnEnoughOutcomes(
      String outcomes, String cost, String bound, Standing standing) {
    assertThat(PROOF.of(figures(outcomes, cost, bound, "10")).standing()).isEqualTo(standing);
  }

  @Test
  void withoutAValueNothingIsProven() {
    Proof.Proven proven = PROOF.of((_, _) -> new Figure.Unknown("no unit value", ""));

    assertThat(proven.standing()).isEqualTo(Standing.CANNOT_TELL);
    assertThat(proven.why()).isEqualTo("no unit value");
  }

  @Test
  void whatIsNotProvenIsCappedByFieldCapAndValue() {
    Evaluation unproven = Evaluation.of(gate(List.of()), figures("5", "6", "7", "10"), List.of());

    assertThat(unproven.cappedFrom(CAP)).isEmpty();
    assertThat(unproven.cappedFrom(allowed("0.2", 50, "500")).orElseThrow())
        .startsWith(
            "field 'share' is at most 0.1, was 0.2 until unit economics are proven: outcomes are"
                + " 5");
    assertThat(unproven.cappedFrom(unlimited("0.1", "500")).orElseThrow())
        .startsWith("field 'users' is at most 50, was no limit");
    assertThat(unproven.cappedFrom(allowed("0.1", 10, "501")).orElseThrow())
        .startsWith("field 'budget_usd_per_month' is at most 500, was 501");
    Evaluation proven = Evaluation.of(gate(List.of()), figures("500", "6", "7", "10"), List.of());
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

    assertThat(Evaluation.of(gate(List.of(unsure)), high, List.of()).holds()).isTrue();
    assertThat(Evaluation.of(gate(List.of(unsure)), high, List.of()).stopsIterating()).isFalse();
    assertThat(Evaluation.of(gate(List.of(sure)), high, List.of()).stopsIterating()).isTrue();
    assertThat(Evaluation.of(gate(List.of()), high, List.of()).stopsIterating())
        .as("nothing was asked for")
        .isFalse();
  }

  @Test
  void aFloorOfTheWorkloadIsACriterionAndAGuard() {
    Criterion criterion = errors(Optional.empty());
    Gate gate = gate(List.of(criterion), List.of(errors(Optional.of(Confidence.P95))));

    Evaluation unsure = Evaluation.of(gate, (_, _) -> known("0.1", "0.3"), List.of());
    assertThat(unsure.holds()).as("its bound does not hold").isFalse();
    assertThat(unsure.notHolding()).isEqualTo(unsure.workload());
    assertThat(unsure.breach()).as("what cannot be told breaks nothing").isEmpty();

    Evaluation broken = Evaluation.of(gate, (_, _) -> known("0.25", "0.3"), List.of());
    assertThat(broken.heldFrom(CAP))
        .hasValue("workload error_share ≤ 0.2 at 95 %: 0.25, asked for ≤ 0.2");
    assertThat(Evaluation.of(gate, (_, _) -> known("0.1", "0.2"), List.of()).holds()).isTrue();
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
