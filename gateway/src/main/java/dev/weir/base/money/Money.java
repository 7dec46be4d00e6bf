package dev.weir.base.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An exact amount of US dollars in whole picodollars (10⁻¹² USD): ±9.2 million dollars, the range
/// of one charge or reservation. Sums that may exceed it are a [Total]. Every operation is exact or
/// throws [ArithmeticException].
///
/// @param picos picodollars; one US dollar is 10¹² of them
public record Money(long picos) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  /// Decimal places of a picodollar; the scale of every money column and of [#toBigDecimal()].
  public static final int SCALE = 12;

  public static Money ofPicos(long picos) {
    return picos == 0 ? ZERO : new Money(picos);
  }

  /// Reads a decimal number of dollars, exactly: more than twelve decimals are an
  /// [ArithmeticException].
  public static Money usd(String dollars) {
    return usd(new BigDecimal(dollars));
  }

  /// As [#usd(String)], from a decimal.
  public static Money usd(BigDecimal dollars) {
    try {
      return ofPicos(
          dollars.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
    } catch (ArithmeticException inexact) {
      throw new ArithmeticException(
          "an amount has at most twelve decimals and is at most %s USD, was %s"
              .formatted(BigDecimal.valueOf(Long.MAX_VALUE, SCALE), dollars));
    }
  }

  public Money plus(Money other) {
    return ofPicos(Math.addExact(picos, other.picos));
  }

  public Money minus(Money other) {
    return ofPicos(Math.subtractExact(picos, other.picos));
  }

  /// This amount for each of `quantity` units.
  public Money times(long quantity) {
    return ofPicos(Math.multiplyExact(picos, quantity));
  }

  public boolean isZero() {
    return picos == 0;
  }

  public boolean isNegative() {
    return picos < 0;
  }

  /// Dollars with twelve decimals.
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(picos, SCALE);
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(picos, other.picos);
  }

  /// Dollars without trailing zeros, for example `0.007375`.
  @Override
  public String toString() {
    return picos == 0 ? "0" : toBigDecimal().stripTrailingZeros().toPlainString();
  }
}
