package dev.weir.app;

import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.health.Versions;
import dev.weir.flow.health.Versions.Served;
import dev.weir.flow.ledger.Alert;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.ServedModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Writes down that a provider answers with another model than before under the same name, which
/// the ledger then tells. What was served before the start, it learns from the ledger database, as
/// soon as that has caught up.
final class DriftWatch implements Signals, AutoCloseable {
  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(1);

  private final Versions versions = new Versions();
  private final Ledger ledger;
  private final Consumer<Throwable> bug;
  private final Thread learning;

  /// @param end of the journal, before this process appended anything
  /// @param bug hears why what was served before cannot be learned
  DriftWatch(
      Ledger ledger, LedgerLoader loader, ServedModels models, long end, Consumer<Throwable> bug) {
    this.ledger = ledger;
    this.bug = bug;
    this.learning =
        Thread.ofVirtual().name("drift-watch").unstarted(() -> learn(loader, models, end));
  }

  void start() {
    learning.start();
  }

  private void learn(LedgerLoader loader, ServedModels models, long end) {
    try {
      while (!loader.awaitLoaded(end, LOADED_WITHIN)) {
        // A database that is built again takes as long as it takes.
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      remember(models, end);
    } catch (RuntimeException unread) {
      bug.accept(unread); // what is served from now on is still watched
    }
  }

  private void remember(ServedModels models, long end) {
    Instant from = ledger.latest().minus(REMEMBERED);
    List<Served> before =
        models.since(from, end).stream()
            .map(each -> new Served(each.provider(), each.model(), each.served()))
            .toList();
    versions.remember(before).forEach(this::tell);
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    if (ending instanceof Entry.Settled settled) {
      versions.saw(reserved, settled).ifPresent(this::tell);
    }
  }

  private void tell(Entry.Drifted drifted) {
    ledger.seen(new Alert.ModelDrifted(drifted));
  }

  /// Nothing to do: a defect at the edge serves no model, and the log hears of it as this does.
  @Override
  public void bug(Throwable defect) {}

  @Override
  public void close() {
    learning.interrupt();
    try {
      learning.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
