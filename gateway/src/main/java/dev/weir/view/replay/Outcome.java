package dev.weir.view.replay;

import java.time.Duration;

/// How one try of a call ended, as its caller saw it.
sealed interface Outcome {

  /// @param callId Weir's id, from `x-weir-call-id`; empty when the answer has none
  /// @param input tokens the answer reports, cached ones included
  /// @param output tokens the answer reports
  /// @param firstTokenNanos until the first piece of text of a stream, from sending; 0 otherwise
  record Answered(String callId, long input, long output, long firstTokenNanos)
      implements Outcome {}

  /// @param kind Weir's code, `budget_spent`, or `http_503` where the answer names none
  /// @param retryAfter zero when the answer names none
  record Refused(int status, String kind, String message, Duration retryAfter) implements Outcome {
    /// Whether the same call may pass a little later, by its status: 429 and 503.
    boolean isPassing() {
      return status == 429 || status == 503;
    }
  }

  /// No whole answer came, or one that cannot be read.
  record Failed(String kind, String detail) implements Outcome {}
}
