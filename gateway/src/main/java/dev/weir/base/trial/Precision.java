package dev.weir.base.trial;

import dev.weir.base.stats.Confidence;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// How many units of one sample make a figure's interval as narrow as wanted, by the normal
/// approximation (Cochran 1977, chapter 4); a population that is not much larger needs fewer.
public final class Precision {
  private Precision() {}

  /// For a mean within ± `half`: `⌈(z₁₋α⸝₂ · σ/half)²⌉`.
  ///
  /// @param deviation σ of a unit, above 0
  /// @param half of the interval's width, above 0, in the same units
  public static long unitsForMean(double deviation, double half, Confidence confidence) {
    if (!(deviation > 0 && deviation <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a standard deviation is finite and above 0, was " + deviation);
    }
    if (!(half > 0)) {
      throw new IllegalArgumentException("a wanted precision is above 0, was " + half);
    }
    double z = new NormalDistribution().inverseCumulativeProbability(1 - confidence.miss() / 2);
    double exact = z * deviation / half * (z * deviation / half);
    if (!(exact < Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a sample has fewer than 2⁶³ units, was %s of deviation %s within %s"
              .formatted(exact, deviation, half));
    }
    return (long) Math.ceil(exact);
  }

  /// For a share within ± `half`: a mean whose deviation is √(p(1 − p)).
  ///
  /// @param expected p, above 0 and below 1
  public static long unitsForShare(double expected, double half, Confidence confidence) {
    if (!(expected > 0 && expected < 1)) {
      throw new IllegalArgumentException(
          "an expected share is above 0 and below 1, was " + expected);
    }
    return unitsForMean(Math.sqrt(expected * (1 - expected)), half, confidence);
  }
}
