package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How often the machine itself stands still: a virtual machine's host takes processors away
/// without accounting for it. Measured with both cores busy, as they are when a proxy and its load
/// run.
///
/// A stall on one core in a hundred requests is the whole of a 99th percentile, so the tables say
/// what they were measured on.
///
/// @param perSecond how often nothing ran for more than half a millisecond
/// @param share of the time that was lost so
record Stalls(double perSecond, double share, double longestMillis) {
  private static final long STALL_NANOS = 500_000;
  private static final Duration UNTIL_COMPILED = Duration.ofSeconds(2);
  private static final List<String> BUSY =
      List.of("taskset", "-c", "1", "sh", "-c", "while :; do :; done");

  /// Spins on this process's core while another process spins on the other.
  static Stalls during(Duration time, LongSupplier nanoClock) throws IOException {
    Process busy = new ProcessBuilder(BUSY).start();
    try {
      spin(UNTIL_COMPILED, nanoClock);
      return spin(time, nanoClock);
    } finally {
      busy.destroyForcibly();
    }
  }

  static Stalls spin(Duration time, LongSupplier nanoClock) {
    long count = 0;
    long lost = 0;
    long longest = 0;
    long began = nanoClock.getAsLong();
    long before = began;
    while (before - began < time.toNanos()) {
      long now = nanoClock.getAsLong();
      long gap = now - before;
      if (gap > STALL_NANOS) {
        count++;
        lost += gap;
        longest = Math.max(longest, gap);
      }
      before = now;
    }
    double nanos = before - began;
    return new Stalls(count * 1e9 / nanos, lost / nanos, longest / 1e6);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "With both cores busy and nothing else to do, this machine stood still for more than 0.5 ms"
            + " %.1f times a second: %.2f %% of the time, %.1f ms at most.",
        perSecond,
        share * 100,
        longestMillis);
  }
}
