package dev.weir.value.hypothesis;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How much is looked at, for how long, and when.
///
/// @param baseline what the metric is expected to be without the change; a share's spread follows
///   from it
/// @param deviation of a unit's figure; of what the covariate leaves, where there is one
/// @param power the chance of finding the minimum effect
/// @param unitsPerArm of the smallest arm or group
/// @param windowDays what a unit does in so many days from its first exposure on counts, and it
///   counts once they are over; without randomisation, the days before and after the start
/// @param covariateDays before the first exposure, whose figure is taken out; none = it is not
/// @param lateDays without randomisation, after the end of each time that is compared: outcomes of
///   it count that were told by then; none = [#LATE_DAYS]
public record Plan(
    OptionalDouble baseline,
    OptionalDouble deviation,
    double power,
    long unitsPerArm,
    StopRule stop,
    long windowDays,
    OptionalLong covariateDays,
    OptionalLong lateDays) {
  static final long LATE_DAYS = 7;

  private static final int DAYS_MAX = 366;
  private static final long UNITS_MAX = 1_000_000_000;

  public Plan {
    if (!(power > 0.5 && power < 1)) {
      throw new IllegalArgumentException("field 'power' is above 0.5 and below 1, was " + power);
    }
    if (unitsPerArm < 2 || unitsPerArm > UNITS_MAX) {
      throw new IllegalArgumentException(
          "field 'units_per_arm' is 2 to %d, was %d".formatted(UNITS_MAX, unitsPerArm));
    }
    requireDays("window_days", windowDays);
    covariateDays.ifPresent(days -> requireDays("covariate_days", days));
    lateDays.ifPresent(days -> {
      if (days < 0 || days > DAYS_MAX) {
        throw new IllegalArgumentException(
            "field 'late_days' is 0 to %d, was %d".formatted(DAYS_MAX, days));
      }
    });
  }

  private static void requireDays(String field, long days) {
    if (days < 1 || days > DAYS_MAX) {
      throw new IllegalArgumentException(
          "field '%s' is 1 to %d, was %d".formatted(field, DAYS_MAX, days));
    }
  }
}
