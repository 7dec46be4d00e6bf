package dev.weir.value.experiment;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Ratio;
import dev.weir.base.trial.Cuped;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Metric;
import java.util.OptionalDouble;

/// A metric over the units of one arm, as sums that merge. A unit has a numerator y and a
/// denominator x, and where it has a history what y was then, c.
///
/// @param known (x, y) of units with a history
/// @param historyAndY (c, y) of the same
/// @param historyAndX (c, x) of the same
/// @param unknown (x, y) of units without one
public record Sample(
    PairMoments known, PairMoments historyAndY, PairMoments historyAndX, PairMoments unknown) {
  public static final Sample NONE =
      new Sample(PairMoments.NONE, PairMoments.NONE, PairMoments.NONE, PairMoments.NONE);

  public Sample {
    if (known.count() != historyAndY.count() || known.count() != historyAndX.count()) {
      throw new IllegalArgumentException(
          "units with a history have three pairs of figures, was %d, %d and %d"
              .formatted(known.count(), historyAndY.count(), historyAndX.count()));
    }
  }

  /// With one unit more.
  ///
  /// @param y numerator
  /// @param x denominator
  public Sample plus(double y, double x) {
    return new Sample(known, historyAndY, historyAndX, unknown.plus(x, y));
  }

  /// With one unit more that has a history.
  public Sample plus(double y, double x, double history) {
    return new Sample(
        known.plus(x, y), historyAndY.plus(history, y), historyAndX.plus(history, x), unknown);
  }

  Sample plus(Metric metric, Figures unit, OptionalDouble history) {
    double y = metric.numerator(unit);
    double x = metric.denominator(unit);
    return history.isPresent() ? plus(y, x, history.getAsDouble()) : plus(y, x);
  }

  private PairMoments all() {
    return known.plus(unknown);
  }

  public long count() {
    return known.count() + unknown.count();
  }

  /// Σy ÷ Σx with its standard error over units.
  Point point() {
    return new Ratio(all()).point();
  }

  /// Each unit's part in the ratio R, `R + (y − R·x)/x̄`, whose mean is R and whose variance is the
  /// delta method's: what a history explains of it can be taken out as of a mean.
  Cuped.Arm linear() {
    PairMoments all = all();
    double ratio = new Ratio(all).value();
    Moments ofUnknown = linear(unknown, ratio, all.meanX());
    if (known.count() == 0) {
      return new Cuped.Arm(PairMoments.NONE, ofUnknown);
    }
    Moments ofKnown = linear(known, ratio, all.meanX());
    double together = (historyAndY.products() - ratio * historyAndX.products()) / all.meanX();
    return new Cuped.Arm(
        new PairMoments(
            known.count(),
            historyAndY.meanX(),
            ofKnown.mean(),
            historyAndY.squaresX(),
            ofKnown.squares(),
            together),
        ofUnknown);
  }

  private static Moments linear(PairMoments units, double ratio, double meanX) {
    if (units.count() == 0) {
      return Moments.NONE;
    }
    double squares =
        units.squaresY() - 2 * ratio * units.products() + ratio * ratio * units.squaresX();
    return new Moments(
        units.count(),
        ratio + (units.meanY() - ratio * units.meanX()) / meanX,
        units.count() == 1 ? 0 : Math.max(0, squares) / (meanX * meanX));
  }
}
