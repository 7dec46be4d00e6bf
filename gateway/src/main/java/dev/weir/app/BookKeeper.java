package dev.weir.app;

import dev.weir.flow.books.Book;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.Entry.BookOpened;
import dev.weir.flow.ledger.History;
import dev.weir.flow.ledger.Ledger;
import java.time.Instant;

/// Writes every book that comes into force into the journal, and arms new rules before they judge.
record BookKeeper(Ledger ledger, History history) {

  void opening(Snapshot before, Snapshot after, String who, Instant at) {
    for (Book book : after.changedSince(before)) {
      BookOpened entry = new BookOpened(book.kind(), book.version(), at, who, book.content());
      if (book.kind().equals("rules")) {
        enforce(after, entry);
      } else {
        ledger.opened(entry);
      }
    }
  }

  private void enforce(Snapshot after, BookOpened entry) {
    try {
      ledger.enforce(after.rules(), entry, history);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rules were armed", e);
    }
  }
}
