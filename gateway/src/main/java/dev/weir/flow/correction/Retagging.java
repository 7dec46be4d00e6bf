package dev.weir.flow.correction;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Retag;
import dev.weir.flow.projection.Retaggings;
import dev.weir.flow.projection.Retaggings.Found;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Puts what was spent within a time under other tags, by rule. Thread-safe; blocks.
///
/// The entry says what it changes; the ledger database works the same out again from its rows, and
/// tells when it comes to another figure. Budgets and limits that still count that time move with
/// it.
public final class Retagging {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);

  /// Of what has ended, nothing is under way.
  private static final Set<Measure> MEASURES =
      Set.of(Measure.MONEY, Measure.TOKENS, Measure.REQUESTS);

  private final Ledger ledger;
  private final Journal journal;
  private final LedgerLoader loader;
  private final Retaggings retaggings;
  private final Supplier<Snapshot> books;
  private final ReentrantLock amending;

  /// What is asked for.
  ///
  /// @param run names it, together with the others of one order
  /// @param where conditions on the tags in force, all of which hold
  /// @param set tags by name; an empty value takes the tag away
  public record Order(
      String run,
      Instant from,
      Instant until,
      List<Condition> where,
      Map<String, String> set,
      String who,
      String why) {}

  /// What came of it.
  public sealed interface Outcome {
    /// @param retag with the tags that follow from those that were asked for
    /// @param written whether it is in the journal; where nothing changes it need not be
    record Done(Retag retag, Found.Preview preview, boolean written) implements Outcome {}

    /// It cannot be booked as it is asked for.
    record Refused(String why) implements Outcome {}

    /// The ledger database does not know yet what is known.
    record Behind(LedgerLoader.Lag lag) implements Outcome {}
  }

  /// @param amending held by whoever changes what is known of the past
  public Retagging(
      Ledger ledger,
      Journal journal,
      LedgerLoader loader,
      Retaggings retaggings,
      Supplier<Snapshot> books,
      ReentrantLock amending) {
    this.ledger = ledger;
    this.journal = journal;
    this.loader = loader;
    this.retaggings = retaggings;
    this.books = books;
    this.amending = amending;
  }

  /// What it would change.
  ///
  /// @throws IllegalArgumentException naming the tag, the rule and the value
  public Outcome preview(Order order) throws InterruptedException {
    Retag retag = retag(order, journal.durablePosition());
    if (!loader.awaitLoaded(retag.before(), LOADED_WITHIN)) {
      return new Outcome.Behind(loader.lag());
    }
    return switch (retaggings.preview(retag, List.of())) {
      case Found.Preview preview -> new Outcome.Done(retag, preview, false);
      case Found.TooMany tooMany -> refused(tooMany);
    };
  }

  /// Changes it. Again, it changes nothing.
  ///
  /// @throws IllegalArgumentException naming the tag, the rule and the value
  public Outcome run(Order order) throws InterruptedException {
    amending.lock();
    try {
      Retag retag = retag(order, journal.durablePosition());
      if (!loader.awaitLoaded(retag.before(), LOADED_WITHIN)) {
        return new Outcome.Behind(loader.lag());
      }
      StillCounting counting =
          StillCounting.of(books.get().rules(), MEASURES, retag.until(), ledger.acceptance());
      return switch (retaggings.preview(retag, counting.questions(retag.before()))) {
        case Found.Preview preview -> booked(order, retag, preview, counting);
        case Found.TooMany tooMany -> refused(tooMany);
      };
    } finally {
      amending.unlock();
    }
  }

  /// What was put under other tags, the latest first.
  public List<Retaggings.Done> done() {
    return retaggings.done();
  }

  private static Outcome refused(Found.TooMany tooMany) {
    return new Outcome.Refused(
        "more than %,d attempts and usage records would get other tags at once: ask for less time"
            .formatted(tooMany.most()));
  }

  private Outcome booked(Order order, Retag retag, Found.Preview preview, StillCounting counting)
      throws InterruptedException {
    if (preview.changed() == 0) {
      return new Outcome.Done(retag, preview, false);
    }
    List<Hold> moved = counting.moved(preview.balances());
    Optional<String> refusal = counting.refusal(moved, books.get().rules());
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    write(order, retag, preview, moved);
    return new Outcome.Done(retag, preview, true);
  }

  private void write(Order order, Retag retag, Found.Preview preview, List<Hold> moved)
      throws InterruptedException {
    Durability durable = new Durability();
    ledger.note(
        new Entry.Retagged(
            order.run(),
            ledger.acceptance(),
            retag.from(),
            retag.until(),
            retag.before(),
            retag.where(),
            retag.set(),
            preview.changed(),
            preview.cost(),
            moved,
            order.who(),
            order.why()),
        moved,
        durable);
    loader.awaitLoaded(durable.await() + 1, WRITTEN_WITHIN);
  }

  private Retag retag(Order order, long before) {
    TagRegistry tags = books.get().tags();
    order.where().forEach(condition -> TagRegistry.requireName(condition.tag()));
    return new Retag(order.from(), order.until(), before, order.where(), set(tags, order));
  }

  /// With the tags that follow from those it sets. Values are in force from its first instant to
  /// its last.
  private static SortedMap<String, String> set(TagRegistry tags, Order order) {
    Map<String, String> given = new TreeMap<>(order.set());
    given.values().removeIf(String::isEmpty);
    SortedMap<String, String> set = tags.recorded(given, order.from()).toMap();
    tags.recorded(given, order.until().minusNanos(1));
    for (Map.Entry<String, String> tag : order.set().entrySet()) {
      if (tag.getValue().isEmpty()) {
        tags.requireRemovable(tag.getKey());
        if (set.put(tag.getKey(), "") != null) {
          throw new IllegalArgumentException(
              "tag '%s' cannot be taken away: it follows from another one that is set"
                  .formatted(tag.getKey()));
        }
      }
    }
    return set;
  }
}
