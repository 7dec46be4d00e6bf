package dev.weir.app.command;

import dev.weir.app.Assembly;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A gateway that is being started, runs, or could not be started: calls may be under way before
/// its start has ended, so a signal that comes meanwhile is carried out then. Thread-safe.
final class Serving {
  private final CountDownLatch startEnded = new CountDownLatch(1);
  private volatile @Nullable Assembly assembly;

  Assembly start(Supplier<Assembly> how) {
    try {
      Assembly started = how.get();
      assembly = started;
      return started;
    } finally {
      startEnded.countDown();
    }
  }

  /// Runs the task when the start has ended, unless that failed.
  void whenStarted(Consumer<Assembly> task) {
    try {
      startEnded.await();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    Assembly running = assembly;
    if (running != null) {
      task.accept(running);
    }
  }
}
