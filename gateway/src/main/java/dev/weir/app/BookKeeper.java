package dev.weir.app;

import static java.util.Comparator.comparing;

import dev.weir.base.store.StoreFailure;
import dev.weir.flow.books.Book;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.Entry.BookOpened;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.ledger.History;
import dev.weir.flow.ledger.Ledger;
import java.time.Instant;
import java.util.List;

/// Writes every book that comes into force into the journal, and arms new rules before they judge.
record BookKeeper(Ledger ledger, History history) {
  private static final String RULES = "rules";

  /// The rules last: once they are enforced, nothing is left that could fail.
  void opening(Snapshot before, Snapshot after, String who, Instant at) {
    try {
      for (Book book : rulesLast(after.changedSince(before))) {
        BookOpened entry = new BookOpened(book.kind(), book.version(), at, who, book.content());
        if (book.kind().equals(RULES)) {
          ledger.enforce(after.rules(), entry, history);
        } else {
          Durability written = new Durability();
          ledger.note(entry, List.of(), written);
          written.await();
        }
      }
    } catch (IllegalStateException | StoreFailure stuck) {
      throw new Books.CannotFollow(String.valueOf(stuck.getMessage()), stuck);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Books.CannotFollow("interrupted while rules were armed", e);
    }
  }

  private static List<Book> rulesLast(List<Book> books) {
    return books.stream().sorted(comparing(book -> book.kind().equals(RULES))).toList();
  }
}
