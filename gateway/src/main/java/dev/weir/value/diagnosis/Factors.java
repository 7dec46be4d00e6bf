package dev.weir.value.diagnosis;

import dev.weir.base.money.LargestRemainder;
import dev.weir.value.cost.Decomposition;
import dev.weir.value.cost.Factor;
import dev.weir.value.cost.Quotient;
import dev.weir.value.cost.Term;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// The cost of a unit as terms of factors, one for each model and meter: calls per outcome × share
/// of the calls × tokens per call × what of them is of the meter × price. Each factor is what it is
/// made of, so that they multiply to the very cost.
///
/// A factor that one month does not have, the price of a model that was not called, is taken from
/// the other: what is new or gone is the effect of the factor that is 0, and of no other.
final class Factors {
  private static final Quotient ONE = Quotient.of("1");
  private static final String REST = "of no meter";

  private final Side before;
  private final Side after;

  /// A month, and what its cost is divided by.
  ///
  /// @param units outcomes that succeeded, or calls
  private record Side(MonthOfUse use, long calls, BigDecimal units, boolean byOutcome) {
    static Side of(MonthOfUse use, boolean byOutcome) {
      BigDecimal units =
          byOutcome ? use.outcomes().orElseThrow().successes() : BigDecimal.valueOf(use.calls());
      return new Side(use, use.calls(), units, byOutcome);
    }

    Quotient callsPerOutcome() {
      return byOutcome ? new Quotient(BigDecimal.valueOf(calls), tried()) : ONE;
    }

    Quotient success() {
      return byOutcome ? new Quotient(tried(), units) : ONE;
    }

    /// Per unit, as a bridge rounds it.
    BigDecimal cost() {
      return use.rows().stream()
          .map(UseRow::usd)
          .reduce(use.poolsUsd(), BigDecimal::add)
          .divide(units, Bridge.DECIMALS, RoundingMode.HALF_UP);
    }

    private BigDecimal tried() {
      return use.outcomes().orElseThrow().tried();
    }
  }

  /// @param byOutcome whether both have outcomes; otherwise the unit is a call
  Factors(MonthOfUse before, MonthOfUse after, boolean byOutcome) {
    requireCalls(before);
    requireCalls(after);
    this.before = Side.of(before, byOutcome);
    this.after = Side.of(after, byOutcome);
  }

  private static void requireCalls(MonthOfUse use) {
    if (use.calls() <= 0) {
      throw new IllegalArgumentException(
          "a bridge is between months with calls, was %d in %s"
              .formatted(use.calls(), use.month()));
    }
  }

  BigDecimal unitsAfter() {
    return after.units();
  }

  BigDecimal costBefore() {
    return before.cost();
  }

  BigDecimal costAfter() {
    return after.cost();
  }

  /// What each cause does by these terms: dollars a month at the later month's units, to the cent.
  Map<Cause, BigDecimal> money(List<Term> terms) {
    Map<Cause, BigDecimal> money = new EnumMap<>(Cause.class);
    Decomposition.of(terms, Bridge.method(terms), Bridge.DECIMALS)
        .effects()
        .forEach(effect ->
            money.put(
                Cause.ofCode(effect.factor()),
                LargestRemainder.cents(effect.amount().multiply(after.units()))));
    return money;
  }

  /// All of the cost: its models' terms, and what is shared.
  List<Term> all() {
    List<Term> terms = new ArrayList<>();
    SortedMap<String, ModelUse> was = before.use().models();
    SortedMap<String, ModelUse> is = after.use().models();
    SortedSet<String> models = new TreeSet<>(was.keySet());
    models.addAll(is.keySet());
    for (String model : models) {
      terms.addAll(
          of(model, was.getOrDefault(model, ModelUse.NONE), is.getOrDefault(model, ModelUse.NONE)));
    }
    terms.add(shared());
    return terms;
  }

  private Term shared() {
    return term(
        Cause.SHARED_COST.code(),
        Map.of(
            Cause.SHARED_COST,
            new Pair(
                new Quotient(before.use().shared(), before.units()),
                new Quotient(after.use().shared(), after.units()))));
  }

