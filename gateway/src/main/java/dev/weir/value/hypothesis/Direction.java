package dev.weir.value.hypothesis;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;

/// Which way is better.
public enum Direction {
  INCREASE(1),
  DECREASE(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /// A change of a metric as a gain: above 0 is better.
  public double gain(double change) {
    return sign * change;
  }

  public Point gain(Point change) {
    return new Point(
        gain(change.value()), change.standardError(), change.degrees(), change.method());
  }

  public Estimate gain(Estimate change) {
    double one = gain(change.low());
    double other = gain(change.high());
    return new Estimate(
        gain(change.value()),
        Math.min(one, other),
        Math.max(one, other),
        change.confidence(),
        change.method());
  }
}
