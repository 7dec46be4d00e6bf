package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// The usage block of OpenAI's chat, completions and embeddings. Figures are inclusive on the wire:
/// `prompt_tokens` has the cached and cache-writing ones, `completion_tokens` has reasoning and
/// rejected predictions. −1 = not said.
final class OpenAiUsage {
  private long prompt = -1;
  private long completion = -1;
  private long total = -1;
  private long cached = -1;
  private long cacheWrite = -1;
  private long reasoning = -1;
  private long audioInput;
  private long audioOutput;

  /// Reads the block; a later one replaces an earlier one.
  static OpenAiUsage read(JsonCursor cursor) throws JsonFault {
    var usage = new OpenAiUsage();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "prompt_tokens" -> usage.prompt = UsageDraft.figure(cursor);
        case "completion_tokens" -> usage.completion = UsageDraft.figure(cursor);
        case "total_tokens" -> usage.total = UsageDraft.figure(cursor);
        case "prompt_tokens_details" -> usage.promptDetails(cursor);
        case "completion_tokens_details" -> usage.completionDetails(cursor);
        // Some compatible servers say it here and nowhere else.
        case "cached_tokens" -> usage.cached = Math.max(usage.cached, UsageDraft.figure(cursor));
        default -> cursor.skip();
      }
    }
    return usage;
  }

  private void promptDetails(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "cached_tokens" -> cached = UsageDraft.figure(cursor);
        case "cache_write_tokens" -> cacheWrite = UsageDraft.figure(cursor);
        case "audio_tokens" -> audioInput = UsageDraft.figure(cursor);
        default -> cursor.skip();
      }
    }
  }

  private void completionDetails(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "reasoning_tokens" -> reasoning = UsageDraft.figure(cursor);
        case "audio_tokens" -> audioOutput = UsageDraft.figure(cursor);
        default -> cursor.skip();
      }
    }
  }

  UsageReport report() {
    long output = completion >= 0 ? completion : total - prompt;
    if (prompt < 0 || output < 0) {
      return new UsageReport.Missing();
    }
    if (total >= 0 && total != prompt + output) {
      // Some compatible servers count reasoning beside the completion; their total proves it.
      if (total != prompt + output + Math.max(0, reasoning)) {
        return new UsageReport.Contradictory(
            "prompt %d + completion %d, total %d".formatted(prompt, output, total));
      }
      output = total - prompt;
    }
    var draft = new UsageDraft();
    draft.input = prompt;
    draft.cacheRead = Math.max(0, cached);
    draft.cacheWrite5m = Math.max(0, cacheWrite);
    draft.output = output;
    draft.reasoning = Math.max(0, reasoning);
    draft.beyond("audio_input", audioInput);
    draft.beyond("audio_output", audioOutput);
    return draft.report(true);
  }
}
