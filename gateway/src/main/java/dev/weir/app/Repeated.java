package dev.weir.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Something that is looked after at once and then from time to time, until it is closed. One
/// virtual thread, which a failure does not end.
final class Repeated implements AutoCloseable {
  private final String name;
  private final Duration every;
  private final Look look;
  private final System.Logger log;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// What is done each time. May block; what it throws is logged.
  @FunctionalInterface
  interface Look {
    void look() throws InterruptedException;
  }

  /// @param name of the thread, for the log too
  Repeated(String name, Duration every, Look look, System.Logger log) {
    this.name = name;
    this.every = every;
    this.look = look;
    this.log = log;
  }

  void start() {
    Thread.ofVirtual().name("weir-" + name).start(this::run);
  }

  private void run() {
    try {
      do {
        once();
      } while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws InterruptedException {
    try {
      look.look();
    } catch (RuntimeException failed) {
      if (closing.getCount() > 0) { // else what it works with has been closed
        log.log(System.Logger.Level.WARNING, name + " failed and is tried again", failed);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
