package dev.weir.base.stats;

import dev.weir.base.stats.Estimate.Method;
import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/// An estimate before its interval is asked for: with its standard error it can still be compared,
/// bounded on one side, or watched by a confidence sequence.
///
/// @param value in units of what was observed
/// @param standardError in the same units, not negative
/// @param degrees of freedom that the standard error was found with; +∞ where it is known
/// @param method of the intervals
public record Point(double value, double standardError, double degrees, Method method) {
  public Point {
    if (!Double.isFinite(value) || !(standardError >= 0 && standardError < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a value is finite and its standard error finite and not negative, was %s and %s"
              .formatted(value, standardError));
    }
    if (!(degrees > 0)) {
      throw new IllegalArgumentException("degrees of freedom are above 0, was " + degrees);
    }
  }

  /// The interval `value ± t(1 − α/2) · standardError`. [Unanswered] without a spread.
  public Estimate within(Confidence confidence) {
    double half = half(1 - confidence.miss() / 2);
    return new Estimate(value, value - half, value + half, confidence, method);
  }

  /// The lower bound `value − t(1 − α) · standardError`, all of α on one side.
  public Estimate atLeast(Confidence confidence) {
    double half = half(confidence.share());
    return new Estimate(value, value - half, Double.POSITIVE_INFINITY, confidence, method);
  }

  /// The upper bound `value + t(1 − α) · standardError`.
  public Estimate atMost(Confidence confidence) {
    double half = half(confidence.share());
    return new Estimate(value, Double.NEGATIVE_INFINITY, value + half, confidence, method);
  }

  /// The difference of independent estimates (Welch 1947): variances v add up, degrees of freedom
  /// are `(v₁ + v₂)² / (v₁²/d₁ + v₂²/d₂)`. [Unanswered] where neither has a spread.
  public Point minus(Point other) {
    double mine = standardError * standardError;
    double others = other.standardError * other.standardError;
    double both = mine + others;
    if (both == 0) {
      throw new Unanswered(
          "a difference needs a spread on one side, and both %s and %s have a standard error of 0"
              .formatted(value, other.value));
    }
    double shareOfMine = mine / both;
    double shareOfOthers = others / both;
    double joint =
        1 / (shareOfMine * shareOfMine / degrees + shareOfOthers * shareOfOthers / other.degrees);
    return new Point(value - other.value, Math.sqrt(both), joint, Method.WELCH);
  }

  /// The two-sided p-value of the hypothesis that the true value is `hypothesis`.
  public double pValue(double hypothesis) {
    requireSpread("a p-value");
    double distance = Math.abs(value - hypothesis) / standardError;
    return Math.min(1, 2 * distribution().cumulativeProbability(-distance));
  }

  private double half(double probability) {
    requireSpread("an interval");
    return distribution().inverseCumulativeProbability(probability) * standardError;
  }

  private void requireSpread(String what) {
    if (standardError == 0) {
      throw new Unanswered(
          "%s of %s needs observations that differ, and its standard error is 0"
              .formatted(what, value));
    }
  }

  private RealDistribution distribution() {
    return Double.isInfinite(degrees) ? new NormalDistribution() : new TDistribution(degrees);
  }
}
