package dev.weir.flow.edge;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.pace.Entrance;
import dev.weir.flow.pace.Load;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.pace.Priority;
import dev.weir.flow.pace.Ticket;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.route.Fault;
import dev.weir.flow.route.Target;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Has the attempts of one call wait until the limits of their targets have room for them. Owned by
/// the call's event loop.
final class Pacing {
  /// The tag that says who goes first; a key may fix it.
  private static final String PRIORITY = "priority";

  private final Paces paces;
  private final NanoClock nanos;
  private final Caller caller;
  private final Tags tags;

  /// The one that waits.
  private Optional<Wait> waiting = Optional.empty();

  /// @param timer keeps it from being too late
  private record Wait(AttemptId attempt, long since, Runnable timer, LongConsumer passes) {}

  Pacing(Rooms rooms, Caller caller, Tags tags) {
    this.paces = rooms.paces();
    this.nanos = rooms.nanos();
    this.caller = caller;
    this.tags = tags;
  }

  /// Whether an attempt may go.
  sealed interface Answer {
    record Goes() implements Answer {}

    /// It is told, unless it withdraws.
    record Waits() implements Answer {}

    record KeptBack(Fault why) implements Answer {}
  }

  /// Asks for an attempt's way. One that goes is cancelled, or ends in the ledger.
  ///
  /// @param most what it may use
  /// @param passes run with the microseconds it has waited, when it may go
  /// @param late run when it has waited too long, or others have got its place
  Answer enter(
      AttemptId attempt, Target target, Estimate most, LongConsumer passes, Consumer<Fault> late) {
    if (!paces.paces(target.provider())) {
      return new Answer.Goes();
    }
    Load load = new Load(most.inputTokens(), output(most));
    Ticket ticket =
        new Ticket(
            attempt,
            Priority.of(tags.valueOrEmpty(PRIORITY)),
            tags.valueOrEmpty(TagNames.USE_CASE),
            load,
            caller.loop(),
            () -> granted(attempt),
            full -> displaced(attempt, full, late));
    return switch (paces.enter(target, ticket)) {
      case Entrance.Free _ -> new Answer.Goes();
      case Entrance.Full full -> new Answer.KeptBack(fault(full));
      case Entrance.Waiting wait -> {
        Runnable timer = caller.schedule(wait.most(), () -> late(attempt, late));
        waiting = Optional.of(new Wait(attempt, nanos.nanos(), timer, passes));
        yield new Answer.Waits();
      }
    };
  }

  private static long output(Estimate most) {
    long high = Math.multiplyHigh(most.outputTokens(), most.choices());
    long low = most.outputTokens() * most.choices();
    return high == 0 && low >= 0 ? low : Long.MAX_VALUE / 2;
  }

  private static Fault fault(Entrance.Full full) {
    return new Fault(Fault.Kind.PACED, full.why(), Optional.of(full.after()));
  }

  /// The call may have given up waiting while it was let go.
  private void granted(AttemptId attempt) {
    Optional<Wait> wait = waiting.filter(each -> each.attempt.equals(attempt));
    if (wait.isEmpty()) {
      paces.cancel(attempt);
      return;
    }
    waiting = Optional.empty();
    wait.get().timer.run();
    wait.get().passes.accept(nanos.microsSince(wait.get().since));
  }

  /// One that was let go meanwhile is told so soon.
  private void late(AttemptId attempt, Consumer<Fault> late) {
    if (waiting.filter(each -> each.attempt.equals(attempt)).isEmpty()) {
      return;
    }
    paces
        .late(attempt)
        .ifPresent(why -> {
          waiting = Optional.empty();
          late.accept(fault(why));
        });
  }

  private void displaced(AttemptId attempt, Entrance.Full why, Consumer<Fault> late) {
    Optional<Wait> wait = waiting.filter(each -> each.attempt.equals(attempt));
    if (wait.isPresent()) {
      waiting = Optional.empty();
      wait.get().timer.run();
      late.accept(fault(why));
    }
  }

  /// Nobody waits any more.
  void withdraw() {
    waiting.ifPresent(wait -> {
      wait.timer.run();
      var _ = paces.withdraw(wait.attempt);
    });
    waiting = Optional.empty();
  }

  /// An attempt that may go does not.
  void cancel(AttemptId attempt) {
    paces.cancel(attempt);
  }
}
