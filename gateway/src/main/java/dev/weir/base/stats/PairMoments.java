package dev.weir.base.stats;

import java.math.BigDecimal;

/// [Moments] of two figures of each unit and how they go together: before and after, numerator and
/// denominator. Mergeable.
///
/// @param squaresX Σ(x − meanX)²
/// @param squaresY Σ(y − meanY)²
/// @param products Σ(x − meanX)(y − meanY)
public record PairMoments(
    long count, double meanX, double meanY, double squaresX, double squaresY, double products) {
  public static final PairMoments NONE = new PairMoments(0, 0, 0, 0, 0, 0);

  /// What rounding may take from or add to |products| ≤ √(squaresX · squaresY).
  private static final double SLACK = 1e-3;

  /// Sums of doubles over units.
  public record Sums(long count, double x, double y, double xx, double yy, double xy) {}

  /// Sums of decimals over units.
  public record ExactSums(
      long count, BigDecimal x, BigDecimal y, BigDecimal xx, BigDecimal yy, BigDecimal xy) {}

  public PairMoments {
    Moments x = new Moments(count, meanX, squaresX);
    Moments y = new Moments(count, meanY, squaresY);
    double most = Math.sqrt(x.squares()) * Math.sqrt(y.squares());
    if (!(Math.abs(products) <= most * (1 + SLACK))) {
      throw new IllegalArgumentException(
          "Σ(x − meanX)(y − meanY) is at most %s either way, was %s".formatted(most, products));
    }
    products = Math.clamp(products, -most, most);
  }

  /// Of two figures each of the same units, in the same order.
  public static PairMoments of(double[] x, double[] y) {
    requireSameUnits(x, y);
    PairMoments sum = NONE;
    for (int i = 0; i < x.length; i++) {
      sum = sum.plus(x[i], y[i]);
    }
    return sum;
  }

  /// Of weights w as x and w·value as y: their [Ratio] is the weighted mean, with the interval that
  /// counts the weights as part of the sample (Cochran 1977).
  public static PairMoments weighted(double[] values, double[] weights) {
    requireSameUnits(weights, values);
    double[] products = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(weights[i] >= 0)) {
        throw new IllegalArgumentException("a weight is not negative, was " + weights[i]);
      }
      products[i] = values[i] * weights[i];
    }
    return of(weights, products);
  }

  private static void requireSameUnits(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "each unit has two figures, was %d of x and %d of y".formatted(x.length, y.length));
    }
  }

  /// As [Moments#ofSums(long, double, double)]. Where both spreads have four digits left, so have
  /// the products, measured by √(squaresX · squaresY).
  public static PairMoments of(Sums sums) {
    Moments x = Moments.ofSums(sums.count(), sums.x(), sums.xx());
    Moments y = Moments.ofSums(sums.count(), sums.y(), sums.yy());
    BigDecimal xy = PowerSums.decimal("Σxy", sums.xy());
    return of(x, y, new BigDecimal(sums.x()), new BigDecimal(sums.y()), xy);
  }

  /// As [Moments#ofSums(long, BigDecimal, BigDecimal)]: exact.
  public static PairMoments of(ExactSums sums) {
    Moments x = Moments.ofSums(sums.count(), sums.x(), sums.xx());
    Moments y = Moments.ofSums(sums.count(), sums.y(), sums.yy());
    return of(x, y, sums.x(), sums.y(), sums.xy());
  }

  private static PairMoments of(
      Moments x, Moments y, BigDecimal sumX, BigDecimal sumY, BigDecimal sumXy) {
    double products = PowerSums.aboutMean(x.count(), sumX, sumY, sumXy);
    return new PairMoments(
        x.count(), x.mean(), y.mean(), x.squares(), y.squares(), x.count() == 1 ? 0 : products);
  }

  public PairMoments plus(double x, double y) {
    Moments nextX = x().plus(x);
    Moments nextY = y().plus(y);
    return new PairMoments(
        nextX.count(),
        nextX.mean(),
        nextY.mean(),
        nextX.squares(),
        nextY.squares(),
        products + (x - meanX) * (y - meanY) * count / nextX.count());
  }

  /// Of both samples together.
  public PairMoments plus(PairMoments other) {
    if (count == 0) {
      return other;
    }
    Moments bothX = x().plus(other.x());
    Moments bothY = y().plus(other.y());
    double weight = (double) count * other.count / bothX.count();
    double shift = (other.meanX - meanX) * (other.meanY - meanY) * weight;
    return new PairMoments(
        bothX.count(),
        bothX.mean(),
        bothY.mean(),
        bothX.squares(),
        bothY.squares(),
        products + other.products + shift);
  }

  public Moments x() {
    return new Moments(count, meanX, squaresX);
  }

  public Moments y() {
    return new Moments(count, meanY, squaresY);
  }

  /// Of y − weight·x, unit by unit.
  public Moments yLess(double weight) {
    double rest = squaresY - 2 * weight * products + weight * weight * squaresX;
    return new Moments(count, meanY - weight * meanX, Math.max(0, rest));
  }

  /// Unbiased. [Unanswered] of fewer than two.
  public double covariance() {
    if (count < 2) {
      throw new Unanswered("a covariance needs 2 units at least, was " + count);
    }
    return products / (count - 1);
  }

  /// Pearson's ρ, −1 to 1. [Unanswered] where x or y does not vary.
  public double correlation() {
    if (squaresX == 0 || squaresY == 0) {
      throw new Unanswered(
          "a correlation needs two figures that vary, and Σ(x − mean)² is %s and %s"
              .formatted(squaresX, squaresY));
    }
    return Math.clamp(products / Math.sqrt(squaresX) / Math.sqrt(squaresY), -1, 1);
  }
}
