package dev.weir.value.ramp;

import java.util.OptionalInt;

/// The upper cumulative sum (Page 1954): `S = max(0, S' + (x − 1 − k))`, alarm at `S > h`, of
/// figures that are 1 where all is as expected.
///
/// With k = ½ σ and h = 5 σ of independent normal figures it alarms falsely once in 930 of them on
/// average, and sees a lasting shift of 1 σ within about 10 (Montgomery, Introduction to
/// Statistical Quality Control; Siegmund 1985 for the approximation). Reproduced by CusumTest.
///
/// @param slack k: how much above 1 is let pass each time
/// @param alarm h
public record Cusum(double slack, double alarm) {
  /// Fits figures that spread by 20 % from day to day.
  public static final Cusum USUAL = new Cusum(0.1, 1.0);

  public Cusum {
    requireAbove0("slack", slack);
    requireAbove0("alarm", alarm);
  }

  private static void requireAbove0(String field, double value) {
    if (!(value > 0 && value <= 100)) {
      throw new IllegalArgumentException(
          "field '%s' is above 0 and at most 100, was %s".formatted(field, value));
    }
  }

  /// What it comes to after all figures.
  ///
  /// @param alarmed index of the first figure at which it alarmed
  public record Reading(double sum, OptionalInt alarmed) {}

  /// Begins at 0; goes on after an alarm.
  public Reading read(double... figures) {
    double sum = 0;
    OptionalInt alarmed = OptionalInt.empty();
    for (int i = 0; i < figures.length; i++) {
      sum = Math.max(0, sum + (figures[i] - 1 - slack));
      if (sum > alarm && alarmed.isEmpty()) {
        alarmed = OptionalInt.of(i);
      }
    }
    return new Reading(sum, alarmed);
  }
}
