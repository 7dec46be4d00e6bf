package dev.weir.value.cost;

import dev.weir.base.money.LargestRemainder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;

/// Why a cost changed: what each of its factors did, adding up to the change.
///
/// The effects are worked out to sixty digits and then rounded together by largest remainder, so
/// that they add up to `after − before` to the last digit shown.
///
/// @param before the cost, rounded half up
/// @param after as `before`
/// @param effects of each factor, in the factors' order
/// @param method the one used; the two differ where changes are large
/// @param zeros for LMDI: factors that were 0 at one end of a term that was not at the other, and
///   so have all of that term's change
public record Decomposition(
    BigDecimal before, BigDecimal after, List<Effect> effects, Method method, List<Zero> zeros) {
  private static final int TERMS_MAX = 1_000;
  private static final int DECIMALS_MAX = 12;
  private static final int COMPARED_DECIMALS = 30;

  /// How a change is shared among factors.
  public enum Method {
    /// Logarithmic mean Divisia index I (Ang 2004): order-free, the same backwards; factors that
    /// are not negative.
    LMDI,
    /// Mean over all orders in which the factors could have changed (Shapley 1953): factors of any
    /// sign, and terms that are new or gone.
    SHAPLEY
  }

  /// @param amount in the unit of the cost
  public record Effect(String factor, BigDecimal amount) {}

  public record Zero(String term, String factor) {}

  public Decomposition {
    effects = List.copyOf(effects);
    zeros = List.copyOf(zeros);
  }

  /// @param terms that add up to the cost, each of the same factors in the same order; a negative
  ///   factor is an [IllegalArgumentException] by LMDI
  /// @param decimals 0 to 12, that the cost and its effects are rounded to
  public static Decomposition of(List<Term> terms, Method method, int decimals) {
    List<String> names = requireAlike(terms);
    if (decimals < 0 || decimals > DECIMALS_MAX) {
      throw new IllegalArgumentException(
          "a cost is rounded to 0 to %d decimals, was %d".formatted(DECIMALS_MAX, decimals));
    }
    List<Zero> zeros = new ArrayList<>();
    List<BigDecimal> sums = new ArrayList<>(names.stream().map(_ -> BigDecimal.ZERO).toList());
    BigFraction before = BigFraction.ZERO;
    BigFraction after = BigFraction.ZERO;
    for (Term term : terms) {
      List<BigDecimal> effects =
          switch (method) {
            case LMDI -> Lmdi.effects(term, zeros);
            case SHAPLEY -> Shapley.effects(term);
          };
      for (int k = 0; k < names.size(); k++) {
        sums.set(k, sums.get(k).add(effects.get(k)));
      }
      before = before.add(term.before());
      after = after.add(term.after());
    }
    BigDecimal from = before.bigDecimalValue(decimals, RoundingMode.HALF_UP);
    BigDecimal to = after.bigDecimalValue(decimals, RoundingMode.HALF_UP);
    List<BigDecimal> rounded = LargestRemainder.of(alike(sums), to.subtract(from), decimals);
    return new Decomposition(
        from,
        to,
        IntStream.range(0, names.size())
            .mapToObj(k -> new Effect(names.get(k), rounded.get(k)))
            .toList(),
        method,
        zeros);
  }

  /// Cut to where equal remainders are equal, so that the first of them is the one rounded up.
  private static List<BigDecimal> alike(List<BigDecimal> effects) {
    return effects.stream()
        .map(effect -> effect.setScale(COMPARED_DECIMALS, RoundingMode.HALF_EVEN))
        .toList();
  }

  private static List<String> requireAlike(List<Term> terms) {
    if (terms.isEmpty() || terms.size() > TERMS_MAX) {
      throw new IllegalArgumentException(
          "a cost has 1 to %d terms, was %d".formatted(TERMS_MAX, terms.size()));
    }
    List<String> names = names(terms.getFirst());
    for (Term term : terms) {
      if (!names(term).equals(names)) {
        throw new IllegalArgumentException(
            "terms have the same factors in the same order, was %s of '%s' and %s of '%s'"
                .formatted(names, terms.getFirst().name(), names(term), term.name()));
      }
    }
    return names;
  }

  private static List<String> names(Term term) {
    return term.factors().stream().map(Factor::name).toList();
  }
}
