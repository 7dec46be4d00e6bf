package dev.weir.flow.correction;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Rerate;
import dev.weir.flow.projection.Reratings;
import dev.weir.flow.projection.Reratings.Preview;
import dev.weir.flow.rule.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Prices what was used within a time by another version of the price book. Thread-safe; blocks.
///
/// The entry says what it changes; the ledger database works the same out again from its rows, and
/// tells when it comes to another figure. Budgets that still count that time move with it.
public final class Rerating {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Journal journal;
  private final LedgerLoader loader;
  private final Reratings reratings;
  private final Supplier<Snapshot> books;
  private final Supplier<Map<String, String>> priceNames;
  private final ReentrantLock amending;

  /// What is asked for.
  ///
  /// @param run names it, together with the others of one order
  /// @param book a version of the price book; nothing = the one in force
  public record Order(
      String run, Instant from, Instant until, Optional<String> book, String who, String why) {}

  /// What came of it.
  public sealed interface Outcome {
    /// @param book the version it is priced with
    /// @param written whether it is in the journal; where nothing changes it need not be
    record Done(Preview preview, String book, boolean written) implements Outcome {}

    /// No book of that version was ever in force.
    record NoBook(String version) implements Outcome {}

    /// It cannot be booked as it is asked for.
    record Refused(String why) implements Outcome {}

    /// The ledger database does not know yet what is known.
    record Behind(LedgerLoader.Lag lag) implements Outcome {}
  }

  /// @param priceNames of providers whose name in the price book is another than the configured one
  /// @param amending held by whoever changes what is known of the past
  public Rerating(
      Ledger ledger,
      Journal journal,
      LedgerLoader loader,
      Reratings reratings,
      Supplier<Snapshot> books,
      Supplier<Map<String, String>> priceNames,
      ReentrantLock amending) {
    this.ledger = ledger;
    this.journal = journal;
    this.loader = loader;
    this.reratings = reratings;
    this.books = books;
    this.priceNames = priceNames;
    this.amending = amending;
  }

  /// What it would change.
  public Outcome preview(Order order) throws InterruptedException {
    long before = journal.durablePosition();
    return loader.awaitLoaded(before, LOADED_WITHIN)
        ? reratings
            .preview(rerate(order, before), List.of())
            .<Outcome>map(preview -> new Outcome.Done(preview, version(order), false))
            .orElseGet(() -> new Outcome.NoBook(version(order)))
        : new Outcome.Behind(loader.lag());
  }

  /// What a book that may never be in force would change of what was used within a time.
  public Outcome rehearse(Instant from, Instant until, PriceBook book) throws InterruptedException {
    long before = journal.durablePosition();
    if (!loader.awaitLoaded(before, LOADED_WITHIN)) {
      return new Outcome.Behind(loader.lag());
    }
    Rerate rerate = new Rerate(from, until, before, book.version(), priceNames.get());
    return new Outcome.Done(reratings.preview(rerate, book), book.version(), false);
  }

  /// Changes it. Again, it changes nothing.
  public Outcome run(Order order) throws InterruptedException {
    amending.lock();
    try {
      long before = journal.durablePosition();
      if (!loader.awaitLoaded(before, LOADED_WITHIN)) {
        return new Outcome.Behind(loader.lag());
      }
      Rerate rerate = rerate(order, before);
      StillCounting counting =
          StillCounting.of(
              books.get().rules(), Set.of(Measure.MONEY), order.until(), ledger.acceptance());
      Optional<Preview> found = reratings.preview(rerate, counting.questions(before));
      if (found.isEmpty()) {
        return new Outcome.NoBook(rerate.priceBook());
      }
      Preview preview = found.get();
      if (preview.changed() == 0) {
        return new Outcome.Done(preview, rerate.priceBook(), false);
      }
      List<Hold> moved = counting.moved(preview.balances());
      Optional<String> refusal = counting.refusal(moved, books.get().rules());
      if (refusal.isPresent()) {
        return new Outcome.Refused(refusal.get());
      }
      write(order, rerate, preview, moved);
      return new Outcome.Done(preview, rerate.priceBook(), true);
    } finally {
      amending.unlock();
    }
  }

  /// What was priced anew, the latest first.
  public List<Reratings.Done> done() {
    return reratings.done();
  }

  private void write(Order order, Rerate rerate, Preview preview, List<Hold> moved)
      throws InterruptedException {
    Durability durable = new Durability();
    ledger.note(
        new Entry.Rerated(
            order.run(),
            ledger.acceptance(),
            rerate.from(),
            rerate.until(),
            rerate.before(),
            rerate.priceBook(),
            rerate.priceNames(),
            preview.changed(),
            preview.was(),
            preview.now(),
            moved,
            order.who(),
            order.why()),
        moved,
        durable);
    loader.awaitLoaded(durable.await() + 1, WRITTEN_WITHIN);
  }

  private Rerate rerate(Order order, long before) {
    return new Rerate(order.from(), order.until(), before, version(order), priceNames.get());
  }

  private String version(Order order) {
    return order.book().orElseGet(() -> books.get().prices().version());
  }
}
