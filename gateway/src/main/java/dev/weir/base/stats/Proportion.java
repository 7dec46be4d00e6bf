package dev.weir.base.stats;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// How many of a sample are so: resolved, accepted, wrong.
///
/// Two intervals: a figure on a page has Wilson's, which covers what it says on average and is
/// narrow for small samples (Brown, Cai & DasGupta 2001); a bound that something is decided by has
/// Clopper and Pearson's, which is never less sure than it says.
///
/// @param hits 0 to `count`
public record Proportion(long hits, long count) {
  /// Of the solver, far below the smallest share that a sample of 10⁹ can bound.
  private static final double ACCURACY = 1e-14;

  public Proportion {
    if (hits < 0 || hits > count) {
      throw new IllegalArgumentException(
          "hits are 0 to as many as were looked at, was %d of %d".formatted(hits, count));
    }
  }

  /// hits ÷ count; [Unanswered] of none.
  public double share() {
    if (count == 0) {
      throw new Unanswered("a share needs 1 observation at least, was 0");
    }
    return (double) hits / count;
  }

  /// The score interval (Wilson 1927): `(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)`.
  /// [Unanswered] of none.
  public Estimate wilson(Confidence confidence) {
    double p = share();
    double z = new NormalDistribution().inverseCumulativeProbability(1 - confidence.miss() / 2);
    double square = z * z / count;
    double centre = (p + square / 2) / (1 + square);
    double half = z * Math.sqrt(p * (1 - p) / count + square / 4 / count) / (1 + square);
    return new Estimate(
        p,
        hits == 0 ? 0 : centre - half,
        hits == count ? 1 : centre + half,
        confidence,
        Estimate.Method.WILSON);
  }

  /// The exact interval (Clopper & Pearson 1934), α/2 on either side. [Unanswered] of none.
  public Estimate exact(Confidence confidence) {
    double tail = confidence.miss() / 2;
    return new Estimate(
        share(), low(tail), high(tail), confidence, Estimate.Method.CLOPPER_PEARSON);
  }

  /// The exact lower bound, all of α below it; 0 of none.
  public double atLeast(Confidence confidence) {
    return low(confidence.miss());
  }

  /// The exact upper bound, all of α above it; 1 of none.
  public double atMost(Confidence confidence) {
    return high(confidence.miss());
  }

  /// This share less another (Newcombe 1998, method 10): the score intervals' distances, added as
  /// squares. [Unanswered] where either is of none.
  public Estimate minus(Proportion other, Confidence confidence) {
    Estimate mine = wilson(confidence);
    Estimate others = other.wilson(confidence);
    double difference = mine.value() - others.value();
    return new Estimate(
        difference,
        difference - Math.hypot(mine.value() - mine.low(), others.high() - others.value()),
        difference + Math.hypot(mine.high() - mine.value(), others.value() - others.low()),
        confidence,
        Estimate.Method.NEWCOMBE);
  }

  private double low(double tail) {
    return hits == 0
        ? 0
        : new BetaDistribution(hits, count - hits + 1.0, ACCURACY)
            .inverseCumulativeProbability(tail);
  }

  private double high(double tail) {
    return hits == count
        ? 1
        : new BetaDistribution(hits + 1.0, count - hits, ACCURACY)
            .inverseCumulativeProbability(1 - tail);
  }
}
