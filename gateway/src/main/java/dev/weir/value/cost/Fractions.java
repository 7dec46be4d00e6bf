package dev.weir.value.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.hipparchus.fraction.BigFraction;

/// Quotients of decimals as exact fractions, and back.
final class Fractions {
  /// Of a decimal that a fraction is rounded to.
  static final int DIGITS = 60;

  private static final MathContext ROUNDED = new MathContext(DIGITS);

  private Fractions() {}

  static BigFraction of(BigDecimal over, BigDecimal under) {
    int scale = Math.max(Math.max(over.scale(), under.scale()), 0);
    BigInteger numerator = over.setScale(scale).unscaledValue();
    BigInteger denominator = under.setScale(scale).unscaledValue();
    return new BigFraction(numerator, denominator);
  }

  static BigDecimal decimal(BigFraction exact) {
    return new BigDecimal(exact.getNumerator())
        .divide(new BigDecimal(exact.getDenominator()), ROUNDED);
  }
}
