package dev.weir.value.opportunity;

/// A figure of which least, most likely and most are known: its density rises straight to the most
/// likely value and falls straight to the most.
///
/// @param low not above `mode`
/// @param high not below `mode`; where it is `low`, the figure is certain
record Triangular(double low, double mode, double high) {

  double mean() {
    return (low + mode + high) / 3;
  }

  /// The value that a share of the probability lies below.
  double at(double share) {
    double width = high - low;
    if (width == 0) {
      return low;
    }
    return share * width < mode - low
        ? low + Math.sqrt(share * width * (mode - low))
        : high - Math.sqrt((1 - share) * width * (high - mode));
  }

  /// `E[max(0, X − k)]`.
  double meanAbove(double k) {
    if (k <= low) {
      return mean() - k;
    }
    if (k >= high) {
      return 0;
    }
    return k >= mode
        ? cube(high - k) / (3 * (high - low) * (high - mode))
        : mean() - k + cube(k - low) / (3 * (high - low) * (mode - low));
  }

  private static double cube(double x) {
    return x * x * x;
  }
}
