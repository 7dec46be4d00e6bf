package dev.weir.base.stats;

/// A figure and the interval it lies in.
///
/// @param value what the sample says
/// @param low −∞ for an upper bound
/// @param high +∞ for a lower bound
/// @param confidence of the interval as a whole, or of its one bound
public record Estimate(
    double value, double low, double high, Confidence confidence, Method method) {

  /// How an interval was found.
  public enum Method {
    /// Student's t, n − 1 degrees of freedom.
    STUDENT_T,
    /// Difference of independent estimates, degrees of freedom by Welch (1947).
    WELCH,
    /// Student's t on winsorised values, corrected for those set (Dixon & Tukey 1968).
    WINSORISED_T,
    /// Score interval of a share (Wilson 1927).
    WILSON,
    /// Exact interval of a share (Clopper & Pearson 1934).
    CLOPPER_PEARSON,
    /// Difference of shares by their score intervals (Newcombe 1998, method 10).
    NEWCOMBE,
    /// Order statistics whose ranks are binomial quantiles; no assumption about the distribution.
    ORDER_STATISTICS,
    /// Ratio of means by its linear approximation.
    DELTA,
    /// Ratio of means without approximation of its denominator (Fieller 1954).
    FIELLER,
    /// Residuals added up by cluster, times G/(G − 1), Student's t with G − 1 degrees of freedom.
    CLUSTERS,
    /// Holds at all times at once (Howard et al. 2021).
    CONFIDENCE_SEQUENCE
  }

  public Estimate {
    if (!(low <= value && value <= high) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "an estimate is finite and within its interval, was %s in %s..%s"
              .formatted(value, low, high));
    }
  }

  /// Whether a value is not ruled out.
  public boolean contains(double hypothesis) {
    return low <= hypothesis && hypothesis <= high;
  }

  /// high − low; +∞ for a bound.
  public double width() {
    return high - low;
  }
}
