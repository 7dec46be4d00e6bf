package dev.weir.flow.recording;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Recorded;
import dev.weir.flow.journal.Appended;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.projection.AgreementRows;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Periods;
import dev.weir.flow.recording.RecordedBefore.Booked;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Books usage records, each once. Thread-safe; blocks.
public final class Recording {
  public static final int BATCH_MAX = 10_000;

  private static final int WAITING_MAX = 200_000;
  private static final int PIECE = 500;
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");
  private static final String GATEWAY = "gateway";
  private static final String OTHER_CONTENT =
      "it is booked with another content; correct its call, or take it back and tell it under"
          + " another id";

  private final Journal journal;
  private final LedgerLoader loader;
  private final RecordedBefore before;
  private final Periods periods;
  private final Supplier<Snapshot> books;
  private final UnaryOperator<String> priceName;
  private final InstantSource clock;

  private final ReentrantLock amending;
  private final ReentrantLock booking = new ReentrantLock();

  /// Up to where the database must have the journal, as nobody remembers what is in it: what was
  /// there before this object, and pieces whose end nobody saw. Guarded by `booking`.
  private long forgotten;

  /// Guarded by `booking`.
  private final Waiting waiting = new Waiting();

  /// What came of a batch.
  public sealed interface Outcome {
    /// All of it is in the journal, durably.
    ///
    /// @param recorded booked now
    /// @param known booked before, with the same content
    /// @param takenBack booked before and taken back: not spent, and their ids stay taken
    /// @param inLedger not booked: the ledger has the answer they tell of, by the provider's id
    /// @param cost of what was booked now, US dollars
    /// @param unpriced what of it the price book could not price
    record Done(
        int recorded, int known, int takenBack, int inLedger, Total cost, Set<String> unpriced)
        implements Outcome {}

    /// Nothing of it was booked.
    record Invalid(List<Problem> problems) implements Outcome {}

    /// Not all of it was booked; it may be told again, as what is booked is known then.
    record Unable(String why) implements Outcome {}
  }

  /// What is wrong with a record.
  ///
  /// @param index from 0, in the batch
  public record Problem(int index, String id, String what) {
    @Override
    public String toString() {
      return "record %d ('%s'): %s".formatted(index + 1, id, what);
    }
  }

  /// What came of taking a record back.
  public enum Voiding {
    DONE,
    /// There is no such record, or it was taken back before.
    MISSING,
    /// The ledger database is behind; it may be asked again.
    BEHIND
  }

  /// @param priceName a provider's name in the price book, by the configured one
  /// @param amending held by whoever changes what is known of the past
  public Recording(
      Journal journal,
      LedgerLoader loader,
      Database database,
      Supplier<Snapshot> books,
      UnaryOperator<String> priceName,
      InstantSource clock,
      ReentrantLock amending) {
    this.journal = journal;
    this.loader = loader;
    this.before = new RecordedBefore(database);
    this.periods = new Periods(database);
    this.books = books;
    this.priceName = priceName;
    this.clock = clock;
    this.amending = amending;
    this.forgotten = journal.durablePosition();
  }

  /// Requires a source's name: 1 to 64 of letters, digits, `_.:-`, and not `gateway`.
  public static void requireSource(String source) {
    if (!SOURCE.matcher(source).matches()
        || source.equals(GATEWAY)
        || AgreementRows.isOrigin(source)) {
      throw new IllegalArgumentException(
          ("source is 1 to 64 of letters, digits, '_', '.', ':', '-', and neither '%s' nor an"
                  + " agreement's, was '%s'")
              .formatted(GATEWAY, source));
    }
  }

  /// How records come.
  ///
  /// @param source who tells of them
  /// @param route by which way: `usage.api`, `usage.csv`, `usage.otlp`
  /// @param who sends them, for the trail
  /// @param rehearsal true: nothing is booked, but what would be is told
  /// @param restating true: what was used in a closed month is booked, as a restatement of it
  public record Delivery(
      String source, String route, String who, boolean rehearsal, boolean restating) {
    public Delivery {
      requireSource(source);
    }
  }

