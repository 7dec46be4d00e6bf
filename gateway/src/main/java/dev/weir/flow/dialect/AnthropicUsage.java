package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.HashMap;
import java.util.Map;

/// The usage blocks of one Anthropic answer. `input_tokens` is exclusive on the wire: all input is
/// that plus cache reads plus cache writes. A stream's later blocks are cumulative: each figure
/// they give replaces the earlier one. −1 = not said.
public final class AnthropicUsage {
  private long input = -1;
  private long output = -1;
  private long cacheRead = -1;
  private long cacheWrite = -1;
  private long write5m = -1;
  private long write1h = -1;
  private long thinking = -1;
  private final Map<String, Long> tools = new HashMap<>();
  private final Map<String, Long> iterations = new HashMap<>();
  private String geo = "";
  private String serviceTier = "";
  private String speed = "";

  public AnthropicUsage() {}

  private AnthropicUsage(AnthropicUsage other) {
    input = other.input;
    output = other.output;
    cacheRead = other.cacheRead;
    cacheWrite = other.cacheWrite;
    write5m = other.write5m;
    write1h = other.write1h;
    thinking = other.thinking;
    tools.putAll(other.tools);
    iterations.putAll(other.iterations);
    geo = other.geo;
    serviceTier = other.serviceTier;
    speed = other.speed;
  }

  /// These figures with a further block's over them. A block that breaks off gives none: its last
  /// figure may have lost digits.
  public AnthropicUsage and(JsonCursor cursor) throws JsonFault {
    AnthropicUsage both = new AnthropicUsage(this);
    both.read(cursor);
    return both;
  }

  private void read(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "input_tokens" -> input = newer(cursor, input);
        case "output_tokens" -> output = newer(cursor, output);
        case "cache_read_input_tokens" -> cacheRead = newer(cursor, cacheRead);
        case "cache_creation_input_tokens" -> cacheWrite = newer(cursor, cacheWrite);
        case "cache_creation" -> split(cursor);
        case "output_tokens_details" -> outputDetails(cursor);
        case "server_tool_use" -> serverTools(cursor);
        case "iterations" -> iterations(cursor);
        case "inference_geo" -> geo = AnswerFacts.text(cursor, geo);
        case "service_tier" -> serviceTier = AnswerFacts.text(cursor, serviceTier);
        case "speed" -> speed = AnswerFacts.text(cursor, speed);
        default -> cursor.skip();
      }
    }
  }

  /// The tier served. Speed is a price of its own, so a speed above the standard names the tier.
  String tier() {
    return speed.isEmpty() || speed.equals("standard") ? serviceTier : speed;
  }

  /// @param ended whether the output figure is final; a stream begins with a placeholder
  public UsageReport report(boolean ended) {
    if (input < 0 || (ended && output < 0)) {
      return new UsageReport.Missing();
    }
    var draft = new UsageDraft();
    draft.cacheRead = Math.max(0, cacheRead);
    draft.cacheWrite5m = Math.max(0, write5m);
    draft.cacheWrite1h = Math.max(0, write1h);
    long unsplit = Math.max(0, cacheWrite) - draft.cacheWrite5m - draft.cacheWrite1h;
    if (cacheWrite >= 0 && unsplit != 0) {
      boolean mixed = draft.cacheWrite5m > 0 && draft.cacheWrite1h > 0;
      if (unsplit < 0 || mixed) {
        return new UsageReport.Contradictory(
            "cache writes %d, split 5m %d and 1h %d".formatted(cacheWrite, write5m, write1h));
      }
      // Writes without a split, or later ones of the same answer: of the one term it uses.
      if (draft.cacheWrite1h > 0) {
        draft.cacheWrite1h += unsplit;
      } else {
        draft.cacheWrite5m += unsplit;
      }
    }
    draft.input = input + draft.cacheRead + draft.cacheWrite5m + draft.cacheWrite1h;
    draft.output = ended ? output : 0;
    draft.reasoning = ended ? Math.max(0, thinking) : 0;
    tools.forEach(draft::beyond);
    iterations.forEach(draft::beyond);
    if (!geo.isEmpty() && !geo.equals("global") && !geo.equals("not_available")) {
      draft.beyond("inference_geo_" + geo, 1);
    }
    return draft.report(ended);
  }

  private static long newer(JsonCursor cursor, long known) throws JsonFault {
    long value = UsageDraft.figure(cursor);
    return value >= 0 ? value : known;
  }

  private void split(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "ephemeral_5m_input_tokens" -> write5m = newer(cursor, write5m);
        case "ephemeral_1h_input_tokens" -> write1h = newer(cursor, write1h);
        default -> cursor.skip();
      }
    }
  }

  private void outputDetails(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      if (cursor.name().equals("thinking_tokens")) {
        thinking = newer(cursor, thinking);
      } else {
        cursor.skip();
      }
    }
  }

  /// Requests of server tools that have a price. Fetching has none.
  private void serverTools(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      String name = cursor.name();
      long requests = UsageDraft.figure(cursor);
      if (name.endsWith("_requests") && !name.equals("web_fetch_requests") && requests >= 0) {
        tools.put(name.substring(0, name.length() - "_requests".length()), requests);
      }
    }
  }

  /// Further answers made on the way (compaction, an adviser, a fallback model): their tokens are
  /// not in the totals, or not of the model served.
  private void iterations(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    iterations.clear();
    while (cursor.nextElement()) {
      iteration(cursor);
    }
  }

  private void iteration(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    String type = "message";
    long in = 0;
    long out = 0;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = AnswerFacts.text(cursor, type);
        case "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens" ->
            in += Math.max(0, UsageDraft.figure(cursor));
        case "output_tokens" -> out += Math.max(0, UsageDraft.figure(cursor));
        default -> cursor.skip();
      }
    }
    if (!type.equals("message")) {
      iterations.merge(type + "_input", in, Long::sum);
      iterations.merge(type + "_output", out, Long::sum);
    }
  }
}
