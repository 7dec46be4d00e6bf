package dev.weir.value.opportunity;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Quantiles;
import java.util.Arrays;

/// How a figure is distributed over draws.
///
/// @param aboveZero share of the draws above 0
public record Spread(double mean, double p10, double p50, double p90, double aboveZero) {
  private static final double LOW = 0.1;
  private static final double MIDDLE = 0.5;
  private static final double HIGH = 0.9;

  static Spread of(double[] values) {
    Quantiles quantiles = Quantiles.of(values);
    return new Spread(
        Moments.of(values).mean(),
        quantiles.at(LOW),
        quantiles.at(MIDDLE),
        quantiles.at(HIGH),
        (double) Arrays.stream(values).filter(value -> value > 0).count() / values.length);
  }
}
