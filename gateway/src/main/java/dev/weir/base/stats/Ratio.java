package dev.weir.base.stats;

import dev.weir.base.stats.Estimate.Method;
import org.hipparchus.distribution.continuous.TDistribution;

/// A ratio of means over the units of a sample, `R = ȳ/x̄`: cost per outcome of users, a weighted
/// mean. Its units are those that were drawn or randomised.
///
/// @param units x is the denominator, y the numerator
public record Ratio(PairMoments units) {
  /// Of the denominator's standard error to its mean: up to it the linear approximation is good
  /// (Cochran 1977).
  private static final double SPREAD_MAX = 0.1;

  /// ȳ/x̄; [Unanswered] where x̄ = 0.
  public double value() {
    if (units.meanX() == 0) {
      throw new Unanswered(
          "a ratio needs a denominator, and its mean over %d units is 0".formatted(units.count()));
    }
    return units.meanY() / units.meanX();
  }

  /// By the delta method: `var(R) ≈ (s_Y² − 2R·s_XY + R²·s_X²) / (n·x̄²)`, n − 1 degrees of
  /// freedom. [Unanswered] where the denominator's standard error is above a tenth of its mean, for
  /// near 0 the approximation breaks down: take [#within].
  public Point point() {
    double ratio = value();
    if (!isFarFromZero()) {
      throw new Unanswered(
          "a ratio by the delta method needs a denominator whose standard error is at most %s of it,"
                  .formatted(SPREAD_MAX)
              + " was %s of %s; Fieller's interval may still tell"
                  .formatted(units.x().point().standardError(), units.meanX()));
    }
    double residual =
        units.y().variance()
            - 2 * ratio * units.covariance()
            + ratio * ratio * units.x().variance();
    double error = Math.sqrt(Math.max(0, residual) / units.count()) / Math.abs(units.meanX());
    return new Point(ratio, error, units.count() - 1, Method.DELTA);
  }

  /// By the delta method where the denominator is far from 0, otherwise by Fieller's theorem.
  /// [Unanswered] where not even its sign is known.
  public Estimate within(Confidence confidence) {
    return isFarFromZero() ? point().within(confidence) : fieller(confidence);
  }

  /// Fieller (1954): all R for which ȳ − R·x̄ is not told from 0. With v of the means and t of n −
  /// 1 degrees of freedom, the roots of `(x̄² − t²v_X)·R² − 2(x̄ȳ − t²v_XY)·R + (ȳ² − t²v_Y) = 0`.
  /// [Unanswered] where the first of them is not above 0, for then the interval has no end.
  Estimate fieller(Confidence confidence) {
    double ratio = value();
    double t =
        new TDistribution(units.count() - 1)
            .inverseCumulativeProbability(1 - confidence.miss() / 2);
    double square = t * t / units.count();
    double a = units.meanX() * units.meanX() - square * units.x().variance();
    double b = units.meanX() * units.meanY() - square * units.covariance();
    double c = units.meanY() * units.meanY() - square * units.y().variance();
    if (!(a > 0)) {
      throw new Unanswered(
          "a ratio needs a denominator that is told from 0 at confidence %s, was %s ± %s"
              .formatted(confidence.share(), units.meanX(), t * units.x().point().standardError()));
    }
    double root = Math.sqrt(Math.max(0, b * b - a * c));
    return new Estimate(
        ratio,
        Math.min(ratio, (b - root) / a),
        Math.max(ratio, (b + root) / a),
        confidence,
        Method.FIELLER);
  }

  private boolean isFarFromZero() {
    return units.x().point().standardError() <= SPREAD_MAX * Math.abs(units.meanX());
  }
}
