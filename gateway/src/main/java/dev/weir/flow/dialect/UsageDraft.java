package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.catalogue.Meter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

  /// What a provider says of the tokens of a meter; −1 = nothing. That none of them was cached is
  /// known where it says so, and else is not.
  void part(Meter meter, long quantity) {
    boolean cached = meter.isInput() && meter.kind() != Meter.Kind.INPUT;
    if (quantity > 0 || (cached && quantity == 0)) {
      beyond.merge(meter.label(), quantity, Long::sum);
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
            parts(whole),
            Provenance.REPORTED);
    Optional<String> contradiction =
        usage.beyond().isEmpty() ? Optional.empty() : Partition.of(usage).contradiction();
    if (contradiction.isPresent()) {
      return new UsageReport.Contradictory(contradiction.get());
    }
    return whole ? new UsageReport.Reported(usage) : new UsageReport.InputOnly(usage);
  }

  /// What is said beyond the totals, without what says nothing: that none of no recording was
  /// cached. Of an output that broke off no part is known.
  private Map<String, Long> parts(boolean whole) {
    if (!beyond.isEmpty()) {
      beyond.keySet().removeIf(name -> Meter.named(name).filter(m -> isMoot(m, whole)).isPresent());
    }
    return beyond;
  }

  private boolean isMoot(Meter meter, boolean whole) {
    if (meter.isUnit() || !meter.isInput()) {
      return !whole && !meter.isUnit();
    }
    long quantity = beyond.getOrDefault(meter.label(), 0L);
    Meter plain = Meter.of(meter.modality(), Meter.Kind.INPUT);
    return quantity == 0 && beyond.getOrDefault(plain.label(), 0L) == 0;
  }
}
