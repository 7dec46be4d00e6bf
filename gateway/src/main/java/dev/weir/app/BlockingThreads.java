package dev.weir.app;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Where work may block: operators' requests, log lines. A report that takes minutes does not keep
/// the gateway from ending.
final class BlockingThreads implements AutoCloseable {
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ExecutorService executor() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
