package dev.weir.app;

import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader.Lag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether calls can be served. Thread-safe.
final class Readiness {
  private final Supplier<JournalState> journal;
  private final Supplier<Optional<String>> divergence;
  private final Supplier<Lag> lag;
  private final Rebuild rebuild;
  private volatile Supplier<Optional<String>> dataPlane =
      () -> Optional.of("the data plane does not listen yet");

  /// @param journal whether it takes entries
  /// @param divergence why enforced and stored books differ; empty = they do not
  /// @param lag of the ledger database
  /// @param position of the journal at the start
  Readiness(
      Supplier<JournalState> journal,
      Supplier<Optional<String>> divergence,
      Supplier<Lag> lag,
      long position) {
    this.journal = journal;
    this.divergence = divergence;
    this.lag = lag;
    this.rebuild = new Rebuild(position);
  }

  /// The data plane takes calls.
  void serving() {
    dataPlane = Optional::empty;
  }

  /// The data plane does not take calls, or soon will not.
  ///
  /// @param why asked each time
  void notServing(Supplier<String> why) {
    dataPlane = () -> Optional.of(why.get());
  }

  /// Why not; nothing = they can.
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    dataPlane.get().ifPresent(reasons::add);
    switch (journal.get()) {
      case JournalState.Open _ -> {}
      case JournalState.NoRoom noRoom -> reasons.add("journal: " + noRoom.reason());
      case JournalState.Failed failed -> reasons.add("journal: " + failed.reason());
      case JournalState.Closed _ -> reasons.add("journal: closed");
    }
    divergence.get().ifPresent(reason -> reasons.add("books: " + reason));
    Lag now = lag.get();
    rebuild.reason(now.loaded()).ifPresent(reasons::add);
    now.failure().ifPresent(failure -> reasons.add("ledger database: " + failure));
    return reasons;
  }
}
