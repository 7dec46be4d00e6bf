package dev.weir.value.hypothesis;

/// A metric that must not get worse by more than a margin.
///
/// @param better which way
/// @param margin above 0, in units of the metric
public record Guard(Metric metric, Direction better, double margin) {
  public Guard {
    if (!(margin > 0 && margin <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "field 'margin' of guard '%s' is above 0, was %s".formatted(metric.code(), margin));
    }
  }
}
