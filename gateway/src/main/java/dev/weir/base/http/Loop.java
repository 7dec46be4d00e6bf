package dev.weir.base.http;

import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// One event loop: a single thread that owns its connections and whatever state is given to it.
///
/// A task must not block. All methods may be called from any thread.
public final class Loop implements Executor {
  private final ContextInternal context;

  Loop(ContextInternal context) {
    this.context = context;
  }

  /// Runs the task on the loop's thread, later, in order of arrival.
  @Override
  public void execute(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  /// Runs the task now when called on this loop, later otherwise.
  public void run(Runnable task) {
    context.emit(task, Runnable::run);
  }

  /// Runs the task once, on the loop's thread, after the delay.
  public Timer schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future =
        context
            .nettyEventLoop()
            .schedule(
                () -> context.emit(task, Runnable::run), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /// Runs the task when the reads that are ready now have been handled. Only from this loop.
  void afterTurn(Runnable task) {
    context.nettyEventLoop().execute(task);
  }

  public boolean inLoop() {
    return context.nettyEventLoop().inEventLoop();
  }

  /// A task that has been scheduled and may still be called off.
  @FunctionalInterface
  public interface Timer {
    void cancel();
  }
}
