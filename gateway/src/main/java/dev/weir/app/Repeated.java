package dev.weir.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Something that is looked after at once and then from time to time, until it is closed. The time
/// is the clock's: a machine that slept looks within a second of waking. One virtual thread, which
/// a failure does not end.
final class Repeated implements AutoCloseable {
  private static final Duration LOOKS_AT_THE_CLOCK = Duration.ofSeconds(1);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);

  private final String name;
  private final Duration every;
  private final Look look;
  private final InstantSource clock;
  private final System.Logger log;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /// What is done each time. May block; what it throws is logged.
  @FunctionalInterface
  interface Look {
    void look() throws InterruptedException;
  }

  /// @param name of the thread, for the log too
  Repeated(String name, Duration every, Look look, InstantSource clock, System.Logger log) {
    this.name = name;
    this.every = every;
    this.look = look;
    this.clock = clock;
    this.log = log;
    this.thread = Thread.ofVirtual().name("weir-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      Instant last = clock.instant();
      once();
      while (!closing.await(LOOKS_AT_THE_CLOCK.toNanos(), TimeUnit.NANOSECONDS)) {
        Instant now = clock.instant();
        if (Duration.between(last, now).abs().compareTo(every) >= 0) {
          last = now;
          once();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws InterruptedException {
    try {
      look.look();
    } catch (RuntimeException failed) {
      log.log(System.Logger.Level.WARNING, name + " failed and is tried again", failed);
    }
  }

  /// Waits for the look under way: what it works with is closed next. It is not interrupted, as it
  /// may be writing.
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(ENDED_WITHIN)) {
        log.log(System.Logger.Level.WARNING, "{0} is still under way and is left behind", name);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
