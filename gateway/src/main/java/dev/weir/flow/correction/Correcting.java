package dev.weir.flow.correction;

import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Correction;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.ledger.JudgedTags;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.price.Charge;
import dev.weir.flow.projection.EndedAttempts;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import dev.weir.flow.projection.LedgerLoader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// Replaces what is known of an attempt. One at a time: each must see what the one before it made
/// known, in the ledger database. Thread-safe; blocks.
public final class Correcting {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final Journal journal;
  private final LedgerLoader loader;
  private final EndedAttempts ended;
  private final Consumer<Correction> corrected;
  private final ReentrantLock amending;

  /// What is said of an attempt that has ended.
  public sealed interface Figure {
    /// Takes the place of what is known.
    ///
    /// @param source where it comes from
    record Better(Usage usage, Charge charge, String source, String who, String why)
        implements Figure {}

    /// What is known stands.
    record Stands() implements Figure {}

    /// There is nothing that what it used could be charged with; what is known stands.
    ///
    /// @param why names what is missing
    record Unpriced(String why) implements Figure {}
  }

  /// What came of it.
  public sealed interface Outcome {}

  /// What would come of it.
  public sealed interface Prospect {}

  /// What is known stands.
  public sealed interface Unbooked extends Outcome, Prospect {}

  /// @param position of the entry in the journal
  public record Done(EndedAttempt before, Entry.Corrected entry, long position)
      implements Outcome {}

  public record Foreseen(EndedAttempt before, Figure.Better better) implements Prospect {}

  /// Nothing better was said.
  public record Kept(EndedAttempt before) implements Unbooked {}

  /// The better figure has no price.
  public record Unpriced(EndedAttempt before, String why) implements Unbooked {}

  /// No such attempt has ended.
  public record Missing() implements Unbooked {}

  /// The ledger database does not know yet what is known.
  public record Behind(LedgerLoader.Lag lag) implements Unbooked {}

  /// @param corrected hears of every correction
  /// @param amending held by whoever changes what is known of the past
  public Correcting(
      Ledger ledger,
      Journal journal,
      LedgerLoader loader,
      EndedAttempts ended,
      Consumer<Correction> corrected,
      ReentrantLock amending) {
    this.ledger = ledger;
    this.journal = journal;
    this.loader = loader;
    this.ended = ended;
    this.corrected = corrected;
    this.amending = amending;
  }

  /// Corrects an attempt.
  ///
  /// @param said of what is known
  public Outcome correct(CallId call, int attempt, Function<EndedAttempt, Figure> said)
      throws InterruptedException {
    amending.lock();
    try {
      return switch (rehearse(call, attempt, said)) {
        case Foreseen(EndedAttempt before, Figure.Better better) -> book(before, better);
        case Unbooked unbooked -> unbooked;
      };
    } finally {
      amending.unlock();
    }
  }

  /// What [#correct] would come to; nothing is booked.
  public Prospect rehearse(CallId call, int attempt, Function<EndedAttempt, Figure> said)
      throws InterruptedException {
    if (!loader.awaitLoaded(journal.durablePosition(), LOADED_WITHIN)) {
      return new Behind(loader.lag());
    }
    Optional<EndedAttempt> before = ended.find(call, attempt);
    if (before.isEmpty()) {
      return new Missing();
    }
    return switch (said.apply(before.get())) {
      case Figure.Better better -> new Foreseen(before.get(), better);
      case Figure.Stands _ -> new Kept(before.get());
      case Figure.Unpriced unpriced -> new Unpriced(before.get(), unpriced.why());
    };
  }

  private Outcome book(EndedAttempt before, Figure.Better better) throws InterruptedException {
    Tags judged = JudgedTags.of(before.facts(), before.provider(), before.model());
    String key = before.facts().principal().key();
    Tags tags = key.isEmpty() ? judged : judged.with(TagNames.KEY, key);
    Durability durable = new Durability();
    Correction correction =
        new Correction(
            before.call(),
            before.attempt(),
            before.facts(),
            tags,
            before.reservedAt(),
            before.origin().isEmpty() ? Optional.of(before.reserved()) : Optional.empty(),
            before.cost(),
            before.tokens(),
            better.usage(),
            better.charge(),
            better.source(),
            better.who(),
            better.why());
    Entry.Corrected entry = ledger.correct(correction, durable);
    long position = durable.await();
    corrected.accept(correction);
    loader.awaitLoaded(position + 1, LOADED_WITHIN);
    return new Done(before, entry, position);
  }
}
