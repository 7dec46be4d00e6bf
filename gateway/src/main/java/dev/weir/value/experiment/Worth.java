package dev.weir.value.experiment;

import dev.weir.base.stats.Estimate;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;

/// A change in money, gained is above 0. What an estimate says, no amount that is booked: rounded
/// half to even, to 10⁻⁶ dollars per outcome and to the cent per month.
///
/// @param usdPerOutcome per success of the control
/// @param usdPerMonth at the use case's calls of a month
public record Worth(Optional<Usd> usdPerOutcome, Optional<Usd> usdPerMonth) {
  static final Worth UNKNOWN = new Worth(Optional.empty(), Optional.empty());
  private static final int OUTCOME_SCALE = 6;
  private static final int CENTS = 2;

  /// An amount and the interval it lies in.
  public record Usd(BigDecimal value, BigDecimal low, BigDecimal high) {
    static Usd of(Estimate change, double factor, int scale) {
      double one = change.low() * factor;
      double other = change.high() * factor;
      return new Usd(
          rounded(change.value() * factor, scale),
          rounded(Math.min(one, other), scale),
          rounded(Math.max(one, other), scale));
    }

    private static BigDecimal rounded(double usd, int scale) {
      return BigDecimal.valueOf(usd).setScale(scale, RoundingMode.HALF_EVEN);
    }
  }

  /// @param without what units did that had nothing new, together
  /// @param units how many they are
  /// @param callsPerMonth of the use case
  static Worth of(
      Hypothesis hypothesis,
      Estimate change,
      Figures without,
      long units,
      OptionalDouble callsPerMonth) {
    OptionalDouble perUnit = usdPerUnit(hypothesis, without, units);
    if (perUnit.isEmpty()) {
      return UNKNOWN;
    }
    double factor = perUnit.getAsDouble();
    Optional<Usd> perOutcome =
        without.successes() > 0
            ? Optional.of(Usd.of(change, factor * units / without.successes(), OUTCOME_SCALE))
            : Optional.empty();
    Optional<Usd> perMonth =
        callsPerMonth.isPresent() && without.calls() > 0
            ? Optional.of(
                Usd.of(
                    change, factor * units * callsPerMonth.getAsDouble() / without.calls(), CENTS))
            : Optional.empty();
    return new Worth(perOutcome, perMonth);
  }

  /// Dollars that a unit gains if the metric grows by one.
  private static OptionalDouble usdPerUnit(Hypothesis hypothesis, Figures without, long units) {
    return switch (hypothesis.claim().metric()) {
      case Metric.CostPerUnit _ -> OptionalDouble.of(-1);
      case Metric.ValuePerUnit _ -> OptionalDouble.of(1);
      case Metric.CostPerOutcome _ -> OptionalDouble.of(-without.successes() / units);
      case Metric.CallsPerUnit _ ->
          without.calls() > 0
              ? OptionalDouble.of(-without.costUsd() / without.calls())
              : OptionalDouble.empty();
      case Metric.SuccessShare _ ->
          hypothesis.unitValueUsd().stream()
              .mapToDouble(value -> value.doubleValue() * without.outcomes() / units)
              .findFirst();
      case Metric.KpiMean _ -> OptionalDouble.empty();
    };
  }
}
