package dev.weir.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The middle of some figures; of an even number, the mean of the two in the middle.
final class Median {
  private Median() {}

  /// Of one figure of each thing; not a number if there are none.
  static <T> double of(List<T> things, ToDoubleFunction<T> figure) {
    double[] sorted = things.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
