package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import java.time.Instant;

/// Follows calls through Weir, for traces. Called on event loops; must not block.
public interface Tracing {

  /// Nobody follows: what a caller says of its trace goes on as it came.
  Tracing OFF =
      new Tracing() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public Headers outward(AttemptId attempt, Headers callers) {
          return callers;
        }

        @Override
        public void over(CallOver call) {}
      };

  /// Whether anybody follows; where not, nothing is made to be told.
  boolean isOn();

  /// An attempt is to be sent.
  ///
  /// @param callers the caller's headers
  /// @return the same, with the attempt's own place in the caller's trace
  Headers outward(AttemptId attempt, Headers callers);

  /// A call has been answered, or its caller has left; attempts may still be counted.
  void over(CallOver call);

  /// A call from its acceptance to its end.
  ///
  /// @param status the caller was answered with; 0 = it left before
  /// @param headers the caller's
  record CallOver(
      CallId call, CallFacts facts, Instant accepted, long micros, int status, Headers headers) {}
}