  /// Books records, all or none.
  public Outcome record(Delivery delivery, List<UsageRecord> records) throws InterruptedException {
    if (records.size() > BATCH_MAX) {
      throw new IllegalArgumentException(
          "a batch has at most %d records, was %d".formatted(BATCH_MAX, records.size()));
    }
    Draft draft = new Draft(delivery, books.get(), priceName, clock.instant());
    Map<String, Numbered> entries = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      UsageRecord record = records.get(i);
      try {
        Numbered entry = new Numbered(i, draft.entry(record));
        Numbered other = entries.putIfAbsent(record.id(), entry);
        if (other != null && !other.entry().record().equals(entry.entry().record())) {
          problems.add(new Problem(i, record.id(), "another record of this batch has its id"));
        }
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        problems.add(new Problem(i, record.id(), String.valueOf(wrong.getMessage())));
      }
    }
    if (!problems.isEmpty()) {
      return new Outcome.Invalid(problems);
    }
    booking.lock();
    try {
      Optional<String> behind =
          caughtUp(entries.values().stream().anyMatch(each -> !each.response().isEmpty()));
      if (behind.isPresent()) {
        return new Outcome.Unable(behind.get());
      }
      return book(delivery, entries, records.size() - entries.size());
    } finally {
      booking.unlock();
    }
  }

  /// @param index in its batch
  private record Numbered(int index, Recorded entry) {
    String id() {
      return entry.record().id();
    }

    String response() {
      return entry.told().responseId();
    }
  }

  /// Takes a record back, for good: its id stays taken.
  public Voiding takeBack(String source, String id, String who, String why)
      throws InterruptedException {
    requireSource(source);
    amending.lock();
    try {
      return takeBackAlone(source, id, who, why);
    } finally {
      amending.unlock();
    }
  }

  private Voiding takeBackAlone(String source, String id, String who, String why)
      throws InterruptedException {
    booking.lock();
    try {
      if (!loader.awaitLoaded(journal.durablePosition(), LOADED_WITHIN)) {
        return Voiding.BEHIND;
      }
      Optional<CallId> booked = before.inForce(source, id);
      if (booked.isEmpty()) {
        return Voiding.MISSING;
      }
      Durability durable = new Durability();
      Entry.Voided entry = new Entry.Voided(booked.get(), clock.instant(), who, why);
      if (journal.append(entry, durable) instanceof Appended.Refused refused) {
        throw new IllegalStateException("the journal does not take it: " + refused.message());
      }
      if (!loader.awaitLoaded(durable.await() + 1, LOADED_WITHIN)) {
        return Voiding.BEHIND;
      }
      waiting.loadedUpTo(loader.lag().loaded());
      return Voiding.DONE;
    } finally {
      booking.unlock();
    }
  }

  /// Why it cannot be known yet what is booked; nothing = it can.
  ///
  /// @param answers whether records tell of answers, any of which a call may have had just now
  private Optional<String> caughtUp(boolean answers) throws InterruptedException {
    long room = waiting.size() > WAITING_MAX ? waiting.oldest() + 1 : 0;
    long all = answers ? journal.durablePosition() : 0;
    if (forgotten == Long.MAX_VALUE) {
      forgotten = journal.durablePosition();
    }
    long needed = Math.max(forgotten, Math.max(room, all));
    if (!loader.awaitLoaded(needed, LOADED_WITHIN)) {
      return Optional.of("the ledger database is behind: " + loader.lag());
    }
    waiting.loadedUpTo(loader.lag().loaded());
    return Optional.empty();
  }

  private Outcome book(Delivery delivery, Map<String, Numbered> entries, int repeated)
      throws InterruptedException {
    Map<String, Booked> booked = before.records(delivery.source(), entries.keySet());
    Set<String> answers = answersKnown(entries.values());
    Set<YearMonth> closed = delivery.restating() ? Set.of() : periods.closed().keySet();
    List<Recorded> fresh = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int known = repeated;
    int takenBack = 0;
    int inLedger = 0;
    for (Numbered each : entries.values()) {
      Optional<Booked> other =
          waiting
              .digest(delivery.source(), each.id())
              .map(digest -> new Booked(digest, false))
              .or(() -> Optional.ofNullable(booked.get(each.id())));
      if (other.isPresent() && !other.get().digest().equals(each.entry().record().digest())) {
        problems.add(new Problem(each.index(), each.id(), OTHER_CONTENT));
      } else if (other.isPresent() && other.get().voided()) {
        takenBack++;
      } else if (other.isPresent()) {
        known++;
      } else if (!each.response().isEmpty() && !answers.add(each.response())) {
        inLedger++;
      } else if (closed.contains(month(each.entry()))) {
        problems.add(new Problem(each.index(), each.id(), closed(each.entry())));
      } else {
        fresh.add(each.entry());
      }
    }
    if (!problems.isEmpty()) {
      return new Outcome.Invalid(problems);
    }
    Optional<Outcome> unable = delivery.rehearsal() ? Optional.empty() : append(fresh);
    if (unable.isPresent()) {
      return unable.get();
    }
    Total cost = Total.ZERO;
    Set<String> unpriced = new TreeSet<>();
    for (Recorded entry : fresh) {
      cost = cost.plus(Total.of(entry.charge().total()));
      unpriced.addAll(entry.charge().unpriced());
    }
    return new Outcome.Done(fresh.size(), known, takenBack, inLedger, cost, unpriced);
  }

  private static YearMonth month(Recorded entry) {
    return YearMonth.from(entry.usedAt().atOffset(ZoneOffset.UTC));
  }

  private static String closed(Recorded entry) {
    return "at %s is in %s, which is closed; it can be booked as a restatement (restate=true)"
        .formatted(entry.usedAt(), month(entry));
  }

  /// The answers they tell of that the ledger has.
  private Set<String> answersKnown(Collection<Numbered> entries) {
    Set<String> asked =
        entries.stream()
            .map(Numbered::response)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    Set<String> known = new HashSet<>(before.responses(asked));
    asked.stream().filter(waiting::hasResponse).forEach(known::add);
    return known;
  }

  /// Piece by piece, so that the entries of calls find their places between: each piece is durable
  /// before the next.
  private Optional<Outcome> append(List<Recorded> fresh) throws InterruptedException {
    for (int from = 0; from < fresh.size(); from += PIECE) {
      List<Recorded> piece = fresh.subList(from, Math.min(fresh.size(), from + PIECE));
      Durability durable = new Durability();
      if (journal.appendAll(piece, durable) instanceof Appended.Refused refused) {
        return Optional.of(
            new Outcome.Unable(
                "the journal does not take it: %s; %d of %d records are booked, tell all again"
                    .formatted(refused.message(), from, fresh.size())));
      }
      remember(piece, durable);
    }
    return Optional.empty();
  }

  private void remember(List<Recorded> piece, Durability durable) throws InterruptedException {
    // Should this thread be interrupted, whoever comes next waits until the database has it.
    forgotten = Long.MAX_VALUE;
    long position = durable.await();
    forgotten = 0;
    waiting.add(position, piece);
  }
}
