package dev.weir.value.diagnosis;

import dev.weir.base.money.LargestRemainder;
import dev.weir.value.cost.Decomposition;
import dev.weir.value.cost.Term;
import dev.weir.value.diagnosis.UseRow.Slice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rules over the effects of a bridge, and over those of each prompt, team and model within it:
/// what moved by a hundredth of the cost or more is said, the dearest first.
public final class Diagnosis {
  private static final BigDecimal SAID_FROM = new BigDecimal("0.01");
  private static final int FINDINGS_MAX = 20;
  private static final int MOVERS_MAX = 3;
  private static final MathContext DIGITS = new MathContext(20);

  private final MonthOfUse before;
  private final MonthOfUse after;
  private final Bridge bridge;
  private final Factors factors;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis(MonthOfUse before, MonthOfUse after, Bridge bridge) {
    this.before = before;
    this.after = after;
    this.bridge = bridge;
    this.factors = new Factors(before, after, bridge.unit() == Bridge.Unit.OUTCOME);
  }

  /// @param bridge of the same months
  public static List<Finding> of(MonthOfUse before, MonthOfUse after, Bridge bridge) {
    Diagnosis diagnosis = new Diagnosis(before, after, bridge);
    diagnosis.addSlices();
    diagnosis.addPrices();
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

  private void addSlices() {
    SortedSet<Slice> slices = new TreeSet<>(before.slices().keySet());
    slices.addAll(after.slices().keySet());
    for (Slice slice : slices) {
      ModelUse was = before.slices().getOrDefault(slice, ModelUse.NONE);
      ModelUse is = after.slices().getOrDefault(slice, ModelUse.NONE);
      if (was.calls() > 0 && is.calls() > 0) {
        addSlice(slice, was, is);
      }
    }
  }

  private void addSlice(Slice slice, ModelUse was, ModelUse is) {
    List<Term> terms = factors.of(slice.toString(), was, is);
    addSlice(Cause.PROMPT_LENGTH, slice, terms, "input tokens per call", was, is, promptLength());
    addSlice(
        Cause.OUTPUT_LENGTH,
        slice,
        terms,
        "output tokens per call",
        was,
        is,
        use -> perCall(use, use.quantity(Meters::isAnswer)));
    addSlice(Cause.CACHE, slice, terms, "the cached share of the prompt", was, is, cachedShare());
    addSlice(
        Cause.OTHER_USE,
        slice,
        terms,
        "other use per call",
        was,
        is,
        use ->
            perCall(
                use, use.quantity(meter -> !Meters.isPrompt(meter) && !Meters.isAnswer(meter))));
  }

  private void addSlice(
      Cause cause,
      Slice slice,
      List<Term> terms,
      String what,
      ModelUse was,
      ModelUse is,
      Function<ModelUse, BigDecimal> figure) {
    BigDecimal money = money(terms, cause);
    findings.add(
        new Finding(
            cause,
            "%s %s %s".formatted(what, Words.moved(figure.apply(was), figure.apply(is)), on(slice)),
            money,
            where(slice),
            false));
  }

  private static Function<ModelUse, BigDecimal> promptLength() {
    return use -> perCall(use, use.quantity(Meters::isPrompt));
  }

  private static Function<ModelUse, BigDecimal> cachedShare() {
    return use -> {
      BigDecimal prompt = use.quantity(Meters::isPrompt);
      return prompt.signum() == 0
          ? BigDecimal.ZERO
          : use.quantity(Meters::isCached).divide(prompt, DIGITS);
    };
  }

  private static BigDecimal perCall(ModelUse use, BigDecimal quantity) {
    return quantity.divide(BigDecimal.valueOf(use.calls()), DIGITS);
  }

  private BigDecimal money(List<Term> terms, Cause cause) {
    Decomposition part = Decomposition.of(terms, Bridge.method(terms), Bridge.DECIMALS);
    return LargestRemainder.cents(
        part.effects().get(cause.ordinal()).amount().multiply(bridge.unitsAfter()));
  }

  /// `on prompt support/v7, before support/v6 (team billing, model gpt-4o)`
  private String on(Slice slice) {
    List<String> now = versions(after, slice);
    List<String> then = versions(before, slice);
    String prompt =
        slice.prompt().isEmpty()
            ? "on calls of no named prompt"
            : "on prompt %s%s"
                .formatted(
                    String.join(", ", now),
                    now.equals(then) ? "" : ", before " + String.join(", ", then));
    return "%s (%s, model %s)"
        .formatted(
            prompt, slice.team().isEmpty() ? "no team" : "team " + slice.team(), slice.model());
  }

  private static List<String> versions(MonthOfUse month, Slice slice) {
    return rows(month, slice).map(UseRow::prompt).distinct().sorted().toList();
  }

  private static Stream<UseRow> rows(MonthOfUse month, Slice slice) {
    return month.rows().stream().filter(row -> row.slice().equals(slice));
  }

  /// The later month's rows of the version that was called most.
  private List<String> where(Slice slice) {
    List<String> where = new ArrayList<>();
    rows(after, slice)
        .max(Comparator.comparingLong(UseRow::calls).thenComparing(UseRow::prompt))
        .ifPresent(row -> where.addAll(row.where()));
    where.add("team=" + (slice.team().isEmpty() ? "(none)" : slice.team()));
    where.add("model=" + slice.model());
    return where;
  }

  private void addPrices() {
    SortedSet<String> models = new TreeSet<>(before.models().keySet());
    models.retainAll(after.models().keySet());
    for (String model : models) {
      ModelUse was = before.models().getOrDefault(model, ModelUse.NONE);
      ModelUse is = after.models().getOrDefault(model, ModelUse.NONE);
      if (was.calls() == 0 || is.calls() == 0) {
        continue;
      }
      was.meters()
          .forEach((meter, then) -> {
            MeterUse now = is.meter(meter);
            if (then.quantity().signum() > 0 && now.quantity().signum() > 0) {
              addPrice(model, meter, then, now, factors.of(model, was, is));
            }
          });
    }
  }

  private void addPrice(
      String model, String meter, MeterUse then, MeterUse now, List<Term> ofModel) {
    List<Term> terms =
        ofModel.stream().filter(term -> term.name().equals(model + " " + meter)).toList();
    if (terms.isEmpty()) {
      return;
    }
    findings.add(
        new Finding(
            Cause.PRICE,
            "dollars per million %s of model %s %s"
                .formatted(meter, model, Words.moved(perMillion(then), perMillion(now))),
            money(terms, Cause.PRICE),
            List.of("model=" + model),
            false));
  }

  private static BigDecimal perMillion(MeterUse use) {
    return use.usd().movePointRight(6).divide(use.quantity(), DIGITS);
  }

  private void addMix() {
    SortedSet<String> models = new TreeSet<>(before.models().keySet());
    models.addAll(after.models().keySet());
    String movers =
        models.stream()
            .sorted(
                Comparator.comparing(
                        (String model) -> share(after, model).subtract(share(before, model)).abs())
                    .reversed()
                    .thenComparing(model -> model))
            .limit(MOVERS_MAX)
            .map(model ->
                "%s %s → %s"
                    .formatted(
                        model,
                        Words.percent(share(before, model)),
                        Words.percent(share(after, model))))
            .collect(Collectors.joining(", "));
    findings.add(
        new Finding(
            Cause.MIX,
            "the share of calls by model moved, " + movers,
            bridge.effect(Cause.MIX).monthUsd(),
            List.of(),
            false));
  }

  private static BigDecimal share(MonthOfUse month, String model) {
    long calls = month.models().getOrDefault(model, ModelUse.NONE).calls();
    return BigDecimal.valueOf(calls).divide(BigDecimal.valueOf(month.calls()), DIGITS);
  }

  private void addOutcomes() {
    if (bridge.unit() != Bridge.Unit.OUTCOME) {
      return;
    }
    findings.add(
        new Finding(
            Cause.CALLS_PER_OUTCOME,
            "calls per outcome tried "
                + Words.moved(callsPerOutcome(before), callsPerOutcome(after)),
            bridge.effect(Cause.CALLS_PER_OUTCOME).monthUsd(),
            List.of(),
            false));
    findings.add(
        new Finding(
            Cause.SUCCESS,
            "outcomes that succeed, of those tried, "
                + Words.moved(success(before), success(after)),
            bridge.effect(Cause.SUCCESS).monthUsd(),
            List.of(),
            false));
  }

  private static BigDecimal callsPerOutcome(MonthOfUse month) {
    return BigDecimal.valueOf(month.calls())
        .divide(BigDecimal.valueOf(month.outcomes().orElseThrow().tried()), DIGITS);
  }

  private static BigDecimal success(MonthOfUse month) {
    var outcomes = month.outcomes().orElseThrow();
    return BigDecimal.valueOf(outcomes.successes())
        .divide(BigDecimal.valueOf(outcomes.tried()), DIGITS);
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
    findings.add(
        new Finding(
            Cause.SHARED_COST,
            "shared cost per %s %s%s"
                .formatted(
                    bridge.unit() == Bridge.Unit.OUTCOME ? "outcome" : "call",
                    Words.moved(sharedEach(before), sharedEach(after)),
                    most),
            bridge.effect(Cause.SHARED_COST).monthUsd(),
            List.of(),
            true));
  }

  private BigDecimal sharedEach(MonthOfUse month) {
    long units =
        bridge.unit() == Bridge.Unit.OUTCOME
            ? month.outcomes().orElseThrow().successes()
            : month.calls();
    return month.shared().divide(BigDecimal.valueOf(units), DIGITS);
  }

  private BigDecimal change(String pool) {
    return after
        .pools()
        .getOrDefault(pool, BigDecimal.ZERO)
        .subtract(before.pools().getOrDefault(pool, BigDecimal.ZERO));
  }
}
