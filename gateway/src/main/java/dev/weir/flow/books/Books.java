package dev.weir.flow.books;

import dev.weir.base.store.StoreFailure;
import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.VirtualKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The books in force, and the only way to change them.
///
/// Thread-safe. [#inForce()] is one volatile read, for the call path. A publication holds one lock
/// and blocks: it validates the whole, writes to the facts, tells the listeners, commits the facts,
/// and then puts the new snapshot in force: what cannot be followed is not stored.
public final class Books {
  private static final int CHANGES_MAX = 10_000;
  private static final Snapshot NOTHING = Snapshot.nothing();

  private final Facts facts;
  private final InstantSource clock;
  private final ReentrantLock publishing = new ReentrantLock();

  /// Guarded by `publishing`, as are the next four.
  private final List<Listener> listeners = new ArrayList<>();

  private final List<Guard> guards = new ArrayList<>();

  private Content content;
  private Instant lastAt = Instant.EPOCH;

  /// What the listeners heard last; nothing when one of them could not follow, so that they hear of
  /// every book again.
  private Snapshot told = NOTHING;

  private volatile Snapshot inForce;
  private volatile Optional<String> divergence = Optional.empty();

  /// Hears of every snapshot before the first call is judged by it: the ledger journals the books
  /// that changed and arms budgets that are new.
  @FunctionalInterface
  public interface Listener {

    /// Called by the publishing thread, one at a time; may block. When it throws, facts and what is
    /// in force stay as they were, and the next publication begins at nothing for the listener.
    ///
    /// @param before what this listener heard last, or nothing
    /// @throws CannotFollow when it has no room or no means to follow; anything else is a defect
    void opening(Snapshot before, Snapshot after, String who, Instant at);
  }

  /// Says what must not be although each thing is valid in itself. Every publication passes it.
  @FunctionalInterface
  public interface Guard {

    /// Called by the publishing thread, before anything is stored and while nothing else is
    /// published, so that what it reads of the facts is still so when the changes are in force.
    ///
    /// @return why nothing is to change; empty = it may
    Optional<Published.Forbidden> objection(List<Change> changes, Snapshot before, Snapshot after);
  }

