package dev.weir.base.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Rounding to cents, or other decimals, by largest remainder (Hamilton's method): the rounded
/// parts add up to the rounded whole. Each part becomes one of its two neighbours; those that lose
/// most by being cut are rounded up, the first of equal ones before the others. A negative whole is
/// rounded as its opposite is.
public final class LargestRemainder {
  private static final int CENTS = 2;

  private LargestRemainder() {}

  /// The whole to the cent, half a cent away from zero.
  public static BigDecimal cents(BigDecimal whole) {
    return whole.setScale(CENTS, RoundingMode.HALF_UP);
  }

  /// The parts to the cent, in their order, as [#of].
  public static List<BigDecimal> cents(List<BigDecimal> parts, BigDecimal whole) {
    return of(parts, whole, CENTS);
  }

  /// The parts to so many decimals, in their order.
  ///
  /// @param whole what they add up to afterwards: their sum, cut or rounded to one of its two
  ///   neighbours; any other is an [IllegalArgumentException]
  public static List<BigDecimal> of(List<BigDecimal> parts, BigDecimal whole, int decimals) {
    BigDecimal sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.signum() < 0) {
      return of(parts.stream().map(BigDecimal::negate).toList(), whole.negate(), decimals).stream()
          .map(BigDecimal::negate)
          .toList();
    }
    List<BigDecimal> cut = parts.stream().map(part -> cut(part, decimals)).toList();
    BigDecimal left = whole.subtract(cut.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    int[] byRemainder = byRemainder(parts, cut);
    BigDecimal unitsLeft = left.movePointRight(decimals);
    if (!isNeighbour(sum, whole, decimals) || unitsLeft.intValueExact() > parts.size()) {
      throw new IllegalArgumentException(
          "parts that add up to %s cannot be rounded to %s".formatted(sum, whole));
    }
    BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
    List<BigDecimal> rounded = new ArrayList<>(cut);
    for (int i = 0; i < unitsLeft.intValueExact(); i++) {
      rounded.set(byRemainder[i], cut.get(byRemainder[i]).add(unit));
    }
    return List.copyOf(rounded);
  }

  private static boolean isNeighbour(BigDecimal sum, BigDecimal whole, int decimals) {
    return whole.compareTo(cut(sum, decimals)) == 0
        || whole.compareTo(sum.setScale(decimals, RoundingMode.CEILING)) == 0;
  }

  private static BigDecimal cut(BigDecimal amount, int decimals) {
    return amount.setScale(decimals, RoundingMode.FLOOR);
  }

  private static int[] byRemainder(List<BigDecimal> parts, List<BigDecimal> cut) {
    List<BigDecimal> remainders =
        IntStream.range(0, parts.size()).mapToObj(i -> parts.get(i).subtract(cut.get(i))).toList();
    return IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
