package dev.weir.base.stats;

import java.math.BigDecimal;
import java.math.MathContext;

/// From sums of powers to sums about the mean: `Σ(x − x̄)(y − ȳ) = Σxy − Σx·Σy/n`. The subtraction
/// itself is exact here; what it can lose is what the sums have lost before.
final class PowerSums {
  /// Sums of doubles are trusted to twelve digits. Above this share of Σx², what is left of them
  /// about the mean has four.
  private static final double SHARE_LEFT_MIN = 1e-8;

  private PowerSums() {}

  static double aboutMean(long count, BigDecimal x, BigDecimal y, BigDecimal xy) {
    BigDecimal n = BigDecimal.valueOf(count);
    return n.multiply(xy).subtract(x.multiply(y)).divide(n, MathContext.DECIMAL128).doubleValue();
  }

  static double mean(long count, BigDecimal sum) {
    return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue();
  }

  static BigDecimal decimal(String name, double sum) {
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException("%s is finite, was %s".formatted(name, sum));
    }
    return new BigDecimal(sum);
  }

  /// Refuses where subtracting has eaten up the digits of sums of doubles.
  static void requireDigitsLeft(String name, double squares, BigDecimal sumOfSquares) {
    if (squares < SHARE_LEFT_MIN * sumOfSquares.doubleValue()) {
      throw new Unanswered(
          "the spread of %s is lost in the rounding of its sums: Σ(x − mean)² is at least %s of Σx²,"
                  .formatted(name, SHARE_LEFT_MIN)
              + " was %s of %s; sum up x less a constant, or decimals"
                  .formatted(squares, sumOfSquares.doubleValue()));
    }
  }

  static void requirePossible(String name, long count, double squares) {
    if (count < 1) {
      throw new IllegalArgumentException("sums are of one value at least, was of " + count);
    }
    if (squares < 0 || (count == 1 && squares > 0)) {
      throw new IllegalArgumentException(
          "no %d values of %s have these sums: Σ(x − mean)² would be %s"
              .formatted(count, name, squares));
    }
  }
}