  /// A listener cannot follow a publication, for a reason of operation.
  public static final class CannotFollow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotFollow(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// What became of a publication.
  public sealed interface Published {
    /// @param versions in the order of the changes, and of what followed from them: disputes about
    ///   prices
    record Done(List<Version> versions, Snapshot inForce) implements Published {}

    /// A thing has another version than the change was made against; nothing has changed.
    ///
    /// @param actual the version it has, 0 = there is no such thing
    record Conflict(Change change, int actual) implements Published {}

    /// The result would break a rule; nothing has changed.
    ///
    /// @param message names the thing, the rule and the value seen
    record Invalid(String message) implements Published {}

    /// A [Guard] has objected; nothing has changed.
    ///
    /// @param code stable, for programs
    /// @param message names the thing, the rule and the value seen
    record Forbidden(String code, String message) implements Published {}

    /// It cannot be brought into force now; nothing has changed, it may be tried again.
    ///
    /// @param message why
    record Unable(String message) implements Published {}
  }

  /// Loads what the facts say is in force. Facts that are invalid as a whole are an
  /// [IllegalArgumentException]: nothing is left out in silence.
  public Books(Facts facts, InstantSource clock) {
    this.facts = facts;
    this.clock = clock;
    List<Version> latest = facts.all();
    content = Content.of(latest);
    latest.forEach(version -> lastAt = later(lastAt, version.at()));
    inForce = Snapshot.of(content);
  }

  /// The snapshot to judge a call by. Never blocks.
  public Snapshot inForce() {
    return inForce;
  }

  public Facts facts() {
    return facts;
  }

  /// Why listeners may hold something else than what is in force; empty = they hold the same. Only
  /// after the facts could not be committed and the listeners could not be led back; ended by the
  /// next publication or start.
  public Optional<String> divergence() {
    return divergence;
  }

  /// Adds a listener and tells it at once of the snapshot in force, as if nothing had been before.
  public void listen(Listener listener) {
    publishing.lock();
    try {
      listener.opening(NOTHING, inForce, "weir", clock.instant());
      listeners.add(listener);
      told = inForce;
    } finally {
      publishing.unlock();
    }
  }

  /// Adds a guard, which is asked from the next publication on.
  public void guard(Guard guard) {
    publishing.lock();
    try {
      guards.add(guard);
    } finally {
      publishing.unlock();
    }
  }

  /// Puts changes of different things in force, all or none.
  public Published publish(List<Change> changes) {
    publishing.lock();
    try {
      return published(changes);
    } finally {
      publishing.unlock();
    }
  }

  /// What would be in force if changes were published now; nothing is. What would be invalid is an
  /// [IllegalArgumentException] or an [ArithmeticException].
  public Snapshot rehearse(List<Change> changes) {
    publishing.lock();
    try {
      return prepared(changes, later(lastAt, clock.instant())).after();
    } finally {
      publishing.unlock();
    }
  }

  /// What a guard would object to if changes were published now; nothing is. Otherwise as
  /// [#rehearse].
  public Optional<Published.Forbidden> forbidden(List<Change> changes) {
    publishing.lock();
    try {
      return objection(prepared(changes, later(lastAt, clock.instant())));
    } finally {
      publishing.unlock();
    }
  }

  /// @param changes those that were asked for, and what follows from them
  private record Prepared(List<Change> changes, Content content, Snapshot after) {}

  private Prepared prepared(List<Change> asked, Instant at) {
    requireDifferent(asked);
    List<Change> changes = DisputeText.completed(asked, content, inForce.sources(), at);
    Content next = content.with(changes, at);
    Snapshot after = inForce.next(next, content);
    requireStillRevoked(inForce.keyring(), after.keyring());
    requireStillTheSame(inForce.rules().cohorts(), after.rules().cohorts(), at);
    after.requireRates(at);
    return new Prepared(changes, next, after);
  }

  private Published published(List<Change> asked) {
    Instant at = later(lastAt, clock.instant());
    Prepared prepared;
    try {
      prepared = prepared(asked, at);
      Optional<Published.Forbidden> objection = objection(prepared);
      if (objection.isPresent()) {
        return objection.get();
      }
    } catch (IllegalArgumentException | ArithmeticException invalid) {
      return new Published.Invalid(String.valueOf(invalid.getMessage()));
    }
    try {
      return stored(prepared, at);
    } catch (CannotFollow reason) {
      return new Published.Unable(String.valueOf(reason.getMessage()));
    } catch (StoreFailure lost) {
      leadBack(prepared.after(), at, lost);
      throw lost;
    }
  }

  private Optional<Published.Forbidden> objection(Prepared prepared) {
    return guards.stream()
        .flatMap(guard -> guard.objection(prepared.changes(), inForce, prepared.after()).stream())
        .findFirst();
  }

  private Published stored(Prepared prepared, Instant at) {
    Snapshot after = prepared.after();
    String who = prepared.changes().getFirst().who();
    return switch (facts.append(prepared.changes(), at, () -> tell(after, who, at))) {
      case Facts.Appended.Conflict(Change change, int actual) ->
          new Published.Conflict(change, actual);
      case Facts.Appended.Done(List<Version> versions) -> {
        content = prepared.content();
        lastAt = at;
        inForce = after;
        divergence = Optional.empty();
        yield new Published.Done(versions, after);
      }
    };
  }

  private void tell(Snapshot after, String who, Instant at) {
    Snapshot before = told;
    told = NOTHING;
    listeners.forEach(listener -> listener.opening(before, after, who, at));
    told = after;
  }

  /// The listeners have followed, but the facts were not committed.
  private void leadBack(Snapshot ahead, Instant at, StoreFailure lost) {
    if (!told.equals(ahead)) {
      return;
    }
    try {
      told = NOTHING;
      tell(inForce, "weir", at);
    } catch (CannotFollow stuck) {
      lost.addSuppressed(stuck);
      divergence =
          Optional.of("a change that could not be stored is enforced: " + stuck.getMessage());
    }
  }

  private static void requireDifferent(List<Change> changes) {
    if (changes.isEmpty() || changes.size() > CHANGES_MAX) {
      throw new IllegalArgumentException(
          "a publication has 1 to %d changes, was %d".formatted(CHANGES_MAX, changes.size()));
    }
    Set<String> things = new HashSet<>();
    for (Change change : changes) {
      if (!things.add(change.kind().code() + " " + change.id())) {
        throw new IllegalArgumentException(
            "%s '%s' is changed twice in one publication"
                .formatted(change.kind().code(), change.id()));
      }
    }
  }

  private static void requireStillRevoked(Keyring before, Keyring after) {
    for (VirtualKey key : before.keys()) {
      boolean revived =
          key.revoked().isPresent()
              && after.byId(key.id()).filter(k -> k.revoked().isEmpty()).isPresent();
      if (revived) {
        throw new IllegalArgumentException(
            "key '%s' was revoked at %s, which is final; make a new key"
                .formatted(key.id(), key.revoked().get()));
      }
    }
  }

  private static void requireStillTheSame(Cohorts before, Cohorts after, Instant at) {
    before
        .broken(after, at)
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
