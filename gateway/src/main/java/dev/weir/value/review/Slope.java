package dev.weir.value.review;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;

/// The slope of a straight line through months.
final class Slope {
  private static final int MONTHS_MIN = 4;

  private Slope() {}

  /// Least squares, n − 2 degrees of freedom. [Unanswered] of fewer than four months, or of months
  /// whose x are the same.
  static Point of(double[] x, double[] y) {
    PairMoments moments = PairMoments.of(x, y);
    require(moments.count(), moments.squaresX());
    double slope = moments.products() / moments.squaresX();
    double residual = Math.max(0, moments.squaresY() - slope * moments.products());
    double degrees = moments.count() - 2.0;
    double error = Math.sqrt(residual / degrees / moments.squaresX());
    return new Point(slope, error, degrees, Method.STUDENT_T);
  }

  /// Least squares weighted by the inverse of known variances of y; the standard error is widened
  /// where the months scatter more than these say (Birge 1932). [Unanswered] as above.
  ///
  /// @param errors standard errors of y, above 0
  static Point weighted(double[] x, double[] y, double[] errors) {
    double weights = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = 1 / (errors[i] * errors[i]);
      weights += weight;
      meanX += weight * (x[i] - meanX) / weights;
      meanY += weight * (y[i] - meanY) / weights;
    }
    double squares = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = 1 / (errors[i] * errors[i]);
      squares += weight * (x[i] - meanX) * (x[i] - meanX);
      products += weight * (x[i] - meanX) * (y[i] - meanY);
    }
    require(x.length, squares);
    double slope = products / squares;
    double chiSquare = 0;
    for (int i = 0; i < x.length; i++) {
      double residual = (y[i] - meanY - slope * (x[i] - meanX)) / errors[i];
      chiSquare += residual * residual;
    }
    double degrees = x.length - 2.0;
    double scatter = Math.max(1, chiSquare / degrees);
    return new Point(slope, Math.sqrt(scatter / squares), degrees, Method.STUDENT_T);
  }

  /// The one-sided upper bound; the slope itself of a line without any scatter.
  static double atMost(Point slope, Confidence confidence) {
    return slope.standardError() == 0 ? slope.value() : slope.atMost(confidence).high();
  }

  private static void require(long months, double squares) {
    if (months < MONTHS_MIN || squares == 0) {
      throw new Unanswered(
          "a slope needs %d months at least whose x differ, was %d with Σ(x − mean)² of %s"
              .formatted(MONTHS_MIN, months, squares));
    }
  }
}
