package dev.weir.app;

import dev.weir.flow.books.Books;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether calls can be served. Thread-safe.
final class Readiness {
  private final Books books;
  private final Journal journal;
  private final LedgerLoader loader;
  private final Rebuild rebuild;
  private volatile Supplier<Optional<String>> dataPlane =
      () -> Optional.of("the data plane does not listen yet");

  Readiness(Books books, Journal journal, LedgerLoader loader) {
    this.books = books;
    this.journal = journal;
    this.loader = loader;
    this.rebuild = new Rebuild(journal.durablePosition());
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
    switch (journal.state()) {
      case JournalState.Open _ -> {}
      case JournalState.NoRoom noRoom -> reasons.add("journal: " + noRoom.reason());
      case JournalState.Failed failed -> reasons.add("journal: " + failed.reason());
      case JournalState.Closed _ -> reasons.add("journal: closed");
    }
    books.divergence().ifPresent(reason -> reasons.add("books: " + reason));
    rebuild.reason(loader.lag().loaded()).ifPresent(reasons::add);
    loader.lag().failure().ifPresent(failure -> reasons.add("ledger database: " + failure));
    return reasons;
  }
}
