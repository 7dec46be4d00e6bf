package dev.weir.base.trial;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;

/// Whether something cheaper is not worse by more than a margin set before the start. A difference
/// that is not significant does not show it: only a lower bound above −margin does.
///
/// @param bound the one-sided lower bound of new − old
/// @param margin above 0, in units of the quality
public record NonInferiority(Estimate bound, double margin) {
  public NonInferiority {
    if (!(margin > 0 && margin <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a margin is finite and above 0, was " + margin);
    }
    if (!Double.isInfinite(bound.high())) {
      throw new IllegalArgumentException(
          "non-inferiority is shown by a lower bound, was %s..%s"
              .formatted(bound.low(), bound.high()));
    }
  }

  /// @param difference quality of the new less that of the old, larger is better
  public static NonInferiority of(Point difference, double margin, Confidence confidence) {
    return new NonInferiority(difference.atLeast(confidence), margin);
  }

  public boolean isShown() {
    return bound.low() > -margin;
  }
}
