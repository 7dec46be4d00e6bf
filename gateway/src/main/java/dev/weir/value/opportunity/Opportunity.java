package dev.weir.value.opportunity;

import dev.weir.base.stats.Unanswered;
import dev.weir.value.evidence.Counting;
import dev.weir.value.portfolio.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a use case could be worth.
///
/// @param evidenceShare what of the benefit counts by the plan's evidence
/// @param evidence why it does
/// @param monthly of the full model at full use, nothing taken off for evidence
/// @param counted the same, of the benefit only what its evidence lets count
/// @param benefit the part of it that counts, before what AI costs
/// @param value today: risk-adjusted, and of the benefit only what counts
/// @param expected the mean of `value`, without the error of drawing
/// @param expectedUncut the same, nothing taken off for evidence
/// @param measureNext what each term is worth to know, the most first
public record Opportunity(
    Inputs inputs,
    Plan plan,
    BigDecimal evidenceShare,
    String evidence,
    Bridge bridge,
    Spread monthly,
    Spread counted,
    Spread benefit,
    Spread value,
    double expected,
    double expectedUncut,
    List<Information> measureNext) {
  private static final int DRAWS = 10_000;

  /// @param random decides the draws; of a stated seed they are the same again
  /// @throws Unanswered where the use case has ended: there is nothing to go on to
  public static Opportunity of(
      Inputs inputs, Plan plan, Counting counting, RandomGenerator random) {
    if (plan.stage() == Stage.SUNSET) {
      throw new Unanswered("a use case at 'sunset' has no opportunity");
    }
    double share = counting.part(plan.evidence()).doubleValue();
    Prospect prospect = Prospect.of(plan, share);
    Triangular[] terms = inputs.distributions();
    double[] monthly = new double[DRAWS];
    double[] counted = new double[DRAWS];
    double[] benefit = new double[DRAWS];
    double[] value = new double[DRAWS];
    double[] drawn = new double[terms.length];
    for (int i = 0; i < DRAWS; i++) {
      for (int k = 0; k < terms.length; k++) {
        drawn[k] = terms[k].at(random.nextDouble());
      }
      monthly[i] = Prospect.monthly(drawn, 1);
      counted[i] = Prospect.monthly(drawn, share);
      benefit[i] = share * Prospect.benefit(drawn);
      value[i] = prospect.value(drawn);
    }
    for (int k = 0; k < terms.length; k++) {
      drawn[k] = terms[k].mean();
    }
    return new Opportunity(
        inputs,
        plan,
        counting.part(plan.evidence()),
        counting.why(List.of(plan.evidence())),
        Bridge.of(inputs),
        Spread.of(monthly),
        Spread.of(counted),
        Spread.of(benefit),
        Spread.of(value),
        prospect.value(drawn),
        Prospect.of(plan, 1).value(drawn),
        Information.of(inputs, prospect));
  }
}