  /// The terms of a model, or of a part of its calls; none where it had no calls at all.
  List<Term> of(String name, ModelUse was, ModelUse is) {
    if (was.calls() == 0 && is.calls() == 0) {
      return List.of();
    }
    SortedSet<String> meters = new TreeSet<>(was.meters().keySet());
    meters.addAll(is.meters().keySet());
    List<Term> terms = new ArrayList<>();
    for (String meter : meters) {
      if (!isNothing(was.meter(meter)) || !isNothing(is.meter(meter))) {
        terms.add(term(name + " " + meter, metered(meter, was, is)));
      }
    }
    Map<Cause, Pair> rest = calls(was, is);
    rest.put(Cause.PRICE, pair(per(rest(was), was.calls()), per(rest(is), is.calls())));
    terms.add(term(name + " " + REST, rest));
    return terms;
  }

  private static boolean isNothing(MeterUse use) {
    return use.quantity().signum() == 0 || use.usd().signum() == 0;
  }

  private static BigDecimal rest(ModelUse use) {
    return use.calls() == 0 ? BigDecimal.ZERO : use.usd().subtract(use.metered());
  }

  private Map<Cause, Pair> calls(ModelUse was, ModelUse is) {
    Map<Cause, Pair> factors = new EnumMap<>(Cause.class);
    factors.put(
        Cause.CALLS_PER_OUTCOME, new Pair(before.callsPerOutcome(), after.callsPerOutcome()));
    factors.put(Cause.SUCCESS, new Pair(before.success(), after.success()));
    factors.put(
        Cause.MIX,
        new Pair(
            new Quotient(BigDecimal.valueOf(was.calls()), BigDecimal.valueOf(before.calls())),
            new Quotient(BigDecimal.valueOf(is.calls()), BigDecimal.valueOf(after.calls()))));
    return factors;
  }

  private Map<Cause, Pair> metered(String meter, ModelUse was, ModelUse is) {
    Map<Cause, Pair> factors = calls(was, is);
    BigDecimal quantityBefore = was.meter(meter).quantity();
    BigDecimal quantityAfter = is.meter(meter).quantity();
    factors.put(
        Cause.PRICE,
        pair(
            quotient(was.meter(meter).usd(), quantityBefore),
            quotient(is.meter(meter).usd(), quantityAfter)));
    if (!Meters.isPrompt(meter)) {
      factors.put(
          Meters.isAnswer(meter) ? Cause.OUTPUT_LENGTH : Cause.OTHER_USE,
          pair(per(quantityBefore, was.calls()), per(quantityAfter, is.calls())));
      return factors;
    }
    BigDecimal promptBefore = was.quantity(Meters::isPrompt);
    BigDecimal promptAfter = is.quantity(Meters::isPrompt);
    factors.put(
        Cause.PROMPT_LENGTH, pair(per(promptBefore, was.calls()), per(promptAfter, is.calls())));
    factors.put(
        Cause.CACHE,
        pair(quotient(quantityBefore, promptBefore), quotient(quantityAfter, promptAfter)));
    return factors;
  }

  /// @param before of the month before, `after` of the other
  private record Pair(Quotient before, Quotient after) {}

  private static Pair pair(Optional<Quotient> before, Optional<Quotient> after) {
    return new Pair(before.or(() -> after).orElse(ONE), after.or(() -> before).orElse(ONE));
  }

  private static Optional<Quotient> per(BigDecimal over, long calls) {
    return quotient(over, BigDecimal.valueOf(calls));
  }

  private static Optional<Quotient> quotient(BigDecimal over, BigDecimal under) {
    return under.signum() == 0 ? Optional.empty() : Optional.of(new Quotient(over, under));
  }

  private static Term term(String name, Map<Cause, Pair> factors) {
    List<Factor> all = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      Pair pair = factors.getOrDefault(cause, new Pair(ONE, ONE));
      all.add(new Factor(cause.code(), pair.before(), pair.after()));
    }
    return new Term(name, all);
  }
}
