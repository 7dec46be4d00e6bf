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
    double seconds = Math.max(1e-9, took.toNanos() / 1e9);
    line(out, "calls", grouped(seen.ended()) + " of " + grouped(planned));
    line(out, "answered", grouped(seen.answered()));
    kinds(out, "refused", seen.refused());
    kinds(out, "failed", seen.failed());
    line(out, "tried again", grouped(seen.retries()) + " times, after 429 or 503");
    line(out, "input tokens", grouped(seen.input()));
    line(out, "output tokens", grouped(seen.output()));
    line(
        out,
        "took",
        String.format(Locale.ROOT, "%.1f s, %.0f calls/s", seconds, seen.ended() / seconds));
    line(out, "latency", millis(seen.latency()) + "  (from when a call was due to its end)");
    line(out, "first token", millis(seen.firstToken()) + "  (streams, from sending)");
    out.flush();
  }

  private void kinds(PrintWriter out, String title, SortedMap<String, Long> kinds) {
    line(out, title, grouped(kinds.values().stream().mapToLong(Long::longValue).sum()));
    kinds.forEach((kind, count) -> {
      line(out, "", grouped(count) + " " + kind);
      line(out, "", "  e.g. " + seen.examples().getOrDefault(kind, ""));
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

  private static void line(PrintWriter out, String title, String text) {
    out.println("%-14s".formatted(title) + text);
  }

  private static String grouped(long number) {
    return Progress.grouped(number);
  }
}
