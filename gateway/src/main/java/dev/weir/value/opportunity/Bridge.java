package dev.weir.value.opportunity;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/// From the simple model to the full one, in dollars a month, exactly.
///
/// Simple: `V·c_h − AI operating cost`, as if AI did every task and did it right. Full:
/// `V·a·[s·(c_h − c_rev) − (1 − s)·c_rework] − C_var − C_fixed`. The AI operating cost of the
/// simple model is C_var + C_fixed, so both bear the same.
///
/// @param steps add up to full − simple
public record Bridge(BigDecimal simple, List<Step> steps, BigDecimal full) {

  /// What the simple model leaves out.
  public enum Cause {
    /// Tasks that AI is not used for: −V·(1 − a)·c_h.
    ADOPTION,
    /// Tasks that it does wrong save nothing: −V·a·(1 − s)·c_h.
    FAILURES,
    /// −V·a·s·c_rev.
    REVIEW,
    /// −V·a·(1 − s)·c_rework.
    REWORK
  }

  public record Step(Cause cause, BigDecimal usd) {}

  public Bridge {
    steps = List.copyOf(steps);
    BigDecimal sum = steps.stream().map(Step::usd).reduce(simple, BigDecimal::add);
    if (sum.compareTo(full) != 0) {
      throw new IllegalStateException(
          "a bridge adds up, was %s to %s".formatted(sum.toPlainString(), full.toPlainString()));
    }
  }

  /// Of what each term is most likely to be.
  public static Bridge of(Inputs inputs) {
    return of(term -> inputs.of(term).base());
  }

  /// Of one value of each term.
  static Bridge of(Function<Term, BigDecimal> term) {
    BigDecimal volume = term.apply(Term.VOLUME_PER_MONTH);
    BigDecimal adopted = volume.multiply(term.apply(Term.ADOPTION));
    BigDecimal right = adopted.multiply(term.apply(Term.SUCCESS_RATE));
    BigDecimal wrong = adopted.subtract(right);
    BigDecimal human = term.apply(Term.HUMAN_COST_USD);
    BigDecimal review = term.apply(Term.REVIEW_COST_USD);
    BigDecimal rework = term.apply(Term.REWORK_COST_USD);
    BigDecimal operating = term.apply(Term.VARIABLE_COST_USD).add(term.apply(Term.FIXED_COST_USD));
    return new Bridge(
        volume.multiply(human).subtract(operating),
        List.of(
            new Step(Cause.ADOPTION, adopted.subtract(volume).multiply(human)),
            new Step(Cause.FAILURES, wrong.negate().multiply(human)),
            new Step(Cause.REVIEW, right.negate().multiply(review)),
            new Step(Cause.REWORK, wrong.negate().multiply(rework))),
        right
            .multiply(human.subtract(review))
            .subtract(wrong.multiply(rework))
            .subtract(operating));
  }
}
