package dev.weir.base.http;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that are kept for exchanges, over all loops of a listener, up to a limit: each exchange
/// keeps to its own limits, and together they could still fill the heap. Thread-safe.
final class HeldBytes {
  /// What one exchange may hold of the last quarter, so that a few large ones do not shut out all
  /// others.
  static final int SMALL = 64 * 1024;

  private final long max;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long max) {
    this.max = max;
  }

  /// Whether there is room for more; if so it is counted until it is given back.
  ///
  /// @param whole how long the body or answer is with it
  boolean take(long more, long whole) {
    long limit = whole > SMALL ? max - max / 4 : max;
    if (held.addAndGet(more) > limit) {
      held.addAndGet(-more);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long count() {
    return held.get();
  }
}
