package dev.weir.flow.edge;

/// A clock for durations: nanoseconds since no particular moment, never back.
@FunctionalInterface
public interface NanoClock {
  long nanos();
}
