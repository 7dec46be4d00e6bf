package dev.weir.base.trial;

import dev.weir.base.stats.Estimate;

/// How strong something unseen would have to be, as a risk ratio with both the treatment and the
/// outcome, to explain an effect away (VanderWeele & Ding 2017): 1 is not at all.
public final class EValue {
  private EValue() {}

  /// `RR + √(RR(RR − 1))`; a ratio below 1 is inverted first.
  ///
  /// @param riskRatio finite, above 0
  public static double of(double riskRatio) {
    if (!(riskRatio > 0 && riskRatio <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a risk ratio is finite and above 0, was " + riskRatio);
    }
    double ratio = riskRatio < 1 ? 1 / riskRatio : riskRatio;
    return ratio + Math.sqrt(ratio * (ratio - 1));
  }

  /// That of the interval's end nearer to 1; 1 where the interval holds 1.
  ///
  /// @param riskRatio its ends above 0
  public static double ofNearerEnd(Estimate riskRatio) {
    if (riskRatio.contains(1)) {
      return 1;
    }
    return of(riskRatio.value() > 1 ? riskRatio.low() : riskRatio.high());
  }
}
