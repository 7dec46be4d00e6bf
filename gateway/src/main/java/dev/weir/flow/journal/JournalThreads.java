package dev.weir.flow.journal;

import dev.weir.base.thread.Background;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The journal's two threads: the writer and the housekeeper.
final class JournalThreads {
  private final JournalConfig config;
  private final Journal journal;
  private final Inbox inbox;
  private final Semaphore due = new Semaphore(0);
  private List<Thread> running = List.of();

  JournalThreads(JournalConfig config, Journal journal, Inbox inbox) {
    this.config = config;
    this.journal = journal;
    this.inbox = inbox;
  }

  void start() {
    running =
        List.of(
            Thread.ofPlatform().name("journal-writer").daemon().start(this::write),
            Thread.ofPlatform()
                .name("journal-housekeeper")
                .daemon()
                .start(Background.of(this::housekeep)));
  }

  void wakeHousekeeping() {
    due.release();
  }

  void stop() {
    due.release();
    boolean interrupted = false;
    for (Thread thread : running) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      boolean more = true;
      while (more) {
        Inbox.Batch batch = inbox.awaitAndTake();
        more = batch.count() > 0 || !stopped();
        journal.write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void housekeep() {
    try {
      while (!stopped()) {
        journal.housekeepOnce();
        due.tryAcquire(pauseMillis(), TimeUnit.MILLISECONDS);
        due.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long pauseMillis() {
    return Math.min(config.syncEvery().toMillis(), config.retryEvery().toMillis());
  }

  private boolean stopped() {
    return switch (journal.state()) {
      case JournalState.Failed failed -> true;
      case JournalState.Closed closed -> true;
      case JournalState.Open open -> false;
      case JournalState.NoRoom noRoom -> false;
    };
  }
}
