package dev.weir.value.review;

import static dev.weir.value.review.Criterion.Name.COST_OUTGROWS_VALUE;
import static dev.weir.value.review.Criterion.Name.EVIDENCE;
import static dev.weir.value.review.Criterion.Name.INCONSISTENT;
import static dev.weir.value.review.Criterion.Name.STRATEGIC;
import static dev.weir.value.review.Criterion.Name.UNDIFFERENTIATED;
import static dev.weir.value.review.Criterion.Name.UNIT_COST_FALLS;
import static dev.weir.value.review.Criterion.Name.VALUE_ABOVE_COST;
import static dev.weir.value.review.Criterion.Name.VALUE_ABOVE_HURDLE;
import static dev.weir.value.review.Criterion.Name.VALUE_BELOW_COST;
import static dev.weir.value.review.Criterion.Name.VALUE_BELOW_VARIABLE;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.review.History.Costed;
import dev.weir.value.review.Recommendation.NotEnoughEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a policy makes of a history. Pure.
public final class Judgement {
  private final History history;
  private final Policy policy;
  private final Confidence confidence;
  private final List<Criterion> criteria = new ArrayList<>();

  private Judgement(History history, Policy policy) {
    this.history = history;
    this.policy = policy;
    this.confidence = new Confidence(policy.evidence().confidence());
  }

  public static Recommendation of(History history, Policy policy) {
    return new Judgement(history, policy).recommend();
  }

  private Recommendation recommend() {
    Criterion evidence = add(evidence());
    unitCostFalls();
    Optional<Margin> margin =
        evidence.isMet() ? Optional.of(Margin.of(history, policy.evidence())) : Optional.empty();
    margin.ifPresent(this::values);
    strategic();
    costOutgrowsValue();
    inconsistent();
    undifferentiated();
    criteria.sort((a, b) -> a.name().compareTo(b.name()));
    return margin
        .map(this::by)
        .orElseGet(
            () -> new NotEnoughEvidence(criteria, OptionalDouble.empty(), lacking(evidence)));
  }

  private Recommendation by(Margin margin) {
    OptionalDouble loss = OptionalDouble.of(1 - margin.gains());
    OptionalDouble gain = OptionalDouble.of(margin.gains());
    if (isMet(VALUE_BELOW_VARIABLE)) {
      return new Recommendation.Sunset(criteria, gain);
    }
    if (isMet(VALUE_BELOW_COST)) {
      return new Recommendation.PullBack(criteria, gain);
    }
    for (Criterion.Name name : List.of(COST_OUTGROWS_VALUE, INCONSISTENT, UNDIFFERENTIATED)) {
      if (isMet(name)) {
        return new Recommendation.Optimise(criteria, OptionalDouble.empty(), name);
      }
    }
    if (isMet(UNIT_COST_FALLS) && isMet(VALUE_ABOVE_HURDLE) && isMet(STRATEGIC)) {
      return new Recommendation.Scale(criteria, loss);
    }
    return isMet(VALUE_ABOVE_COST)
        ? new Recommendation.Continue(criteria, loss)
        : new NotEnoughEvidence(
            criteria,
            OptionalDouble.of(margin.otherSide()),
            "an outcome is worth %.4f to %.4f USD and costs %.4f: neither gain nor loss is shown"
                .formatted(margin.valueLow(), margin.valueHigh(), margin.cost()));
  }

  private String lacking(Criterion evidence) {
    return history
        .lacking()
        .orElseGet(() ->
            evidence.why().isEmpty()
                ? "%d months with %d outcomes are needed, was %.0f outcomes"
                    .formatted(
                        policy.evidence().months(),
                        policy.evidence().outcomesMin(),
                        evidence.figure().orElse(0))
                : evidence.why());
  }

  private boolean isMet(Criterion.Name name) {
    return criteria.stream().anyMatch(each -> each.name() == name && each.isMet());
  }

  private Criterion add(Criterion criterion) {
    criteria.add(criterion);
    return criterion;
  }

  private Criterion evidence() {
    Policy.Evidence wanted = policy.evidence();
    List<Costed> window = Margin.newest(history.costed(), wanted.months());
    boolean isNew =
        window.size() == wanted.months()
            && window.getFirst().month().plusMonths(wanted.months() - 1L).equals(history.last());
    if (!isNew) {
      return Criterion.unknown(
          EVIDENCE,
          wanted.outcomesMin(),
          history
              .lacking()
              .orElse(
                  "the newest %d months have costs and outcomes of %d"
                      .formatted(wanted.months(), window.size())));
    }
    double outcomes = window.stream().mapToDouble(Costed::outcomes).sum();
    return Criterion.of(
        EVIDENCE, outcomes, outcomes, wanted.outcomesMin(), outcomes >= wanted.outcomesMin());
  }

