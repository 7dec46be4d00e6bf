package dev.weir.base.stats;

import java.util.Arrays;

/// A mean that a few outliers do not move, beside the raw one: the k lowest values are set to the
/// next one above them, the k highest to the next one below, k = ⌊share · n⌋.
///
/// @param raw as observed
/// @param winsorised with the outliers set
/// @param each how many were set at each end, k
/// @param low values below it are outliers
/// @param high values above it are outliers
public record Winsorised(Moments raw, Moments winsorised, int each, double low, double high) {
  private static final int REST_MIN = 2;

  /// @param share set at each end, 0 to below 0.5; [Unanswered] where fewer than two values are
  ///   left as they are
  public static Winsorised of(double[] values, double share) {
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException("a share set at each end is 0 to below 0.5, was " + share);
    }
    int each = (int) (values.length * share);
    if (values.length - 2 * each < REST_MIN) {
      throw new Unanswered(
          "a winsorised mean needs %d values that are left as they are, was %d less %d at each end"
              .formatted(REST_MIN, values.length, each));
    }
    Moments raw = Moments.of(values);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = sorted[each];
    double high = sorted[sorted.length - 1 - each];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.clamp(sorted[i], low, high);
    }
    return new Winsorised(raw, Moments.of(sorted), each, low, high);
  }

  /// The winsorised mean (Dixon & Tukey 1968): with h = n − 2k values left, its standard error is
  /// `(n − 1)/(h − 1) · s/√n`, s of the winsorised values, with h − 1 degrees of freedom. Of a
  /// skewed distribution it estimates the winsorised mean, which is not the mean.
  public Point point() {
    long left = winsorised.count() - 2L * each;
    double plain = winsorised.deviation() / Math.sqrt((double) winsorised.count());
    double correction = (winsorised.count() - 1.0) / (left - 1);
    return new Point(winsorised.mean(), plain * correction, left - 1, Estimate.Method.WINSORISED_T);
  }
}
