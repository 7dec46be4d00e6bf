package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Stop;
import org.jspecify.annotations.Nullable;

/// Why a choice finished, as the wire tells it. One writer.
final class GenerateEnding {
  private Frame.@Nullable Stopped stopped;
  private boolean declined;
  private String malformed = "";

  /// It said that it would not.
  void declined() {
    declined = true;
  }

  /// One of its calls is none.
  void malformed(GenerateCall call) {
    malformed = malformed.isEmpty() ? call.malformed() : malformed;
  }

  void stopped(Frame.Stopped how) {
    stopped = how;
  }

  /// Writes the members of a candidate. One that was cut within a call's arguments says so.
  void write(JsonOutput out) {
    if (stopped == null) {
      return;
    }
    boolean broken = !malformed.isEmpty() && stopped.stop() != Stop.LENGTH;
    out.text(
        "finishReason",
        broken ? GenerateWords.MALFORMED_CALL : GenerateWords.reason(stopped, declined));
    if (!malformed.isEmpty()) {
      out.text("finishMessage", malformed);
    }
  }
}
