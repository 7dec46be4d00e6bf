package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import java.util.HashMap;
import java.util.Map;

/// Canonical figures before they are believed.
final class UsageDraft {
  /// No answer has more of anything; sums of a few stay far inside a `long`.
  private static final long FIGURE_MAX = 1_000_000_000_000L;

  long input;
  long cacheRead;
  long cacheWrite5m;
  long cacheWrite1h;
  long output;
  long reasoning;
  final Map<String, Long> beyond = new HashMap<>();

  /// A figure of the wire; −1 = not said. One beyond belief stays beyond it, without overflowing.
  static long figure(JsonCursor cursor) throws JsonFault {
    return Math.clamp(cursor.integer(), -1, FIGURE_MAX + 1);
  }

  void beyond(String name, long quantity) {
    if (quantity > 0) {
      beyond.merge(name, quantity, Long::sum);
    }
  }

  UsageReport report(boolean whole) {
    if (Math.max(input, output) > FIGURE_MAX) {
      return new UsageReport.Contradictory("input %d, output %d".formatted(input, output));
    }
    long cached = cacheRead + cacheWrite5m + cacheWrite1h;
    if (cached > input || cached < 0) {
      return new UsageReport.Contradictory(
          "cache tokens %d (read %d, written %d) of input %d"
              .formatted(cached, cacheRead, cacheWrite5m + cacheWrite1h, input));
    }
    if (reasoning > output) {
      return new UsageReport.Contradictory(
          "reasoning %d of output %d".formatted(reasoning, output));
    }
    var usage =
        new Usage(
            input,
            cacheRead,
            cacheWrite5m,
            cacheWrite1h,
            output,
            reasoning,
            beyond,
            Provenance.REPORTED);
    return whole ? new UsageReport.Reported(usage) : new UsageReport.InputOnly(usage);
  }
}
