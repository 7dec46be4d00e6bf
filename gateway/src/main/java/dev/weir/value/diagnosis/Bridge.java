package dev.weir.value.diagnosis;

import dev.weir.base.money.LargestRemainder;
import dev.weir.value.cost.Decomposition;
import dev.weir.value.cost.Factor;
import dev.weir.value.cost.Quotient;
import dev.weir.value.cost.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// From a month's loaded cost per outcome, or per call where one of the months has no outcomes, to
/// another's.
///
/// @param before dollars per unit, twelve decimals
/// @param effects add up to `after − before` to the last digit, and their money to the cent
/// @param method LMDI; Shapley where a factor is negative
/// @param zeros model and meter, and the factor that was 0 at one end and has the term's change
/// @param unitsAfter what effects are multiplied by to be a month's money
public record Bridge(
    Unit unit,
    BigDecimal before,
    BigDecimal after,
    List<Effect> effects,
    Decomposition.Method method,
    List<Decomposition.Zero> zeros,
    BigDecimal unitsAfter) {
  static final int DECIMALS = 12;

  /// What a cost is divided by.
  public enum Unit {
    /// One that succeeded.
    OUTCOME,
    CALL
  }

  /// @param perUnitUsd twelve decimals
  /// @param monthUsd at the later month's units, to the cent
  public record Effect(Cause cause, BigDecimal perUnitUsd, BigDecimal monthUsd) {}

  public Bridge {
    effects = List.copyOf(effects);
    zeros = List.copyOf(zeros);
  }

  /// A month without calls is an [IllegalArgumentException].
  public static Bridge of(MonthOfUse before, MonthOfUse after) {
    Unit unit = unit(before, after);
    Factors factors = new Factors(before, after, unit == Unit.OUTCOME);
    List<Term> terms = factors.all();
    Decomposition whole = Decomposition.of(terms, method(terms), DECIMALS);
    requireWhole(whole.before(), factors.costBefore());
    requireWhole(whole.after(), factors.costAfter());
    List<BigDecimal> money =
        whole.effects().stream()
            .map(effect -> effect.amount().multiply(factors.unitsAfter()))
            .toList();
    BigDecimal sum = money.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    List<BigDecimal> cents = LargestRemainder.cents(money, LargestRemainder.cents(sum));
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < cents.size(); i++) {
      Decomposition.Effect each = whole.effects().get(i);
      effects.add(new Effect(Cause.ofCode(each.factor()), each.amount(), cents.get(i)));
    }
    return new Bridge(
        unit,
        whole.before(),
        whole.after(),
        effects,
        whole.method(),
        whole.zeros(),
        factors.unitsAfter());
  }

  /// The terms are the cost they explain.
  private static void requireWhole(BigDecimal terms, BigDecimal cost) {
    if (terms.compareTo(cost) != 0) {
      throw new IllegalStateException("terms come to %s of a cost of %s".formatted(terms, cost));
    }
  }

  static Unit unit(MonthOfUse before, MonthOfUse after) {
    return before.hasOutcomes() && after.hasOutcomes() ? Unit.OUTCOME : Unit.CALL;
  }

  /// LMDI takes limits where a factor is 0, and has none where one is negative.
  static Decomposition.Method method(List<Term> terms) {
    boolean negative =
        terms.stream()
            .flatMap(term -> term.factors().stream())
            .flatMap(Bridge::ends)
            .anyMatch(end -> end.over().signum() * end.under().signum() < 0);
    return negative ? Decomposition.Method.SHAPLEY : Decomposition.Method.LMDI;
  }

  private static Stream<Quotient> ends(Factor factor) {
    return Stream.of(factor.before(), factor.after());
  }

  public Effect effect(Cause cause) {
    return effects.stream().filter(each -> each.cause() == cause).findFirst().orElseThrow();
  }
}
