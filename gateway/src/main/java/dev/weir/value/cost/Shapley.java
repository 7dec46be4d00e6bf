package dev.weir.value.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;

/// One term's change by its factors, each the mean of what it does over all orders in which the
/// factors could have changed (Shapley 1953): `Δₖ = Σ s!(n − s − 1)!/n! · (v(S ∪ k) − v(S))` over
/// the sets S of s other factors that have changed before it, v the product. Exact.
final class Shapley {
  private Shapley() {}

  static List<BigDecimal> effects(Term term) {
    List<BigFraction> products = products(term);
    int n = term.factors().size();
    List<BigDecimal> effects = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      BigFraction effect = BigFraction.ZERO;
      for (int set = 0; set < products.size(); set++) {
        if ((set >> k & 1) == 0) {
          BigFraction step = products.get(set | 1 << k).subtract(products.get(set));
          effect = effect.add(step.multiply(weight(Integer.bitCount(set), n)));
        }
      }
      effects.add(Fractions.decimal(effect));
    }
    return effects;
  }

  /// By the set of factors that have changed, as bits.
  private static List<BigFraction> products(Term term) {
    List<BigFraction> products = List.of(BigFraction.ONE);
    for (Factor factor : term.factors()) {
      List<BigFraction> next = new ArrayList<>();
      products.forEach(product -> next.add(product.multiply(factor.before().exact())));
      products.forEach(product -> next.add(product.multiply(factor.after().exact())));
      products = next;
    }
    return products;
  }

  private static BigFraction weight(int changed, int n) {
    return new BigFraction(factorial(changed) * factorial(n - changed - 1), factorial(n));
  }

  private static long factorial(int n) {
    long product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
