package dev.weir.value.diagnosis;

import dev.weir.value.cost.Term;
import dev.weir.value.unit.OutcomeSum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Rules over the effects of a bridge, and over those of each prompt, team and model within it:
/// what moved by a hundredth of the cost or more is said, the dearest first.
public final class Diagnosis {
  static final MathContext DIGITS = new MathContext(20);

  private static final BigDecimal SAID_FROM = new BigDecimal("0.01");
  private static final int FINDINGS_MAX = 20;
  private static final int MOVERS_MAX = 3;

  private final MonthOfUse before;
  private final MonthOfUse after;
  private final Bridge bridge;
  private final SortedMap<String, ModelUse> modelsBefore;
  private final SortedMap<String, ModelUse> modelsAfter;
  private final SortedSet<String> models;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis(MonthOfUse before, MonthOfUse after, Bridge bridge) {
    this.before = before;
    this.after = after;
    this.bridge = bridge;
    this.modelsBefore = before.models();
    this.modelsAfter = after.models();
    this.models = new TreeSet<>(modelsBefore.keySet());
    models.addAll(modelsAfter.keySet());
  }

  /// @param bridge of the same months
  public static List<Finding> of(MonthOfUse before, MonthOfUse after, Bridge bridge) {
    Factors factors = new Factors(before, after, bridge.unit() == Bridge.Unit.OUTCOME);
    Diagnosis diagnosis = new Diagnosis(before, after, bridge);
    diagnosis.findings.addAll(SliceFindings.of(before, after, factors));
    diagnosis.addPrices(factors);
    diagnosis.addMix();
    diagnosis.addOutcomes();
    diagnosis.addShared();
    BigDecimal least = bridge.before().multiply(bridge.unitsAfter()).abs().multiply(SAID_FROM);
    return diagnosis.findings.stream()
        .filter(finding -> finding.monthUsd().signum() != 0)
        .filter(finding -> finding.monthUsd().abs().compareTo(least) >= 0)
        .sorted(
            Comparator.comparing((Finding finding) -> finding.monthUsd().abs())
                .reversed()
                .thenComparing(Finding::text))
        .limit(FINDINGS_MAX)
        .toList();
  }

  private void addPrices(Factors factors) {
    for (String model : models) {
      ModelUse was = modelsBefore.getOrDefault(model, ModelUse.NONE);
      ModelUse is = modelsAfter.getOrDefault(model, ModelUse.NONE);
      if (was.calls() == 0 || is.calls() == 0) {
        continue;
      }
      for (Term term : factors.of(model, was, is)) {
        String meter = term.name().substring(model.length() + 1);
        MeterUse then = was.meter(meter);
        MeterUse now = is.meter(meter);
        if (then.quantity().signum() > 0 && now.quantity().signum() > 0) {
          findings.add(
              new Finding(
                  Cause.PRICE,
                  "dollars per million %s of model %s %s"
                      .formatted(meter, model, Words.moved(perMillion(then), perMillion(now))),
                  factors.money(List.of(term)).getOrDefault(Cause.PRICE, BigDecimal.ZERO),
                  List.of("model=" + model),
                  false));
        }
      }
    }
  }

  private static BigDecimal perMillion(MeterUse use) {
    return use.usd().movePointRight(6).divide(use.quantity(), DIGITS);
  }

  private void addMix() {
    String movers =
        models.stream()
            .sorted(
                Comparator.comparing(
                        (String model) -> shareAfter(model).subtract(shareBefore(model)).abs())
                    .reversed()
                    .thenComparing(model -> model))
            .limit(MOVERS_MAX)
            .map(model ->
                "%s %s → %s"
                    .formatted(
                        model, Words.percent(shareBefore(model)), Words.percent(shareAfter(model))))
            .collect(Collectors.joining(", "));
    add(Cause.MIX, "the share of calls by model moved, " + movers);
  }

  private void add(Cause cause, String sentence) {
    findings.add(
        new Finding(
            cause,
            sentence,
            bridge.effect(cause).monthUsd(),
            List.of(),
            cause == Cause.SHARED_COST));
  }

  private BigDecimal shareBefore(String model) {
    return share(modelsBefore.getOrDefault(model, ModelUse.NONE), before.calls());
  }

  private BigDecimal shareAfter(String model) {
    return share(modelsAfter.getOrDefault(model, ModelUse.NONE), after.calls());
  }

  private static BigDecimal share(ModelUse use, long calls) {
    return BigDecimal.valueOf(use.calls()).divide(BigDecimal.valueOf(calls), DIGITS);
  }

  private void addOutcomes() {
    if (bridge.unit() != Bridge.Unit.OUTCOME) {
      return;
    }
    add(
        Cause.CALLS_PER_OUTCOME,
        "calls per outcome tried "
            + Words.moved(callsPerOutcome(before), callsPerOutcome(after))
            + CallsOfEach.most(before, after));
    boolean rose = success(after).compareTo(success(before)) > 0;
    add(
        Cause.SUCCESS,
        "outcomes that succeed, of those tried, "
            + Words.moved(success(before), success(after))
            + SuccessOfEach.most(before, after, rose));
  }

  private static BigDecimal callsPerOutcome(MonthOfUse month) {
    return BigDecimal.valueOf(month.calls()).divide(month.outcomes().orElseThrow().tried(), DIGITS);
  }

  private static BigDecimal success(MonthOfUse month) {
    OutcomeSum outcomes = month.outcomes().orElseThrow();
    return outcomes.successes().divide(outcomes.tried(), DIGITS);
  }

  private void addShared() {
    SortedSet<String> pools = new TreeSet<>(before.pools().keySet());
    pools.addAll(after.pools().keySet());
    String most =
        pools.stream()
            .max(
                Comparator.comparing((String pool) -> change(pool).abs())
                    .thenComparing(Comparator.<String>reverseOrder()))
            .filter(pool -> change(pool).signum() != 0)
            .map(pool -> ", most by pool %s (%s)".formatted(pool, Words.money(change(pool))))
            .orElse("");
    add(
        Cause.SHARED_COST,
        "shared cost per %s %s%s"
            .formatted(
                bridge.unit() == Bridge.Unit.OUTCOME ? "outcome" : "call",
                Words.moved(sharedEach(before), sharedEach(after)),
                most));
  }

  private BigDecimal sharedEach(MonthOfUse month) {
    BigDecimal units =
        bridge.unit() == Bridge.Unit.OUTCOME
            ? month.outcomes().orElseThrow().successes()
            : BigDecimal.valueOf(month.calls());
    return month.shared().divide(units, DIGITS);
  }

  private BigDecimal change(String pool) {
    return after
        .pools()
        .getOrDefault(pool, BigDecimal.ZERO)
        .subtract(before.pools().getOrDefault(pool, BigDecimal.ZERO));
  }
}
