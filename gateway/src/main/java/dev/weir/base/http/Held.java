package dev.weir.base.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What one exchange holds of its listener's [HeldBytes], until its answer is over and nobody else
/// keeps it. Taking is confined to the exchange's loop; [#keep]'s end may be told by any thread.
final class Held {
  private final HeldBytes bodies;
  private final HeldBytes answers;
  private final AtomicInteger keepers = new AtomicInteger(1);

  /// The last keeper reads these after all others have left.
  private long ofBody;

  private long ofAnswer;

  Held(HeldBytes bodies, HeldBytes answers) {
    this.bodies = bodies;
    this.answers = answers;
  }

  boolean body(long more) {
    if (!bodies.take(more, ofBody + more)) {
      return false;
    }
    ofBody += more;
    return true;
  }

  /// A copy of a body of this length; one of a small body is small.
  boolean copy(long length) {
    if (!bodies.take(length, length)) {
      return false;
    }
    ofBody += length;
    return true;
  }

  boolean answer(long more) {
    if (!answers.take(more, ofAnswer + more)) {
      return false;
    }
    ofAnswer += more;
    return true;
  }

  /// The body is thrown away.
  void dropBody() {
    bodies.giveBack(ofBody);
    ofBody = 0;
  }

  /// One more keeps what is held, until the action returned is run.
  Runnable keep() {
    keepers.incrementAndGet();
    AtomicBoolean kept = new AtomicBoolean(true);
    return () -> {
      if (kept.compareAndSet(true, false)) {
        leave();
      }
    };
  }

  /// The answer is over, or another keeper has left.
  void leave() {
    if (keepers.decrementAndGet() == 0) {
      bodies.giveBack(ofBody);
      answers.giveBack(ofAnswer);
    }
  }
}
