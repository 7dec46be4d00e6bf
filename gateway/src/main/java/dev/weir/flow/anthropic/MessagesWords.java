package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.ErrorShape;
import dev.weir.flow.dialect.ProviderError;
import java.util.Set;

/// The wire's words for endings and errors.
final class MessagesWords {
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request_error",
          "authentication_error",
          "billing_error",
          "permission_error",
          "not_found_error",
          "conflict_error",
          "request_too_large",
          "rate_limit_error",
          "api_error",
          "timeout_error",
          "overloaded_error");

  private MessagesWords() {}

  static Stop stop(String reason) {
    return switch (reason) {
      case "end_turn" -> Stop.END;
      case "max_tokens", "model_context_window_exceeded" -> Stop.LENGTH;
      case "stop_sequence" -> Stop.SEQUENCE;
      case "tool_use" -> Stop.TOOL;
      case "pause_turn" -> Stop.PAUSED;
      case "refusal" -> Stop.DECLINED;
      default -> Stop.OTHER;
    };
  }

  /// The word for an ending: the provider's own where it is one of this wire for the same.
  static String reason(Frame.Stopped stopped) {
    boolean own = stopped.stop() != Stop.OTHER && stop(stopped.raw()) == stopped.stop();
    if (own) {
      return stopped.raw();
    }
    return switch (stopped.stop()) {
      case END, OTHER -> "end_turn";
      case LENGTH -> "max_tokens";
      case TOOL -> "tool_use";
      case SEQUENCE -> "stop_sequence";
      case FILTERED, DECLINED -> "refusal";
      case PAUSED -> "pause_turn";
    };
  }

  static byte[] error(ProviderError error) {
    return new JsonOutput()
        .object()
        .text("type", "error")
        .object("error")
        .text("type", ERRORS.contains(error.type()) ? error.type() : typeOf(error.status()))
        .text("message", error.message())
        .endObject()
        .endObject()
        .bytes();
  }

  /// An error that names no status is the provider's fault.
  private static String typeOf(int status) {
    return ErrorShape.anthropicType(status == 0 ? 500 : status);
  }
}
