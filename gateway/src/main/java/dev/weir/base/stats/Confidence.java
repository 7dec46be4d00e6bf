package dev.weir.base.stats;

/// How sure an interval or a bound is: the share of its kind that hold what they are about.
///
/// @param share above 0, below 1; 0.95 is customary
public record Confidence(double share) {
  public static final Confidence P90 = new Confidence(0.90);
  public static final Confidence P95 = new Confidence(0.95);
  public static final Confidence P99 = new Confidence(0.99);

  public Confidence {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a confidence is above 0 and below 1, was " + share);
    }
  }

  /// What each of so many looks takes that all together miss no more often than this, whatever they
  /// have in common (Bonferroni).
  public Confidence ofEachOf(int looks) {
    return new Confidence(1 - miss() / looks);
  }

  /// The share that miss: α = 1 − share.
  public double miss() {
    return 1 - share;
  }
}
