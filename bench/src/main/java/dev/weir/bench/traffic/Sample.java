package dev.weir.bench.traffic;

import org.HdrHistogram.Histogram;

/// What one measurement saw. Units are answers, or frames where the shape counts frames.
///
/// @param perSecond units, after the warm-up
/// @param latencies in nanoseconds, after the warm-up
/// @param cpuSeconds per unit, after the warm-up
/// @param sent requests, warm-up included
/// @param units warm-up included
/// @param late units later than a second, after the warm-up and until all was answered
/// @param failures connections lost, answers other than 200, requests never answered
/// @param firstFailure what the first of them was, or empty
public record Sample(
    double perSecond,
    Histogram latencies,
    double cpuSeconds,
    long sent,
    long units,
    long late,
    int failures,
    String firstFailure) {
  /// A percentile in microseconds.
  public double micros(double percent) {
    return latencies.getValueAtPercentile(percent) / 1e3;
  }
}
