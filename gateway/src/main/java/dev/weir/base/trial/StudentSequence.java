package dev.weir.base.trial;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import java.util.stream.LongStream;

/// One-sided bounds of a mean that hold at all looks at once, of few units whose spread is
/// estimated: days that are added one by one, and looked at each time.
///
/// Units x of N(μ, σ²), both unknown. With S = Σx, V = Σx², the mixture of likelihoods over μ/σ ~
/// N(0, 1/ρ) and dσ/σ, against that of μ = 0, is `√(ρ/(n + ρ))·(1 − S²/(V·(n + ρ)))^(−n/2)`, a
/// martingale of mean 1 whatever σ is (Lai 1976; Wang & Ramdas 2023, arXiv 2310.03722). Of its half
/// with μ/σ > 0, twice as heavy, Ville's inequality leaves a boundary that is crossed ever with
/// probability α at most. It lies below `S²/V = u = (n + ρ)·(1 − A^(−2/n))`, `A = √(1 + n/ρ)/(2α) +
/// ½`, as by n − 1 degrees of freedom `|t| = √((n − 1)·u/(n − u))`: [#boundary], in standard
/// errors. With n it goes to Howard's (2021) one-sided normal mixture. Exact of normal units; of
/// others as Student's t is.
///
/// @param confidence above 0.5, that the bound holds at all looks
/// @param planned units at which it is narrowest beside a bound of one look
public record StudentSequence(Confidence confidence, long planned) {
  public StudentSequence {
    if (!(confidence.share() > 0.5) || planned < 1) {
      throw new IllegalArgumentException(
          "a one-sided sequence has a confidence above 0.5 and is planned for 1 unit at least, was %s and %d"
              .formatted(confidence.share(), planned));
    }
  }

  /// The lower bound by now. [Unanswered] of too few units, or where they do not differ.
  ///
  /// @param mean of the units, with Student's standard error
  /// @param observed units
  public Estimate atLeast(Point mean, long observed) {
    double boundary = boundary(observed);
    if (Double.isInfinite(boundary)) {
      throw new Unanswered(
          "a bound that holds at all looks needs %d units, was %d".formatted(unitsMin(), observed));
    }
    if (mean.standardError() == 0) {
      throw new Unanswered(
          "a bound of %s needs observations that differ, and its standard error is 0"
              .formatted(mean.value()));
    }
    return new Estimate(
        mean.value(),
        mean.value() - mean.standardError() * boundary,
        Double.POSITIVE_INFINITY,
        confidence,
        Estimate.Method.CONFIDENCE_SEQUENCE);
  }

  /// Distance of the bound in standard errors after so many units, where one look has t(1 − α); +∞
  /// of too few to bound anything.
  public double boundary(long observed) {
    double rho = planned / tuning();
    double logOfA = Math.log(Math.sqrt(1 + observed / rho) / (2 * confidence.miss()) + 0.5);
    double u = (observed + rho) * -Math.expm1(-2 * logOfA / observed);
    return u < observed ? Math.sqrt((observed - 1) * u / (observed - u)) : Double.POSITIVE_INFINITY;
  }

  /// The fewest that it bounds anything of.
  long unitsMin() {
    return LongStream.iterate(2, units -> units + 1)
        .filter(units -> Double.isFinite(boundary(units)))
        .findFirst()
        .orElseThrow();
  }

  /// N*/ρ, as of a [ConfidenceSequence] with α on either side.
  private double tuning() {
    double log = -2 * Math.log(2 * confidence.miss());
    return log + Math.log1p(log);
  }
}
