package dev.weir.bench;

import dev.weir.bench.traffic.FortyMillis;
import dev.weir.bench.traffic.Sample;
import java.util.OptionalDouble;

/// One variant's turn at one load.
///
/// @param cpuMicros processor time of the whole process per unit, from the first request until it
///   has settled
/// @param residentMb when the load had just ended
/// @param settledMillis how long it went on working after the last answer
/// @param allocatedBytes per unit, of a JVM that collected at least twice
record Turn(
    Sample sample,
    double cpuMicros,
    double residentMb,
    long settledMillis,
    OptionalDouble allocatedBytes) {
  boolean hasFortyMillis() {
    return FortyMillis.isIn(sample.latencies());
  }
}
