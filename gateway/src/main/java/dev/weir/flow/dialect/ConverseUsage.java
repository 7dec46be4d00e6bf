package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// The usage of a Converse answer. `inputTokens` is exclusive on the wire: all input is that plus
/// cache reads plus cache writes. What was written for an hour is said apart, if at all. −1 = not
/// said.
public final class ConverseUsage {
  private long input = -1;
  private long output = -1;
  private long cacheRead = -1;
  private long cacheWrite = -1;
  private long hour;
  private final UsageDraft draft = new UsageDraft();

  private ConverseUsage() {}

  /// Reads the object the cursor stands at.
  public static UsageReport read(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return new UsageReport.Missing();
    }
    var usage = new ConverseUsage();
    while (cursor.nextMember()) {
      usage.member(cursor.name(), cursor);
    }
    return usage.report();
  }

  /// Some answers say cache figures by two names, and mean them once.
  private void member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "inputTokens" -> input = UsageDraft.figure(cursor);
      case "outputTokens" -> output = UsageDraft.figure(cursor);
      case "cacheReadInputTokens", "cacheReadInputTokenCount" ->
          cacheRead = Math.max(cacheRead, UsageDraft.figure(cursor));
      case "cacheWriteInputTokens", "cacheWriteInputTokenCount" ->
          cacheWrite = Math.max(cacheWrite, UsageDraft.figure(cursor));
      case "cacheDetails" -> Reading.objects(cursor, this::term);
      case "serverToolUsage" -> Reading.members(cursor, this::serverTool);
      default -> cursor.skip();
    }
  }

  /// Tokens written to the cache for a term.
  private void term(JsonCursor cursor) throws JsonFault {
    long tokens = 0;
    String ttl = "";
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "inputTokens" -> tokens = Math.max(0, UsageDraft.figure(cursor));
        case "ttl" -> ttl = cursor.text();
        default -> cursor.skip();
      }
    }
    hour += ttl.equals("1h") ? tokens : 0;
  }

  private void serverTool(JsonCursor cursor) throws JsonFault {
    draft.beyond(cursor.name(), UsageDraft.figure(cursor));
  }

  private UsageReport report() {
    if (input < 0 || output < 0) {
      return new UsageReport.Missing();
    }
    long written = Math.max(0, cacheWrite);
    if (hour > written) {
      return new UsageReport.Contradictory(
          "cache writes %d, of them 1h %d".formatted(written, hour));
    }
    draft.cacheRead = Math.max(0, cacheRead);
    draft.cacheWrite5m = written - hour;
    draft.cacheWrite1h = hour;
    draft.input = input + draft.cacheRead + written;
    draft.output = output;
    return draft.report(true);
  }
}
