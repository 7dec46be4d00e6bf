package dev.weir.flow.ledger;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.policy.Attempted;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/// A rule tried on calls that were made without it, as though it had been in force: by the verdict
/// and the balances of the live ledger. What is stopped costs nothing, so that later calls have its
/// room; a call of which one attempt is stopped makes no further one. Mode and effective dates of
/// the rule are left aside. For one thread.
public final class Rehearsal {
  private static final int PRUNED_EVERY = 4_096;

  private final RuleBook book;
  private final Rule rule;
  private final String counter;
  private final Balances balances = new Balances();
  private final PriorityQueue<Open> open = new PriorityQueue<>(Comparator.comparing(Open::endedAt));
  private final Set<String> stopped = new HashSet<>();
  private int judged;

  /// An attempt under way.
  private record Open(Instant endedAt, Hold hold, long settled) {}

  /// What becomes of an attempt.
  public enum Fate {
    PASSES,
    /// The rule has no room for it.
    NO_ROOM,
    /// Nothing bounds its cost.
    UNBOUNDED,
    /// An earlier attempt of its call was stopped.
    NEVER_MADE
  }

  /// @param book of this one rule
  /// @param before what the rule had settled when the first attempt came
  public Rehearsal(RuleBook book, List<Entry.Standing> before) {
    this.book = book;
    this.rule = book.rules().getFirst();
    this.counter = rule.counter();
    balances.arm(counter, rule.measure(), before);
  }

  /// Judges an attempt that the rule applies to; they come in the order of their reservations.
  public Fate take(Attempted attempt) {
    if (!attempt.begins() && stopped.contains(attempt.call())) {
      return after(attempt, Fate.NEVER_MADE);
    }
    endUpTo(attempt.reservedAt());
    Match match = new Match(rule, counter, attempt.value());
    return switch (attempt.judged(match, book, balances)) {
      case Attempted.Answer.Admitted(Hold hold) -> {
        balances.hold(hold);
        open.add(new Open(attempt.endedAt(), hold, attempt.settled(rule.measure())));
        yield Fate.PASSES;
      }
      case Attempted.Answer.NoRoom _ -> after(attempt, Fate.NO_ROOM);
      case Attempted.Answer.Unbounded _ -> after(attempt, Fate.UNBOUNDED);
    };
  }

  /// Remembers a stopped call for as long as attempts of it may come.
  private Fate after(Attempted attempt, Fate fate) {
    if (attempt.goesOn()) {
      stopped.add(attempt.call());
    } else {
      stopped.remove(attempt.call());
    }
    return fate;
  }

  private void endUpTo(Instant at) {
    while (!open.isEmpty() && !open.peek().endedAt.isAfter(at)) {
      Open ended = open.remove();
      balances.end(ended.hold, ended.settled);
    }
    if (++judged % PRUNED_EVERY == 0) {
      long first = rule.window().firstSlice(at);
      balances.prune(_ -> first);
    }
  }
}
