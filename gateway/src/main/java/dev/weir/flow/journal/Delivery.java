package dev.weir.flow.journal;

import dev.weir.base.log.LogLine;
import dev.weir.flow.journal.Inbox.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Tells the acknowledgements of a batch, one task per executor, who waits longest first. One that
/// throws does not keep the others from being told.
final class Delivery {
  private final System.Logger log;

  Delivery(System.Logger log) {
    this.log = log;
  }

  /// The batch is durable.
  void durable(Batch batch, long[] positions) {
    Map<Executor, List<Runnable>> tasks = new LinkedHashMap<>();
    for (int i = 0; i < batch.count(); i++) {
      Acknowledgement acknowledgement = batch.acknowledgement(i);
      long position = positions[i];
      add(tasks, acknowledgement, () -> acknowledgement.durable(position));
    }
    run(tasks);
  }

  /// The batch may or may not be in the file.
  void failed(Batch batch, String reason) {
    Map<Executor, List<Runnable>> tasks = new LinkedHashMap<>();
    for (int i = 0; i < batch.count(); i++) {
      Acknowledgement acknowledgement = batch.acknowledgement(i);
      add(tasks, acknowledgement, () -> acknowledgement.failed(reason));
    }
    run(tasks);
  }

  private static void add(
      Map<Executor, List<Runnable>> tasks, Acknowledgement acknowledgement, Runnable task) {
    if (!acknowledgement.equals(Acknowledgement.NONE)) {
      tasks.computeIfAbsent(acknowledgement.executor(), loop -> new ArrayList<>()).add(task);
    }
  }

  private void run(Map<Executor, List<Runnable>> tasks) {
    tasks.forEach((executor, list) -> {
      try {
        executor.execute(() -> list.forEach(this::tell));
      } catch (RejectedExecutionException closing) {
        log.log(
            System.Logger.Level.WARNING,
            "journal: {0} acknowledgements have no one to be told, their executor is closed",
            list.size());
      }
    });
  }

  private void tell(Runnable acknowledgement) {
    try {
      acknowledgement.run();
    } catch (RuntimeException defect) {
      log.log(
          System.Logger.Level.ERROR,
          LogLine.defect("journal", "journal: an acknowledgement failed", defect));
    }
  }
}
