package dev.weir.base.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A whole shared out by weight, to the last of its smallest units, by largest remainder
/// (Hamilton's method): the shares add up to the whole. Each is one of the two neighbours of its
/// exact value; those that lose most by being cut get one unit more, the first of equal ones before
/// the others. A negative whole is shared out as its opposite is.
public final class Shares {
  private Shares() {}

  /// Money by weight, in the order of the weights.
  ///
  /// @param weights none negative, one at least above 0
  public static List<Money> of(Money whole, List<BigDecimal> weights) {
    return of(whole.picos(), weights).stream().map(Money::ofPicos).toList();
  }

  /// Units by weight.
  public static List<Long> of(long whole, List<BigDecimal> weights) {
    if (whole < 0) {
      return of(Math.negateExact(whole), weights).stream().map(share -> -share).toList();
    }
    List<BigInteger> scaled = scaled(weights);
    BigInteger sum = scaled.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() <= 0 || scaled.stream().anyMatch(weight -> weight.signum() < 0)) {
      throw new IllegalArgumentException(
          "weights are not negative, and one is above 0, was " + weights);
    }
    List<Long> shares = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    long left = whole;
    for (BigInteger weight : scaled) {
      BigInteger[] exact = weight.multiply(BigInteger.valueOf(whole)).divideAndRemainder(sum);
      shares.add(exact[0].longValueExact());
      remainders.add(exact[1]);
      left -= exact[0].longValueExact();
    }
    List<Integer> byRemainder =
        IntStream.range(0, shares.size())
            .boxed()
            .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
            .toList();
    for (int i = 0; i < left; i++) {
      int at = byRemainder.get(i);
      shares.set(at, shares.get(at) + 1);
    }
    return List.copyOf(shares);
  }

  private static List<BigInteger> scaled(List<BigDecimal> weights) {
    int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    return weights.stream().map(weight -> weight.setScale(scale).unscaledValue()).toList();
  }
}
