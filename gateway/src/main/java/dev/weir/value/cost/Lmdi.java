package dev.weir.value.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.dfp.DfpMath;
import org.hipparchus.fraction.BigFraction;

/// One term's change by its factors, additive LMDI-I (Ang 2004): with a the cost after and b the
/// one before, `Δₖ = L(a, b)·ln(xₖ₁/xₖ₀)`, `L(a, b) = (a − b)/ln(a/b)`, `L(a, a) = a`.
///
/// A factor that is 0 at one end stands for a δ > 0 that goes to 0, and the limit is taken (Ang &
/// Liu 2007): such factors have the term's whole change, in equal parts, the others nothing. A
/// small δ in their place would leave the others an arbitrary part that only falls with 1/ln δ.
final class Lmdi {
  /// Below this change L is the mean of its ends, to more digits than are kept.
  private static final String SAME = "1e-25";

  private Lmdi() {}

  /// @param zeros to which factors are added that a limit was taken of
  static List<BigDecimal> effects(Term term, List<Decomposition.Zero> zeros) {
    requireNotNegative(term);
    BigFraction before = term.before();
    BigFraction after = term.after();
    if (before.signum() == 0 && after.signum() == 0) {
      return term.factors().stream().map(_ -> BigDecimal.ZERO).toList();
    }
    if (before.signum() == 0) {
      return limit(term, Factor::before, after, zeros);
    }
    if (after.signum() == 0) {
      return limit(term, Factor::after, before.negate(), zeros);
    }
    return logarithmic(term, before, after);
  }

  private static void requireNotNegative(Term term) {
    for (Factor factor : term.factors()) {
      if (factor.before().signum() < 0 || factor.after().signum() < 0) {
        throw new IllegalArgumentException(
            "LMDI needs factors that are not negative, was '%s' of '%s' from %s to %s; Shapley has no"
                    .formatted(factor.name(), term.name(), factor.before(), factor.after())
                + " such limit");
      }
    }
  }

  private static List<BigDecimal> limit(
      Term term,
      Function<Factor, Quotient> end,
      BigFraction change,
      List<Decomposition.Zero> zeros) {
    List<Factor> gone =
        term.factors().stream().filter(factor -> end.apply(factor).signum() == 0).toList();
    gone.forEach(factor -> zeros.add(new Decomposition.Zero(term.name(), factor.name())));
    BigDecimal each = Fractions.decimal(change.divide(gone.size()));
    return term.factors().stream()
        .map(factor -> gone.contains(factor) ? each : BigDecimal.ZERO)
        .toList();
  }

  private static List<BigDecimal> logarithmic(Term term, BigFraction before, BigFraction after) {
    DfpField field = new DfpField(Fractions.DIGITS);
    List<Dfp> logs = new ArrayList<>();
    Dfp sum = field.getZero();
    for (Factor factor : term.factors()) {
      BigFraction ratio = factor.after().exact().divide(factor.before().exact());
      Dfp log = DfpMath.log(dfp(field, ratio));
      logs.add(log);
      sum = sum.add(log);
    }
    Dfp mean = logarithmicMean(field, before, after, sum);
    return logs.stream().map(log -> new BigDecimal(log.multiply(mean).toString())).toList();
  }

  private static Dfp logarithmicMean(
      DfpField field, BigFraction before, BigFraction after, Dfp log) {
    BigFraction change = after.subtract(before);
    Dfp relative = dfp(field, change.abs().divide(before));
    if (relative.lessThan(field.newDfp(SAME))) {
      return dfp(field, after.add(before).divide(2));
    }
    return dfp(field, change).divide(log);
  }

  /// Through a decimal of as many digits, for the field misreads numbers with more.
  private static Dfp dfp(DfpField field, BigFraction fraction) {
    return field.newDfp(Fractions.decimal(fraction).toString());
  }
}
