package dev.weir.base.stats;

import java.math.BigDecimal;

/// How many values, their mean and their spread: enough for every interval of a mean, and mergeable
/// in any order (Welford 1962; Chan, Golub & LeVeque 1983), with an error that does not grow with
/// the mean.
///
/// @param squares Σ(x − mean)²
public record Moments(long count, double mean, double squares) {
  public static final Moments NONE = new Moments(0, 0, 0);

  private static final int LEAF = 64;

  public Moments {
    if (count < 0) {
      throw new IllegalArgumentException("a count is not negative, was " + count);
    }
    if (!Double.isFinite(mean) || !(squares >= 0 && squares <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a mean is finite and Σ(x − mean)² finite and not negative, was %s and %s"
              .formatted(mean, squares));
    }
    if ((count <= 1 && squares != 0) || (count == 0 && mean != 0)) {
      throw new IllegalArgumentException(
          "%d values have no mean %s with a Σ(x − mean)² of %s".formatted(count, mean, squares));
    }
  }

  /// Of values, each finite, added up pairwise.
  public static Moments of(double... values) {
    return of(values, 0, values.length);
  }

  /// Of sums of doubles, as a database has them. [Unanswered] where Σ(x − mean)² is under 10⁻⁸ of
  /// Σx², for then its digits are lost: take sums of x − c and [#shifted(double)], or decimals.
  public static Moments ofSums(long count, double sum, double sumOfSquares) {
    BigDecimal exact = PowerSums.decimal("Σx²", sumOfSquares);
    BigDecimal x = PowerSums.decimal("Σx", sum);
    PowerSums.requirePossible("x", count, 0);
    double squares = count == 1 ? 0 : PowerSums.aboutMean(count, x, x, exact);
    if (count > 1) {
      PowerSums.requireDigitsLeft("x", squares, exact);
    }
    return new Moments(count, PowerSums.mean(count, x), squares);
  }

  /// Of sums of decimals, which have lost nothing: exact whatever the mean.
  public static Moments ofSums(long count, BigDecimal sum, BigDecimal sumOfSquares) {
    PowerSums.requirePossible("x", count, 0);
    double squares = PowerSums.aboutMean(count, sum, sum, sumOfSquares);
    PowerSums.requirePossible("x", count, squares);
    return new Moments(count, PowerSums.mean(count, sum), squares);
  }

  private static Moments of(double[] values, int from, int to) {
    if (to - from <= LEAF) {
      Moments sum = NONE;
      for (int i = from; i < to; i++) {
        sum = sum.plus(values[i]);
      }
      return sum;
    }
    int middle = (from + to) >>> 1;
    return of(values, from, middle).plus(of(values, middle, to));
  }

  public Moments plus(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a value is finite, was " + value);
    }
    long n = count + 1;
    double delta = value - mean;
    return new Moments(n, mean + delta / n, squares + delta * delta * count / n);
  }

  /// Of both samples together.
  public Moments plus(Moments other) {
    if (count == 0) {
      return other;
    }
    long n = Math.addExact(count, other.count);
    double delta = other.mean - mean;
    double share = (double) other.count / n;
    return new Moments(
        n, mean + delta * share, squares + other.squares + delta * delta * count * share);
  }

  /// Of the values plus a constant.
  public Moments shifted(double by) {
    return new Moments(count, count == 0 ? 0 : mean + by, squares);
  }

  /// n · mean.
  public double sum() {
    return count * mean;
  }

  /// Unbiased: Σ(x − mean)²/(n − 1). [Unanswered] of fewer than two.
  public double variance() {
    if (count < 2) {
      throw new Unanswered("a variance needs 2 values at least, was " + count);
    }
    return squares / (count - 1);
  }

  public double deviation() {
    return Math.sqrt(variance());
  }

  /// The mean with its standard error s/√n (Student 1908): for a sample whose size was fixed before
  /// it was looked at. [Unanswered] of fewer than two.
  public Point point() {
    return new Point(mean, Math.sqrt(variance() / count), count - 1, Estimate.Method.STUDENT_T);
  }
}
