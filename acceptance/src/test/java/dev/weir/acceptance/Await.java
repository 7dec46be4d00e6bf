package dev.weir.acceptance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waiting for another process, which can only be asked again and again.
final class Await {
  private static final long PAUSE_MILLIS = 20;

  private Await() {}

  /// @throws AssertionError naming what did not happen within the deadline
  static void until(Duration deadline, String what, BooleanSupplier condition) {
    value(deadline, what, condition::getAsBoolean, Boolean::booleanValue);
  }

  /// The first value that satisfies the condition.
  ///
  /// @throws AssertionError naming what did not happen, and the last value seen
  static <T> T value(
      Duration deadline, String what, Supplier<T> source, Predicate<? super T> condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      T value = source.get();
      if (condition.test(value)) {
        return value;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "not within %s: %s; last seen: %s".formatted(deadline, what, value));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      if (never) {
        throw new IllegalStateException("a latch nobody counts down has opened");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
