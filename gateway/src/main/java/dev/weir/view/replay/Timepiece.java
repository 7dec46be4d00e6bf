package dev.weir.view.replay;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Time as a player needs it. A test's twin lets it pass without waiting.
interface Timepiece {
  /// Of a clock for durations.
  long nanos();

  /// Lets so much time pass; none where it is 0 or less.
  void sleep(long nanos) throws InterruptedException;

  /// The time there is.
  record Passing(LongSupplier clock) implements Timepiece {
    @Override
    public long nanos() {
      return clock.getAsLong();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }
}