  private void values(Margin margin) {
    double hurdle = margin.cost() * (1 + policy.doubleDown().margin());
    double low = margin.valueLow();
    double high = margin.valueHigh();
    add(Criterion.of(VALUE_ABOVE_HURDLE, margin.value(), low, hurdle, low > hurdle));
    add(Criterion.of(VALUE_ABOVE_COST, margin.value(), low, margin.cost(), low > margin.cost()));
    double reached = margin.costReached();
    add(Criterion.of(VALUE_BELOW_COST, margin.value(), high, reached, high < reached));
    double variable = margin.variable();
    add(Criterion.of(VALUE_BELOW_VARIABLE, margin.value(), high, variable, high < variable));
  }

  private void unitCostFalls() {
    List<Costed> months = history.costed().stream().filter(month -> month.loaded() > 0).toList();
    try {
      Point slope =
          Slope.of(
              Margin.array(months, month -> Math.log(month.outcomes())),
              Margin.array(months, month -> Math.log(month.unitCost())));
      double most = Slope.atMost(slope, confidence);
      add(Criterion.of(UNIT_COST_FALLS, slope.value(), most, 0, most < 0));
    } catch (Unanswered tooFew) {
      add(Criterion.unknown(UNIT_COST_FALLS, 0, String.valueOf(tooFew.getMessage())));
    }
  }

  private void strategic() {
    double least = policy.doubleDown().strategicMin();
    add(
        history
            .newest(month -> month.standing().strategic())
            .map(score -> Criterion.of(STRATEGIC, score, score, least, score >= least))
            .orElseGet(() -> Criterion.unknown(STRATEGIC, least, why(newest().strategic()))));
  }

  private void undifferentiated() {
    double from = policy.pullBack().commodityMax();
    add(
        history
            .newest(month -> month.standing().commodity())
            .map(index -> Criterion.of(UNDIFFERENTIATED, index, index, from, index >= from))
            .orElseGet(() -> Criterion.unknown(UNDIFFERENTIATED, from, why(newest().commodity()))));
  }

  private MonthFigures.Standing newest() {
    return history.months().getLast().standing();
  }

  private static String why(Told<?> told) {
    return told.whyNot().orElse("not known");
  }

  /// Cost per value at one volume, so that a season that dilutes fixed cost less is no growth.
  private void costOutgrowsValue() {
    Policy.PullBack wanted = policy.pullBack();
    double threshold = Math.log1p(wanted.riseMin());
    List<Costed> months = Margin.newest(history.costed(), wanted.months() + 1);
    boolean known =
        months.size() > wanted.months()
            && months.stream().allMatch(month -> month.value().mean() > 0 && month.loaded() > 0);
    if (!known) {
      add(
          Criterion.unknown(
              COST_OUTGROWS_VALUE,
              threshold,
              "%d months with costs and a value above 0 are needed, was %d"
                  .formatted(wanted.months() + 1, months.size())));
      return;
    }
    double volume = months.stream().mapToDouble(Costed::outcomes).average().orElseThrow();
    double[] perValue =
        Margin.array(
            months,
            month ->
                Math.log((month.unitVariable() + month.fixed() / volume) / month.value().mean()));
    boolean rises = true;
    for (int i = 1; i < perValue.length; i++) {
      rises &= perValue[i] > perValue[i - 1];
    }
    double rise = perValue[perValue.length - 1] - perValue[0];
    double error = Math.hypot(relative(months.getFirst()), relative(months.getLast()));
    double least = rise - normal(error);
    add(
        Criterion.of(
            COST_OUTGROWS_VALUE, rise, least, threshold, rises && rise >= threshold && least > 0));
  }

  private static double relative(Costed month) {
    return month.value().point().standardError() / month.value().mean();
  }

  private double normal(double error) {
    return error == 0
        ? 0
        : -new Point(0, error, Double.POSITIVE_INFINITY, Method.STUDENT_T)
            .atLeast(confidence)
            .low();
  }

  /// The deviation's lower bound, with its standard error s/√(2(n − 1)) of many normal values.
  private void inconsistent() {
    double most = policy.pullBack().deviationMax();
    Moments quality =
        history.recent(policy.evidence().months(), month -> month.standing().quality()).stream()
            .reduce(Moments.NONE, Moments::plus);
    if (quality.count() < 2) {
      add(Criterion.unknown(INCONSISTENT, most, why(newest().quality())));
      return;
    }
    double deviation = quality.deviation();
    double least = deviation - normal(deviation / Math.sqrt(2.0 * (quality.count() - 1)));
    add(Criterion.of(INCONSISTENT, deviation, least, most, least > most));
  }
}
