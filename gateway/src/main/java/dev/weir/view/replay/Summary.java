package dev.weir.view.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/// What is printed at the end of a replay.
record Summary(Tally.Seen seen, int planned, Duration took) {
  private static final double NANOS_PER_MILLI = 1e6;

  void print(PrintWriter out) {
    double seconds = took.toNanos() / 1e9;
    line(out, "calls", "%s of %s", grouped(seen.ended()), grouped(planned));
    line(out, "answered", "%s", grouped(seen.answered()));
    kinds(out, "refused", seen.refused());
    kinds(out, "failed", seen.failed());
    line(out, "tried again", "%s times, after 429 or 503", grouped(seen.retries()));
    line(out, "input tokens", "%s", grouped(seen.input()));
    line(out, "output tokens", "%s", grouped(seen.output()));
    line(out, "took", "%.1f s, %.0f calls/s", seconds, seen.ended() / Math.max(seconds, 1e-9));
    line(out, "latency", "%s  (from when a call was due to its end)", millis(seen.latency()));
    line(out, "first token", "%s  (streams, from sending)", millis(seen.firstToken()));
    out.flush();
  }

  private void kinds(PrintWriter out, String title, SortedMap<String, Long> kinds) {
    line(out, title, "%s", grouped(kinds.values().stream().mapToLong(Long::longValue).sum()));
    kinds.forEach((kind, count) -> {
      line(out, "", "%s %s", grouped(count), kind);
      line(out, "", "  e.g. %s", seen.examples().getOrDefault(kind, ""));
    });
  }

  private static String millis(Histogram of) {
    return of.getTotalCount() == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "p50 %,.0f ms, p95 %,.0f ms, p99 %,.0f ms",
            of.getValueAtPercentile(50) / NANOS_PER_MILLI,
            of.getValueAtPercentile(95) / NANOS_PER_MILLI,
            of.getValueAtPercentile(99) / NANOS_PER_MILLI);
  }

  private static void line(PrintWriter out, String title, String format, Object... values) {
    out.println("%-14s".formatted(title) + String.format(Locale.ROOT, format, values));
  }

  private static String grouped(long number) {
    return Progress.grouped(number);
  }
}
