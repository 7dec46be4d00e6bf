package dev.weir.value.opportunity;

import dev.weir.base.money.CashFlows;
import dev.weir.value.adoption.AdoptionCurve;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.portfolio.Stage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a use case gets from where it stands to its full value.
///
/// @param stage as the portfolio has it
/// @param investmentUsd spent at once, before anything comes
/// @param months of production that are counted
/// @param annualRate at which what comes later is discounted
/// @param ramp share of the full use by month of production; nothing = all of it from the first on
/// @param evidence of the benefit; a part of it counts
public record Plan(
    Stage stage,
    BigDecimal investmentUsd,
    int months,
    BigDecimal annualRate,
    Optional<AdoptionCurve> ramp,
    Evidence evidence) {
  /// What is taken where nothing is said, and nobody has registered the use case.
  public static final Plan ASSUMED =
      new Plan(
          Stage.IDEA,
          BigDecimal.ZERO,
          36,
          new BigDecimal("0.1"),
          Optional.of(new AdoptionCurve.Logistic(1, 0.8, 6)),
          Evidence.OPINION);

  private static final int MONTHS_MAX = 120;

  public Plan {
    if (investmentUsd.signum() < 0) {
      throw new IllegalArgumentException(
          "field 'investment_usd' is not negative, was " + investmentUsd.toPlainString());
    }
    if (months < 1 || months > MONTHS_MAX) {
      throw new IllegalArgumentException(
          "field 'months' is 1 to %d, was %d".formatted(MONTHS_MAX, months));
    }
    if (annualRate.signum() < 0 || annualRate.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "field 'annual_rate' is 0 to 1, was " + annualRate.toPlainString());
    }
  }

  /// The same from another stage on.
  public Plan at(Stage other) {
    return new Plan(other, investmentUsd, months, annualRate, ramp, evidence);
  }

  public WayOn wayOn() {
    return WayOn.from(stage);
  }

  /// The same, of weaker evidence if that is weaker.
  public Plan weakened(Evidence other) {
    return new Plan(stage, investmentUsd, months, annualRate, ramp, evidence.weaker(other));
  }

  double share(int monthOfProduction) {
    return ramp.map(curve -> curve.at(monthOfProduction)).orElse(1.0);
  }

  /// The discounted months of production, each by its share of the full use: what a dollar a month
  /// of benefit and of variable cost comes to today, if production is reached.
  double rampedMonths() {
    return discounted(true);
  }

  /// The discounted months of production: what a dollar a month of fixed cost comes to today.
  double wholeMonths() {
    return discounted(false);
  }

  private double discounted(boolean ramped) {
    double factor = 1 + CashFlows.monthlyRate(annualRate).doubleValue();
    double sum = 0;
    for (int t = 1; t <= months; t++) {
      double share = ramped ? share(t) : 1;
      sum += share / Math.pow(factor, wayOn().months() + t);
    }
    return sum;
  }

  /// Month by month as if every gate were passed and everything came as most likely: neither the
  /// chance nor the grade of evidence takes anything off.
  public CashFlows flows(Inputs inputs) {
    BigDecimal fixed = inputs.of(Term.FIXED_COST_USD).base();
    BigDecimal ramped = Bridge.of(inputs).full().add(fixed);
    List<BigDecimal> flows = new ArrayList<>();
    flows.add(investmentUsd.negate());
    for (int t = 1; t <= wayOn().months(); t++) {
      flows.add(BigDecimal.ZERO);
    }
    for (int t = 1; t <= months; t++) {
      flows.add(
          ramped.multiply(BigDecimal.valueOf(share(t)), MathContext.DECIMAL128).subtract(fixed));
    }
    return new CashFlows(flows);
  }
}
