package dev.weir.flow.projection;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import java.time.Instant;
import java.util.Optional;

/// What the fold must know of attempts that have ended: too many to keep in memory.
interface Past {

  /// When the call's first attempt was reserved.
  Optional<Instant> acceptedAt(CallId call);

  /// What is known of an attempt, every correction so far included.
  Optional<Known> attempt(AttemptId id);

  /// An attempt that has ended.
  ///
  /// @param inForce sums over its rows, and the charge lines that no correction took back
  /// @param beside with the requests that no row took back
  record Known(OpenAttempt attempt, Figures inForce, Row.Answer answer, Row.Beside beside) {
    /// A usage record stands for one request at least, until it is taken back.
    boolean isVoided() {
      return !beside.isNone() && beside.requests() == 0;
    }
  }
}
