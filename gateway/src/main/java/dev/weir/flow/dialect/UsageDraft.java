package dev.weir.flow.dialect;

import java.util.HashMap;
import java.util.Map;

/// Canonical figures before they are believed.
final class UsageDraft {
  long input;
  long cacheRead;
  long cacheWrite5m;
  long cacheWrite1h;
  long output;
  long reasoning;
  final Map<String, Long> beyond = new HashMap<>();

  void beyond(String name, long quantity) {
    if (quantity > 0) {
      beyond.merge(name, quantity, Long::sum);
    }
  }

  UsageReport report(boolean whole) {
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
