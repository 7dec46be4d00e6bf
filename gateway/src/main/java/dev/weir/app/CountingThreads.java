package dev.weir.app;

import dev.weir.base.thread.Background;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Where the tokens of torn answers are counted. That is computing alone, much of it when a
/// provider fails: on threads of its own, so that nothing else waits for it. What finds the queue
/// full is rejected, and charged its bound.
final class CountingThreads implements AutoCloseable {
  static final int WAITING_MAX = 256;
  private static final int CORES_PER_THREAD = 4;
  private static final int THREADS_MAX = 2;
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

  private final ThreadPoolExecutor threads;

  CountingThreads() {
    int cores = Runtime.getRuntime().availableProcessors();
    int count = Math.clamp(cores / CORES_PER_THREAD, 1, THREADS_MAX);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task ->
                Thread.ofPlatform().name("weir-counting").daemon().unstarted(Background.of(task)));
  }

  Executor executor() {
    return threads;
  }

  /// What still waits has had its time: [Shutdown] waited for it.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
