package dev.weir.value.evidence;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The share of what was brought that an experiment against work without AI has shown to be the
/// AI's: 1 − without ÷ with. Below 0 where those without brought more.
///
/// @param hypothesis whose readout showed it
/// @param value finite
/// @param standardError not negative
public record ShownShare(String hypothesis, double value, double standardError) {
  private static final int DECIMALS = 6;

  public ShownShare {
    if (!Double.isFinite(value) || !(standardError >= 0 && Double.isFinite(standardError))) {
      throw new IllegalArgumentException(
          "a shown share is finite and its standard error finite and not negative, was %s and %s"
              .formatted(value, standardError));
    }
  }

  /// What amounts are multiplied by: to six decimals, half to even.
  public BigDecimal exact() {
    return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /// Its lower bound, all of α on one side, by a normal distribution.
  public double atLeast(Confidence confidence) {
    return standardError == 0
        ? value
        : new Point(value, standardError, Double.POSITIVE_INFINITY, Method.DELTA)
            .atLeast(confidence)
            .low();
  }

  /// Of an independent mean, by the delta method.
  public Point of(Point mean) {
    return new Point(
        mean.value() * value,
        Math.hypot(mean.standardError() * value, mean.value() * standardError),
        mean.degrees(),
        mean.method());
  }
}
