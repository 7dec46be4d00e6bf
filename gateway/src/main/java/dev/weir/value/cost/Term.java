package dev.weir.value.cost;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hipparchus.fraction.BigFraction;

/// A part of a cost that is a product of factors: one model's, in a cost that is a sum over models.
/// Its share in the mix is one of the factors.
///
/// @param name of the part
/// @param factors 1 to 12, each name once
public record Term(String name, List<Factor> factors) {
  private static final int FACTORS_MAX = 12;

  public Term {
    factors = List.copyOf(factors);
    Set<String> names = new HashSet<>();
    factors.forEach(factor -> names.add(factor.name()));
    if (names.isEmpty() || names.size() < factors.size() || factors.size() > FACTORS_MAX) {
      throw new IllegalArgumentException(
          "'%s' has 1 to %d factors, each name once, was %s"
              .formatted(name, FACTORS_MAX, factors.stream().map(Factor::name).toList()));
    }
  }

  BigFraction before() {
    return factors.stream()
        .map(factor -> factor.before().exact())
        .reduce(BigFraction.ONE, BigFraction::multiply);
  }

  BigFraction after() {
    return factors.stream()
        .map(factor -> factor.after().exact())
        .reduce(BigFraction.ONE, BigFraction::multiply);
  }
}
