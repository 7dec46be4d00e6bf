package dev.weir.base.trial;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;

/// An estimate whose standard error counts clusters instead of what is in them.
///
/// @param point with G − 1 degrees of freedom
/// @param clusters G
public record Clustered(Point point, int clusters) {
  /// Below it a cluster-robust standard error is too small more often than it says (Cameron,
  /// Gelbach & Miller 2008).
  private static final int FEW_BELOW = 30;

  /// Whether it must be said beside the figure that there are few clusters.
  public boolean isOfFew() {
    return clusters < FEW_BELOW;
  }

  /// @param influences what each cluster's residuals move the value by: the variance is `G/(G −
  ///   1)·Σψ²` (Liang & Zeger 1986)
  static Clustered of(double value, double[] influences) {
    double squares = 0;
    for (double each : influences) {
      squares += each * each;
    }
    int g = influences.length;
    double error = Math.sqrt(squares * g / (g - 1));
    return new Clustered(new Point(value, error, g - 1, Estimate.Method.CLUSTERS), g);
  }
}
