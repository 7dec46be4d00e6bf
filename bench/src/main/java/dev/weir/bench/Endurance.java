package dev.weir.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// What only the governed gateway is asked: many slow streams, starts, and a long run.
final class Endurance {
  /// Many streams, one frame a second each.
  ///
  /// @param framesSent by the upstream
  /// @param framesSeen by the clients
  /// @param late frames later than a second
  record SlowStreams(
      int streams,
      Duration time,
      long framesSent,
      long framesSeen,
      long late,
      double p99Millis,
      double maxMillis,
      int failures,
      double residentMb) {}

  /// One start of the process, and the first five seconds of traffic after it.
  record Start(double listeningMillis, double readyMillis, double firstP99Millis) {}

  /// Resident memory, sampled every second of an open loop.
  record Soak(Duration time, List<Double> residentMb, boolean fortyMillis) {
    private static final int MINUTE = 60;

    Soak {
      residentMb = List.copyOf(residentMb);
    }

    double highestMb() {
      return residentMb.stream().mapToDouble(mb -> mb).max().orElse(Double.NaN);
    }

    /// Medians of the first and the last minute; empty unless there are two of them.
    OptionalDouble growth() {
      if (residentMb.size() < 2 * MINUTE) {
        return OptionalDouble.empty();
      }
      int size = residentMb.size();
      return OptionalDouble.of(
          Median.of(residentMb.subList(size - MINUTE, size), mb -> mb)
              / Median.of(residentMb.subList(0, MINUTE), mb -> mb));
    }
  }

  private Endurance() {}
}
