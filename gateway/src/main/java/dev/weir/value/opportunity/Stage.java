package dev.weir.value.opportunity;

import java.util.EnumSet;

/// Where a use case stands, and what is assumed of its way on: the chance to pass the next gate and
/// the months until then.
public enum Stage {
  IDEA(0.5, 1),
  POC(0.5, 2),
  BETA(0.7, 3),
  SOFT_LAUNCH(0.8, 2),
  PRODUCTION(1, 0);

  private final double passes;
  private final int months;

  Stage(double passes, int months) {
    this.passes = passes;
    this.months = months;
  }

  /// The chance to reach production from here: all gates on the way, multiplied.
  public double chance() {
    return EnumSet.range(this, PRODUCTION).stream()
        .mapToDouble(stage -> stage.passes)
        .reduce(1, (a, b) -> a * b);
  }

  /// Months until production, where every gate is passed.
  public int monthsToProduction() {
    return EnumSet.range(this, PRODUCTION).stream().mapToInt(stage -> stage.months).sum();
  }
}
