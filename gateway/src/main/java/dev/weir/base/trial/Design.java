package dev.weir.base.trial;

import dev.weir.base.stats.Confidence;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// How sure a comparison is to be, before it starts.
///
/// @param confidence 1 − the risk of finding a difference where there is none
/// @param power the chance of finding the planned effect where there is one; above 0.5, below 1
/// @param sides whether a difference is looked for in one direction or both
public record Design(Confidence confidence, double power, Sides sides) {
  /// 95 %, power 80 %, both directions.
  public static final Design CUSTOMARY = new Design(Confidence.P95, 0.8, Sides.TWO);

  public enum Sides {
    ONE,
    TWO
  }

  public Design {
    if (!(power > 0.5 && power < 1)) {
      throw new IllegalArgumentException("a power is above 0.5 and below 1, was " + power);
    }
  }

  /// z(1 − α/2) + z(1 − β), or z(1 − α) + z(1 − β) where one side is looked at.
  double distance() {
    double tail = sides == Sides.TWO ? confidence.miss() / 2 : confidence.miss();
    return z(1 - tail) + z(power);
  }

  double powerQuantile() {
    return z(power);
  }

  private static double z(double probability) {
    return new NormalDistribution().inverseCumulativeProbability(probability);
  }
}
