package dev.weir.base.trial;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;

/// Intervals that hold at all times at once, so that a comparison may be looked at whenever one
/// likes and ended at any look.
///
/// From Howard et al. (2021, arXiv 1810.08240): for a sum S with variance process V, `√(ρ/(V +
/// ρ))·exp(S²/(2(V + ρ)))` is a supermartingale of mean 1 (a normal mixture over λ of exp(λS −
/// λ²V/2)), so by Ville's inequality |S| stays below `√((V + ρ)·ln((V + ρ)/(ρα²)))` for ever with
/// probability 1 − α. With V = Nσ² and a standard error of σ/√N the half-width is `SE·√((1 +
/// ρ/N)·ln((1 + N/ρ)/α²))`, ρ in units of σ².
///
/// σ is estimated, so that it holds asymptotically (Waudby-Smith et al. 2021, arXiv 2103.06476): it
/// is told from [#UNITS_MIN] units on. Units that one may not take as independent are counted as
/// clusters.
///
/// @param planned units of all arms at which the sequence is narrowest beside a fixed interval:
///   1.55 times as wide there at 95 %, and below 1.72 from a fifth of it on
public record ConfidenceSequence(Confidence confidence, long planned) {
  /// Of all arms together.
  public static final long UNITS_MIN = 100;

  public ConfidenceSequence {
    if (planned < UNITS_MIN) {
      throw new IllegalArgumentException(
          "a confidence sequence is planned for %d units at least, was %d"
              .formatted(UNITS_MIN, planned));
    }
  }

  /// The interval by now; [Unanswered] of fewer than [#UNITS_MIN] or without a spread.
  ///
  /// @param observed units of all arms that the estimate is of
  public Estimate at(Point estimate, long observed) {
    if (observed < UNITS_MIN) {
      throw new Unanswered(
          "a confidence sequence needs %d units, was %d".formatted(UNITS_MIN, observed));
    }
    if (estimate.standardError() == 0) {
      throw new Unanswered(
          "an interval of %s needs observations that differ, and its standard error is 0"
              .formatted(estimate.value()));
    }
    double half = estimate.standardError() * boundary(observed);
    return new Estimate(
        estimate.value(),
        estimate.value() - half,
        estimate.value() + half,
        confidence,
        Estimate.Method.CONFIDENCE_SEQUENCE);
  }

  /// The p-value that holds at all times at once: 1 ÷ the mixture martingale `√(ρ/(V +
  /// ρ))·exp(S²/(2(V
  /// + ρ)))`, at most 1. It is below α where [#at] leaves 0 out. [Unanswered] as that.
  public double pValue(Point estimate, long observed) {
    double z = at(estimate, observed).value() / estimate.standardError();
    double unitsByRho = observed / rho();
    double exponent = z * z * unitsByRho / (2 * (1 + unitsByRho));
    return Math.min(1, Math.sqrt(1 + unitsByRho) * Math.exp(-exponent));
  }

  /// Half-width in standard errors after so many units: where a fixed interval has z(1 − α/2).
  public double boundary(long observed) {
    return boundary(confidence, observed / rho());
  }

  /// The [#boundary] at the planned number, whatever that is: 3.035 at 95 %.
  public static double atPlan(Confidence confidence) {
    return boundary(confidence, tuning(confidence));
  }

  /// ρ that makes the sequence narrowest near N*: `N*/(−2 ln α + ln(1 − 2 ln α))`, in units of σ².
  double rho() {
    return planned / tuning(confidence);
  }

  private static double tuning(Confidence confidence) {
    double log = -2 * Math.log(confidence.miss());
    return log + Math.log1p(log);
  }

  private static double boundary(Confidence confidence, double unitsByRho) {
    double alpha = confidence.miss();
    return Math.sqrt((1 + 1 / unitsByRho) * Math.log((1 + unitsByRho) / (alpha * alpha)));
  }
}
