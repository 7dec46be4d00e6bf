package dev.weir.base.stats;

import java.util.Arrays;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/// Quantiles of a sample, and intervals for those of its population.
///
/// The estimate is linear between order statistics (Hyndman & Fan 1996, type 7: what DuckDB and
/// PostgreSQL call `quantile_cont` and `percentile_cont`). The interval is from one order statistic
/// to another, of the ranks that a binomial count of values below the quantile leaves no more than
/// α/2 outside of on either side: true of every distribution, at least as sure as asked.
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /// Of values, each finite; [Unanswered] of none.
  public static Quantiles of(double... values) {
    if (values.length == 0) {
      throw new Unanswered("a quantile needs 1 value at least, was 0");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ends = {sorted[0], sorted[sorted.length - 1]};
    for (double end : ends) {
      if (!Double.isFinite(end)) {
        throw new IllegalArgumentException("a value is finite, was " + end);
      }
    }
    return new Quantiles(sorted);
  }

  /// The quantile of the sample.
  ///
  /// @param share of values below it, 0 to 1
  public double at(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a quantile is of a share from 0 to 1, was " + share);
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    double part = place - below;
    return sorted[below] * (1 - part) + sorted[above] * part;
  }

  /// The quantile and its interval; [Unanswered] of fewer than [#countMin].
  public Estimate within(double share, Confidence confidence) {
    int least = countMin(share, confidence);
    if (sorted.length < least) {
      throw new Unanswered(
          "an interval of the %s quantile at confidence %s needs %d values, was %d"
              .formatted(share, confidence.share(), least, sorted.length));
    }
    BinomialDistribution below = new BinomialDistribution(sorted.length, share);
    double tail = confidence.miss() / 2;
    int rankOfLow = below.inverseCumulativeProbability(tail);
    int rankOfHigh = below.inverseCumulativeProbability(1 - tail) + 1;
    double value = at(share);
    return new Estimate(
        value,
        Math.min(value, sorted[rankOfLow - 1]),
        Math.max(value, sorted[rankOfHigh - 1]),
        confidence,
        Estimate.Method.ORDER_STATISTICS);
  }

  /// How many values an interval needs: from that many on the smallest and the largest of them hold
  /// the quantile between them. 72 for the 0.95 quantile at 95 %.
  public static int countMin(double share, Confidence confidence) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "an interval is of a quantile above 0 and below 1, was " + share);
    }
    double farther = Math.max(share, 1 - share);
    return (int) Math.ceil(Math.log(confidence.miss() / 2) / Math.log(farther));
  }
}
