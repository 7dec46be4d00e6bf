package dev.weir.base.stats;

import java.util.Arrays;

/// How unevenly something is used: 0 where all use the same, towards 1 where one uses all (Gini
/// 1912).
public final class Gini {
  private Gini() {}

  /// `Σ(2i − n − 1)·x₍ᵢ₎ / (n·Σx)` over the values in ascending order.
  ///
  /// @param values finite and not negative; [Unanswered] where none is above 0
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && !(sorted[0] >= 0 && Double.isFinite(sorted[sorted.length - 1]))) {
      throw new IllegalArgumentException(
          "uses are finite and not negative, was from %s to %s"
              .formatted(sorted[0], sorted[sorted.length - 1]));
    }
    Moments all = Moments.of(sorted);
    if (all.sum() == 0) {
      throw new Unanswered(
          "a Gini coefficient needs one use above 0, was none of %d".formatted(sorted.length));
    }
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return weighted / (sorted.length * all.sum());
  }
}
