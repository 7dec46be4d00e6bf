package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.UsagePaths.Figure;
import java.util.Map;

/// The usage block of OpenAI's chat, completions and embeddings, wherever a vendor says what in it.
/// Figures are inclusive on the wire: the input has the cached and cache-writing ones, the output
/// has reasoning and rejected predictions.
final class OpenAiUsage {
  private final UsagePaths.Said said;
  private final UsagePaths paths;

  private OpenAiUsage(UsagePaths.Said said, UsagePaths paths) {
    this.said = said;
    this.paths = paths;
  }

  /// Reads the block; a later one replaces an earlier one.
  static OpenAiUsage read(JsonCursor cursor, UsagePaths paths) throws JsonFault {
    return new OpenAiUsage(paths.read(cursor), paths);
  }

  UsageReport report() {
    return report(Map.of());
  }

  /// @param counted what the answer says of units beside its usage; what the usage itself says of
  ///   one counts
  UsageReport report(Map<Meter, Long> counted) {
    long input = said.of(Figure.INPUT);
    long completion = said.of(Figure.OUTPUT);
    long total = said.of(Figure.TOTAL);
    long reasoning = Math.max(0, said.of(Figure.REASONING));
    long unsaid = total >= 0 ? total - input : paths.has(Figure.OUTPUT) ? -1 : 0;
    long output = completion >= 0 ? completion : unsaid;
    if (input < 0 || output < 0) {
      return new UsageReport.Missing();
    }
    if (total >= 0 && total != input + output) {
      // Some compatible servers count reasoning beside the completion, and one does not say it at
      // all; their total proves it.
      boolean beside = total == input + output + reasoning;
      if (!beside && !(paths.restIsOutput() && total > input + output)) {
        return new UsageReport.Contradictory(
            "prompt %d + completion %d, total %d".formatted(input, output, total));
      }
      output = total - input;
    }
    var draft = new UsageDraft();
    draft.input = input;
    draft.cacheRead = Math.max(0, said.of(Figure.CACHE_READ));
    draft.cacheWrite5m = Math.max(0, said.of(Figure.CACHE_WRITE));
    draft.output = output;
    draft.reasoning = reasoning;
    said.beyond(draft);
    counted.forEach((meter, quantity) -> draft.beyond.putIfAbsent(meter.label(), quantity));
    return draft.report(true);
  }
}
