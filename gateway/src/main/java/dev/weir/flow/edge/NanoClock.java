package dev.weir.flow.edge;

/// A clock for durations: nanoseconds since no particular moment, never back.
@FunctionalInterface
public interface NanoClock {
  long nanos();

  /// Whole microseconds since a moment of this clock.
  default long microsSince(long moment) {
    return (nanos() - moment) / 1_000;
  }
}
