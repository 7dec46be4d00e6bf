package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.ErrorShape;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.util.List;
import java.util.Set;

/// The wire's words for endings, errors and usage.
final class GenerateWords {
  static final String MALFORMED_CALL = "MALFORMED_FUNCTION_CALL";

  private static final String STOP = "STOP";

  /// By the number that stands for each where a client asks for enums as numbers.
  private static final List<String> REASONS =
      List.of(
          "FINISH_REASON_UNSPECIFIED",
          STOP,
          "MAX_TOKENS",
          "SAFETY",
          "RECITATION",
          "OTHER",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          MALFORMED_CALL);

  private static final Set<String> STATUSES =
      Set.of(
          "INVALID_ARGUMENT",
          "FAILED_PRECONDITION",
          "OUT_OF_RANGE",
          "UNAUTHENTICATED",
          "PERMISSION_DENIED",
          "NOT_FOUND",
          "ABORTED",
          "ALREADY_EXISTS",
          "RESOURCE_EXHAUSTED",
          "CANCELLED",
          "DATA_LOSS",
          "UNKNOWN",
          "INTERNAL",
          "UNIMPLEMENTED",
          "UNAVAILABLE",
          "DEADLINE_EXCEEDED");

  private GenerateWords() {}

  /// The word for an ending that the cursor stands at; empty if it is none.
  static String reason(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.INTEGER)) {
      return cursor.text();
    }
    long number = cursor.integer();
    return number >= 0 && number < REASONS.size()
        ? REASONS.get((int) number)
        : Long.toString(number);
  }

  /// @param calls whether it called a tool, of which the wire has no word for an ending
  static Stop stop(String reason, boolean calls) {
    return switch (reason) {
      case "", STOP -> calls ? Stop.TOOL : Stop.END;
      case "MAX_TOKENS" -> Stop.LENGTH;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          Stop.FILTERED;
      default -> Stop.OTHER;
    };
  }

  /// The word for an ending: the provider's own where it is one of this wire for the same.
  ///
  /// @param declined whether it said that it would not
  static String reason(Frame.Stopped stopped, boolean declined) {
    boolean own =
        REASONS.contains(stopped.raw())
            || stop(stopped.raw(), stopped.stop() == Stop.TOOL) == Stop.FILTERED;
    if (own && !declined && stop(stopped.raw(), stopped.stop() == Stop.TOOL) == stopped.stop()) {
      return stopped.raw();
    }
    return switch (stopped.stop()) {
      case END -> declined ? "SAFETY" : STOP;
      case TOOL, SEQUENCE -> STOP;
      case LENGTH, PAUSED -> "MAX_TOKENS";
      case FILTERED, DECLINED -> "SAFETY";
      case OTHER -> "OTHER";
    };
  }

  static byte[] error(ProviderError error) {
    int status = error.status() == 0 ? 500 : error.status();
    var out = new JsonOutput().object().object("error").number("code", status);
    out.text("message", error.message());
    out.text(
        "status", STATUSES.contains(error.type()) ? error.type() : ErrorShape.geminiStatus(status));
    if (!error.code().isEmpty()) {
      out.array("details")
          .object()
          .text("@type", "type.googleapis.com/google.rpc.ErrorInfo")
          .text("reason", error.code())
          .endObject()
          .endArray();
    }
    return out.endObject().endObject().bytes();
  }

  /// Writes the member `usageMetadata`: output without thoughts, which are beside it. What was
  /// written to a cache has no word of its own: it is of the prompt.
  static void usage(Usage usage, JsonOutput out) {
    out.object("usageMetadata")
        .number("promptTokenCount", usage.input())
        .number("candidatesTokenCount", usage.plainOutput())
        .number("totalTokenCount", usage.input() + usage.output());
    if (usage.cacheRead() > 0) {
      out.number("cachedContentTokenCount", usage.cacheRead());
    }
    if (usage.reasoning() > 0) {
      out.number("thoughtsTokenCount", usage.reasoning());
    }
    out.endObject();
  }
}
