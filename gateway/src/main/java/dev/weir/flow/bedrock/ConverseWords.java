package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.ErrorShape;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import org.jspecify.annotations.Nullable;

/// The wire's words for endings, errors and usage.
final class ConverseWords {
  private ConverseWords() {}

  static Stop stop(String reason) {
    return switch (reason) {
      case "end_turn" -> Stop.END;
      case "max_tokens", "model_context_window_exceeded" -> Stop.LENGTH;
      case "stop_sequence" -> Stop.SEQUENCE;
      case "tool_use" -> Stop.TOOL;
      case "guardrail_intervened", "content_filtered" -> Stop.FILTERED;
      default -> Stop.OTHER;
    };
  }

  /// The word for an ending: the provider's own where it is one of this wire for the same.
  static String reason(Frame.@Nullable Stopped stopped, boolean declined) {
    if (stopped == null) {
      return "end_turn";
    }
    boolean own = stopped.stop() != Stop.OTHER && stop(stopped.raw()) == stopped.stop();
    if (own && !declined) {
      return stopped.raw();
    }
    return switch (stopped.stop()) {
      case END -> declined ? "content_filtered" : "end_turn";
      case OTHER -> "end_turn";
      case LENGTH, PAUSED -> "max_tokens";
      case TOOL -> "tool_use";
      case SEQUENCE -> "stop_sequence";
      case FILTERED, DECLINED -> "content_filtered";
    };
  }

  /// What an exception within an answer would have been as a status of HTTP.
  static ProviderError thrown(String type, ProviderError said) {
    int status =
        switch (type) {
          case "throttlingException" -> 429;
          case "validationException" -> 400;
          case "modelTimeoutException" -> 408;
          case "modelStreamErrorException" -> 424;
          case "serviceUnavailableException" -> 503;
          default -> 500;
        };
    return new ProviderError(status, type, "", said.message(), "");
  }

  /// The type of an exception within an answer.
  static String exception(ProviderError error) {
    return ErrorShape.bedrockException(error.status() == 0 ? 500 : error.status());
  }

  static byte[] message(ProviderError error) {
    return new JsonOutput().object().text("message", error.message()).endObject().bytes();
  }

  /// Writes the member `usage`: input without what was read from or written to a cache.
  static void usage(Usage usage, JsonOutput out) {
    long written = usage.cacheWrite5m() + usage.cacheWrite1h();
    out.object("usage")
        .number("inputTokens", usage.plainInput())
        .number("outputTokens", usage.output())
        .number("totalTokens", usage.input() + usage.output())
        .number("cacheReadInputTokens", usage.cacheRead())
        .number("cacheWriteInputTokens", written);
    if (usage.cacheWrite1h() > 0) {
      out.array("cacheDetails");
      out.object().text("ttl", "1h").number("inputTokens", usage.cacheWrite1h()).endObject();
      if (usage.cacheWrite5m() > 0) {
        out.object().text("ttl", "5m").number("inputTokens", usage.cacheWrite5m()).endObject();
      }
      out.endArray();
    }
    out.endObject();
  }
}
