package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A part of a limit in thousandths, from nothing to a hundred times: 700 is 70 %.
public record Share(int thousandths) implements Comparable<Share> {
  private static final int MAX = 100_000;
  private static final long WHOLE = 1_000_000_000_000L;

  public Share {
    if (thousandths < 0 || thousandths > MAX) {
      throw new IllegalArgumentException(
          "a share is between 0 and 100 times the limit, was "
              + BigDecimal.valueOf(thousandths, 3));
    }
  }

  /// Reads a fraction: `0.7`, `1.10`.
  ///
  /// @throws IllegalArgumentException for more than three decimals or a share out of range
  public static Share of(BigDecimal fraction) {
    try {
      return new Share(
          fraction.setScale(3, RoundingMode.UNNECESSARY).unscaledValue().intValueExact());
    } catch (ArithmeticException inexact) {
      throw new IllegalArgumentException(
          "a share has at most three decimals and is at most 100, was " + fraction, inexact);
    }
  }

  public static Share of(String fraction) {
    return of(new BigDecimal(fraction));
  }

  /// This part of a limit that is not negative, rounded down to its smallest unit.
  public Total floorOf(Total limit) {
    return partOf(limit, Math.floorDiv(limit.part() * thousandths, 1000L));
  }

  /// This part of a limit that is not negative, rounded up: reached by exactly those whole amounts
  /// that are at least the share.
  public Total ceilOf(Total limit) {
    return partOf(limit, Math.ceilDiv(limit.part() * thousandths, 1000L));
  }

  /// The whole dollars' part divides into thousandths exactly, so only the rest needs rounding.
  private Total partOf(Total limit, long roundedRest) {
    long wholes = Math.multiplyExact(limit.whole(), (long) thousandths);
    return new Total(wholes / 1000, 0).plus(wholes % 1000 * (WHOLE / 1000)).plus(roundedRest);
  }

  public BigDecimal fraction() {
    BigDecimal plain = BigDecimal.valueOf(thousandths, 3).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  @Override
  public int compareTo(Share other) {
    return Integer.compare(thousandths, other.thousandths);
  }

  /// In per cent: `110 %`.
  @Override
  public String toString() {
    return fraction().movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
