package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Frame;

/// `finish_reason`. A turn that the provider only paused was cut for this client, so it is told as
/// one; what the model would not say was filtered.
final class ChatStop {
  private ChatStop() {}

  static String word(Frame.Stopped stopped) {
    return switch (stopped.stop()) {
      case END, SEQUENCE, OTHER -> "stop";
      case LENGTH, PAUSED -> "length";
      case TOOL -> "tool_calls";
      case FILTERED, DECLINED -> "content_filter";
    };
  }

  /// The provider's own word beside it, as OpenRouter has it.
  static void writeNative(Frame.Stopped stopped, JsonOutput out) {
    if (!stopped.raw().isEmpty() && !stopped.raw().equals(word(stopped))) {
      out.text("native_finish_reason", stopped.raw());
    }
  }
}
