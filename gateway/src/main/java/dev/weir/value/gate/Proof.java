package dev.weir.value.gate;

import dev.weir.base.stats.Confidence;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Judged.Standing;
import dev.weir.value.criterion.Metric;
import java.math.BigDecimal;

/// When unit economics are proven: the one-sided 95 % upper bound of the loaded cost per outcome is
/// below value per outcome × margin, on enough outcomes.
///
/// @param margin above 0, at most 1
public record Proof(BigDecimal margin, long outcomesMin) {
  public Proof {
    if (margin.signum() <= 0 || margin.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "proof: field 'margin' is above 0 and at most 1, was " + margin.toPlainString());
    }
    if (outcomesMin < 1) {
      throw new IllegalArgumentException(
          "proof: field 'outcomes_min' is 1 or more, was " + outcomesMin);
    }
  }

  /// @param standing holds = proven; fails = the cost itself is not below; else it cannot be told
  /// @param why with the figures that decided
  public record Proven(Standing standing, String why) {
    public boolean holds() {
      return standing == Standing.HOLDS;
    }
  }

  public Proven of(Figures figures) {
    Figure outcomes = figures.of(Metric.OUTCOMES, Confidence.P95);
    Figure cost = figures.of(Metric.LOADED_COST_PER_OUTCOME_USD, Confidence.P95);
    Figure value = figures.of(Metric.VALUE_PER_OUTCOME_USD, Confidence.P95);
    for (Figure each : new Figure[] {outcomes, cost, value}) {
      if (each instanceof Figure.Unknown unknown) {
        return new Proven(Standing.CANNOT_TELL, unknown.why());
      }
    }
    return judged((Figure.Known) outcomes, (Figure.Known) cost, (Figure.Known) value);
  }

  private Proven judged(Figure.Known outcomes, Figure.Known cost, Figure.Known value) {
    if (outcomes.value().compareTo(BigDecimal.valueOf(outcomesMin)) < 0) {
      return new Proven(
          Standing.CANNOT_TELL,
          "outcomes are %s, needed are %d".formatted(text(outcomes.value()), outcomesMin));
    }
    BigDecimal bar = value.value().multiply(margin);
    String against = "value per outcome %s × margin %s".formatted(text(value.value()), margin);
    if (cost.value().compareTo(bar) >= 0) {
      return new Proven(
          Standing.FAILS,
          "loaded cost per outcome %s is not below %s".formatted(text(cost.value()), against));
    }
    if (cost.bounds().isEmpty()) {
      return new Proven(Standing.CANNOT_TELL, "the loaded cost per outcome has no bound");
    }
    BigDecimal bound = cost.bounds().get().high();
    boolean below = bound.compareTo(bar) < 0;
    return new Proven(
        below ? Standing.HOLDS : Standing.CANNOT_TELL,
        "95 %% upper bound of loaded cost per outcome %s is %sbelow %s"
            .formatted(text(bound), below ? "" : "not ", against));
  }

  private static String text(BigDecimal value) {
    return value.toPlainString();
  }
}
