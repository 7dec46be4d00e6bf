package dev.weir.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Says each day in the log which prices nobody has read at their source for too long. One virtual
/// thread.
final class OldPrices implements AutoCloseable {
  private static final Duration EVERY = Duration.ofDays(1);

  private final Supplier<List<String>> notices;
  private final System.Logger log;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// @param notices one for each catalogue that is too old
  OldPrices(Supplier<List<String>> notices, System.Logger log) {
    this.notices = notices;
    this.log = log;
  }

  void start() {
    Thread.ofVirtual().name("weir-old-prices").start(this::watch);
  }

  private void watch() {
    try {
      do {
        look();
      } while (!closing.await(EVERY.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      for (String notice : notices.get()) {
        log.log(System.Logger.Level.WARNING, "{0}: weir prices update", notice);
      }
    } catch (RuntimeException unread) {
      if (closing.getCount() > 0) { // else what it is read from has been closed
        log.log(System.Logger.Level.WARNING, "how old prices are cannot be told", unread);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
