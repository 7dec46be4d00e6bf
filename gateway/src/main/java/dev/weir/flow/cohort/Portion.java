package dev.weir.flow.cohort;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A part of all users or units, in thousandths: 100 is 10 %.
public record Portion(int thousandths) {
  private static final int WHOLE = 1_000;

  public static final Portion NOBODY = new Portion(0);
  public static final Portion ALL = new Portion(WHOLE);

  public Portion {
    if (thousandths < 0 || thousandths > WHOLE) {
      throw new IllegalArgumentException(
          "a share of users is from 0 to 1, was " + BigDecimal.valueOf(thousandths, 3));
    }
  }

  /// Reads a fraction: `0.1` is 10 %.
  ///
  /// @throws IllegalArgumentException for more than three decimals, or what is not from 0 to 1
  public static Portion of(BigDecimal fraction) {
    if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a share of users is from 0 to 1, was " + fraction);
    }
    try {
      return new Portion(
          fraction.setScale(3, RoundingMode.UNNECESSARY).unscaledValue().intValueExact());
    } catch (ArithmeticException inexact) {
      throw new IllegalArgumentException(
          "a share of users has at most three decimals, was " + fraction, inexact);
    }
  }

  public boolean isAll() {
    return thousandths == WHOLE;
  }

  /// Whether a [place][Draw] lies in it: what lies in a portion lies in every larger one.
  boolean holds(long place) {
    return Draw.part(place, WHOLE) < thousandths;
  }

  public BigDecimal fraction() {
    BigDecimal plain = BigDecimal.valueOf(thousandths, 3).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  /// In per cent: `10 %`.
  @Override
  public String toString() {
    return fraction().movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
