package dev.weir.value.baseline;

import java.util.Locale;

/// What is noted of a unit in a measurement pilot.
public enum Measure {
  MINUTES,
  COST_USD,
  /// Whether it had an error.
  ERROR;

  /// The name in plans, tables and answers: `cost_usd`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
