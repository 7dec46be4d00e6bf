package dev.weir.base.trial;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Unanswered;
import java.util.List;

/// Arms with what was known of their units before exposure taken out (Deng et al. 2013): each value
/// less `θ(x − x̄)`, θ = cov(x, y)/var(x) pooled over the arms, x̄ over all of them. The variance
/// is `1 − ρ²` of what it was.
///
/// Units without a history have the mean of all that have one, and an indicator m of their own:
/// `θ(x − x̄) + θₘ(m − m̄)`, both coefficients by least squares within the arms.
///
/// @param theta 0 where x does not vary
/// @param thetaUnknown θₘ; 0 where every unit has a history, or none
/// @param kept the share of the arms' pooled Σ(y − ȳ)² that is left, 0 to 1; 1 − ρ²
/// @param arms adjusted, in their order; a difference of their points is the effect
public record Cuped(double theta, double thetaUnknown, double kept, List<Moments> arms) {
  /// One arm: units with a history, x from before exposure and y the metric; and the metric of
  /// those without.
  public record Arm(PairMoments known, Moments unknown) {}

  public Cuped {
    arms = List.copyOf(arms);
  }

  /// [Unanswered] where there is no unit.
  public static Cuped of(List<Arm> arms) {
    Moments before = arms.stream().map(arm -> arm.known().x()).reduce(Moments.NONE, Moments::plus);
    List<Table> tables = arms.stream().map(arm -> Table.of(arm, before.mean())).toList();
    Table pooled = tables.stream().reduce(Table.NONE, Table::pooled);
    if (pooled.count() == 0) {
      throw new Unanswered("an adjustment needs 1 unit at least, was 0");
    }
    Coefficients by = pooled.coefficients();
    double share = arms.stream().mapToLong(arm -> arm.unknown().count()).sum() / pooled.count();
    List<Moments> adjusted =
        tables.stream().map(table -> table.adjusted(by, before.mean(), share)).toList();
    double left = adjusted.stream().mapToDouble(Moments::squares).sum();
    return new Cuped(
        by.x(), by.m(), pooled.yy() == 0 ? 1 : Math.min(1, left / pooled.yy()), adjusted);
  }

  private record Coefficients(double x, double m) {}

  /// Means and sums of products about them of one arm, or sums of products within all arms; `m` is
  /// the indicator.
  private record Table(
      double count,
      double meanX,
      double meanM,
      double meanY,
      double xx,
      double xm,
      double mm,
      double xy,
      double my,
      double yy) {
    static final Table NONE = new Table(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Below it a pivot is rounding.
    private static final double SINGULAR = 1e-12;

    static Table of(Arm arm, double stand) {
      PairMoments known = arm.known();
      Moments unknown = arm.unknown();
      double n = (double) known.count() + unknown.count();
      if (n == 0) {
        return NONE;
      }
      double between = known.count() * (unknown.count() / n);
      double farX = known.count() == 0 ? 0 : stand - known.meanX();
      double farY = unknown.mean() - known.meanY();
      Moments y = known.y().plus(unknown);
      return new Table(
          n,
          known.count() == 0 ? stand : known.meanX() + farX * unknown.count() / n,
          unknown.count() / n,
          y.mean(),
          known.squaresX() + farX * farX * between,
          farX * between,
          between,
          known.products() + farX * farY * between,
          farY * between,
          y.squares());
    }

    Table pooled(Table other) {
      return new Table(
          count + other.count,
          0,
          0,
          0,
          xx + other.xx,
          xm + other.xm,
          mm + other.mm,
          xy + other.xy,
          my + other.my,
          yy + other.yy);
    }

    /// Least squares of two regressors; one that does not vary beside the other has 0.
    Coefficients coefficients() {
      double ofM = mm == 0 ? 0 : my / mm;
      double slope = mm == 0 ? 0 : xm / mm;
      double rest = xx - slope * xm;
      if (rest <= SINGULAR * xx) {
        return new Coefficients(0, ofM);
      }
      double theta = (xy - slope * my) / rest;
      return new Coefficients(theta, ofM - theta * slope);
    }

    Moments adjusted(Coefficients by, double overallX, double overallM) {
      if (count == 0) {
        return Moments.NONE;
      }
      double mean = meanY - by.x() * (meanX - overallX) - by.m() * (meanM - overallM);
      double fitted = 2 * (by.x() * xy + by.m() * my);
      double spread = by.x() * by.x() * xx + 2 * by.x() * by.m() * xm + by.m() * by.m() * mm;
      return new Moments((long) count, mean, count == 1 ? 0 : Math.max(0, yy - fitted + spread));
    }
  }
}
