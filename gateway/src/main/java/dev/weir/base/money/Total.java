package dev.weir.base.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/// An exact sum larger than one charge can be: `whole × 10¹² + part`. In picodollars, `whole`
/// counts dollars; budgets add up calls and tokens with it too. Normal form: `part` is in [0,
/// 10¹²), so a negative sum has a negative `whole`.
///
/// @param whole units of 10¹²
/// @param part the rest, 0 ≤ part < 10¹²
public record Total(long whole, long part) implements Comparable<Total> {
  public static final Total ZERO = new Total(0, 0);

  private static final long UNIT = 1_000_000_000_000L;
  private static final int WHOLE_DIGITS_MAX = 18;

  public Total {
    if (part < 0 || part >= UNIT) {
      throw new IllegalArgumentException("part must be in [0, 10^12), was " + part);
    }
  }

  /// The sum that equals `amount` in its own smallest unit: picodollars, tokens or calls.
  public static Total of(long amount) {
    return new Total(Math.floorDiv(amount, UNIT), Math.floorMod(amount, UNIT));
  }

  public static Total of(Money money) {
    return of(money.picos());
  }

  /// A decimal number of dollars as picodollars; more than twelve decimals are an
  /// [ArithmeticException].
  public static Total usd(BigDecimal dollars) {
    BigDecimal plain = dollars.stripTrailingZeros();
    if (plain.scale() > Money.SCALE || plain.precision() - plain.scale() > WHOLE_DIGITS_MAX) {
      throw new ArithmeticException(
          "an amount has at most twelve decimals and %d digits before them, was %s"
              .formatted(WHOLE_DIGITS_MAX, dollars));
    }
    BigInteger[] split =
        plain
            .movePointRight(Money.SCALE)
            .toBigIntegerExact()
            .divideAndRemainder(BigInteger.valueOf(UNIT));
    return new Total(split[0].longValueExact(), 0).plus(split[1].longValueExact());
  }

  public Total plus(long amount) {
    return plus(of(amount));
  }

  public Total plus(Total other) {
    long parts = part + other.part;
    long carry = parts >= UNIT ? 1 : 0;
    return new Total(Math.addExact(Math.addExact(whole, other.whole), carry), parts - carry * UNIT);
  }

  public Total minus(long amount) {
    return minus(of(amount));
  }

  public Total minus(Total other) {
    long parts = part - other.part;
    long borrow = parts < 0 ? 1 : 0;
    return new Total(
        Math.subtractExact(Math.subtractExact(whole, other.whole), borrow), parts + borrow * UNIT);
  }

  /// Adds up many, without a sum for each.
  public static final class Sum {
    private long whole;
    private long part;

    public void add(Total each) {
      long parts = part + each.part;
      boolean carry = parts >= UNIT;
      whole = Math.addExact(Math.addExact(whole, each.whole), carry ? 1 : 0);
      part = carry ? parts - UNIT : parts;
    }

    public Total total() {
      return whole == 0 && part == 0 ? ZERO : new Total(whole, part);
    }
  }

  public boolean isNegative() {
    return whole < 0;
  }

  /// This sum as a long, cut to the largest long when it does not fit: for headrooms, where more is
  /// just enough.
  public long saturated() {
    if (whole > Long.MAX_VALUE / UNIT - 1) {
      return Long.MAX_VALUE;
    }
    return whole < Long.MIN_VALUE / UNIT + 1 ? Long.MIN_VALUE : whole * UNIT + part;
  }

  /// The sum in its smallest unit, exactly.
  public BigInteger toBigInteger() {
    return BigInteger.valueOf(whole)
        .multiply(BigInteger.valueOf(UNIT))
        .add(BigInteger.valueOf(part));
  }

  /// For sums of picodollars: dollars with twelve decimals.
  public BigDecimal toUsd() {
    return new BigDecimal(toBigInteger(), Money.SCALE);
  }

  @Override
  public int compareTo(Total other) {
    int byWhole = Long.compare(whole, other.whole);
    return byWhole != 0 ? byWhole : Long.compare(part, other.part);
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
