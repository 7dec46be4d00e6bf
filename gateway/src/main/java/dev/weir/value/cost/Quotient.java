package dev.weir.value.cost;

import java.math.BigDecimal;
import org.hipparchus.fraction.BigFraction;

/// A figure of a factor as what it is made of, exactly: tokens ÷ calls, cost ÷ tokens. Factors made
/// so multiply to the very cost that they explain.
///
/// @param under not 0
public record Quotient(BigDecimal over, BigDecimal under) {
  public Quotient {
    if (under.signum() == 0) {
      throw new IllegalArgumentException(
          "a quotient is of something other than 0, was %s by 0".formatted(over.toPlainString()));
    }
  }

  /// A figure that is a decimal.
  public static Quotient of(String decimal) {
    return new Quotient(new BigDecimal(decimal), BigDecimal.ONE);
  }

  BigFraction exact() {
    return Fractions.of(over, under);
  }

  int signum() {
    return over.signum() * under.signum();
  }

  @Override
  public String toString() {
    String whole = over.toPlainString();
    return under.compareTo(BigDecimal.ONE) == 0 ? whole : whole + "/" + under.toPlainString();
  }
}
