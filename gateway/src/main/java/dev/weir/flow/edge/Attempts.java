package dev.weir.flow.edge;

import dev.weir.flow.dialect.Splice;
import dev.weir.flow.edge.Journey.Trial;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.health.Result;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.ledger.Admission;
import dev.weir.flow.ledger.Proposal;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Fault;
import dev.weir.flow.route.Next;
import dev.weir.flow.route.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The attempts of one call, one after the other: each is reserved for itself, at its own target's
/// price, sent once its reservation is durable, and answered through a [Relay], which ends the
/// reservation and tells what came of it. What the caller is to hear that is in no provider's
/// answer, it hears from here. Where they are, a [Phase] says. Owned by the call's event loop.
final class Attempts {
  private static final Refusal LEFT =
      Refusal.of(
          Refusal.Kind.PROVIDER_LIMITED,
          "the caller left while the call waited for room within the provider's limits");
  private static final Refusal UNSENDABLE =
      Refusal.of(Refusal.Kind.INTERNAL, "the call could not be sent");

  private final Rooms rooms;
  private final Caller caller;
  private final Outgoing out;
  private final Asked asked;
  private final Runnable ways;
  private final Carriage carriage;
  private final Journey journey;
  private final Pacing pacing;
  private final Dispatch dispatch;
  private final Telling telling;

  /// When the call was accepted, or the attempt before has ended.
  private long sinceNanos;

  private Runnable deadline = () -> {};
  private boolean hearing;
  private boolean listening;

  /// What it has waited at targets that had no room, since the attempt before.
  private long queuedMicros;

  /// Whether anything of the call is in the ledger.
  private boolean reserved;

  /// Its time ended while it waited for the journal.
  private boolean late;

  private Phase phase = new Phase.Choosing();

  /// @param ways keeps open where the attempts go, until it is run
  Attempts(Rooms rooms, Caller caller, Outgoing out, Asked asked, Runnable ways, Telling telling) {
    this.rooms = rooms;
    this.caller = caller;
    this.out = out;
    this.asked = asked;
    this.ways = ways;
    this.telling = telling;
    this.sinceNanos = asked.acceptedNanos();
    this.carriage = new Carriage(asked, caller.query(), caller.headers(), caller::holdMade);
    this.journey = new Journey(asked, rooms.health(), rooms.nanos(), carriage, asked::window);
    this.pacing = new Pacing(rooms, caller, asked.facts().principal().tags());
    this.dispatch = new Dispatch(caller, rooms.tracing(), asked);
  }

  /// Any thread.
  boolean isOf(CallId call) {
    return asked.call().equals(call);
  }

  /// The id of the call's key. Any thread.
  String key() {
    return asked.key().id();
  }

  /// Whether the call is admitted, or waits to be: then it is under way, else it has been refused.
  ///
  /// @param impossible refuses a call that no target can be asked
  boolean begin(Consumer<Refusal> impossible) {
    Optional<Trial> first = journey.first();
    if (first.isEmpty()) {
      impossible.accept(carriage.refusal());
      return false;
    }
    rooms.underWay().admits(this);
    boolean admitted = false;
    try {
      admitted = pace(first.get());
    } finally {
      if (!admitted) {
        rooms.underWay().ends(this);
      }
    }
    if (admitted) {
      journey.total().ifPresent(total -> deadline = caller.schedule(total, this::overdue));
    }
    return admitted;
  }

  /// Whether the attempt goes on.
  private boolean pace(Trial trial) {
    Plan.Step step = trial.step();
    Estimates estimates = Estimates.of(asked, step, trial.carried());
    Pacing.Answer answer =
        pacing.enter(
            id(trial),
            step.target(),
            estimates.planned(),
            this::passes,
            fault -> keptBack(trial, fault));
    return switch (answer) {
      case Pacing.Answer.Goes _ -> reserve(trial, estimates, 0);
      case Pacing.Answer.KeptBack(Fault why) -> keptBack(trial, why);
      case Pacing.Answer.Waits _ -> {
        phase = new Phase.Pacing(trial, estimates);
        hear();
        yield true;
      }
    };
  }

  private AttemptId id(Trial trial) {
    return new AttemptId(asked.call(), trial.number());
  }

  /// A defect in here must not leave the caller waiting.
  private void passes(long micros) {
    if (phase instanceof Phase.Pacing paced) {
      sinceNanos += micros * 1_000;
      guarded(() -> reserve(paced.trial(), paced.estimates(), micros));
    }
  }

  private boolean keptBack(Trial trial, Fault why) {
    queuedMicros += rooms.nanos().microsSince(sinceNanos);
    sinceNanos = rooms.nanos().nanos();
    unsaid(trial);
    failed(new Outcome.Failed(why, Optional.empty()));
    return !(phase instanceof Phase.Over);
  }

  /// A defect in here must not keep the attempt's place.
  private boolean reserve(Trial trial, Estimates estimates, long queued) {
    try {
      return admit(trial, estimates, queued);
    } catch (RuntimeException | Error defect) {
      pacing.cancel(id(trial));
      throw defect;
    }
  }

  /// @param queued microseconds that it has waited for room
  private boolean admit(Trial trial, Estimates estimates, long queued) {
    String model = trial.step().model();
    PriceBook prices = asked.books().prices();
    Proposal proposal =
        new Proposal(
            asked.call(),
            trial.number(),
            asked.facts(),
            trial.step().provider().name(),
            model,
            trial.course(),
            prices.version(),
            (book, at) -> estimates.question(asked.facts(), book, at));
    return switch (rooms.ledger().admit(proposal, new Durable())) {
      case Admission.Refused refused -> {
        pacing.cancel(id(trial));
        unsaid(trial);
        over();
        rooms.signals().refused(asked.call(), refused.refusal(), refused.recorded());
        out.refuse(refused.refusal());
        yield false;
      }
      case Admission.Admitted admitted -> {
        Holding holding = new Holding(rooms.settlement(), admitted.reserved());
        holding.queued(queuedMicros + queued);
        queuedMicros = 0;
        reserved = true;
        phase = new Phase.Reserving(trial, estimates, admitted.verdict(), holding);
        yield true;
      }
    };
  }

  private void unsaid(Trial trial) {
    journey.told(trial, new Result.Unsaid());
  }

  /// Waits for the journal. The loop is busy admitting until the state is `Reserving`.
  private final class Durable implements Acknowledgement {
    @Override
    public Executor executor() {
      return caller.loop();
    }

    @Override
    public void durable(long position) {
      reserved(reserving());
    }

    /// The journal is lost until a restart, which may find the reservation and lets it expire.
    @Override
    public void failed(String reason) {
      release(reserving(), Ending.NOT_SENT, reason);
      out.refuse(Refusal.of(Refusal.Kind.JOURNAL_FULL, "the journal failed: " + reason));
    }
  }

  private Phase.Reserving reserving() {
    if (phase instanceof Phase.Reserving reserving) {
      return reserving;
    }
    throw new IllegalStateException(
        "edge: the journal answered for call %s, which waits for none".formatted(asked.call()));
  }

  /// A defect in here must neither lose the reservation nor leave the caller waiting.
  private void reserved(Phase.Reserving held) {
    held.holding().admitted(rooms.nanos().microsSince(sinceNanos));
    try {
      go(held);
    } catch (RuntimeException | Error defect) {
      rooms.signals().bug(defect);
      if (phase instanceof Phase.Reserving || phase instanceof Phase.Answering) {
        // The journal keeps the reason: its message may quote the call, its type does not.
        release(held, Ending.NOT_SENT, "a defect of Weir: " + defect.getClass().getName());
        out.refuse(UNSENDABLE);
      }
    }
  }

  private void go(Phase.Reserving held) {
    if (caller.isGone()) {
      release(held, Ending.CALLER_LEFT, "the caller left before the request was sent");
      return;
    }
    List<Splice> splices = dispatch.splices(held.trial(), held.verdict());
    if (rooms.underWay().isEnding()) {
      refuse(held, UnderWay.refusal());
    } else if (late) {
      refuse(held, Faults.refusal(tooLong()));
    } else if (!splices.isEmpty() && !caller.holdMade(held.trial().carried().body().length)) {
      refuse(held, Carriage.NO_ROOM);
    } else {
      send(held, splices);
    }
  }

  private void refuse(Phase.Reserving held, Refusal refusal) {
    release(held, Ending.NOT_SENT, refusal.message());
    out.refuse(refusal);
  }

  private void release(Phase.Reserving held, Ending ending, String reason) {
    unsaid(held.trial());
    over();
    held.holding().release(0, ending, reason, held.holding().timing());
  }

  private void send(Phase.Reserving held, List<Splice> splices) {
    Sent sent =
        dispatch.sent(held.trial(), held.estimates(), held.holding(), splices, journey.patience());
    Relay relay = new Relay(rooms, caller, out, sent, this::ended);
    phase = new Phase.Answering(held.trial(), relay);
    relay.start(rooms.upstreams().on(caller).send(dispatch.attempt(sent), relay), this::listen);
  }

  private void hear() {
    if (!hearing) {
      hearing = true;
      caller.onGone(this::callerGone);
      caller.onWritable(this::writable);
    }
  }

  private void listen() {
    hear();
    if (!listening) {
      listening = true;
      rooms.underWay().begins(this, caller);
    }
  }

  private void callerGone() {
    out.callerLeft();
    switch (phase) {
      case Phase.Choosing _, Phase.Reserving _, Phase.Over _ -> {}
      case Phase.Pacing paced -> leaveWhilePacing(paced);
      case Phase.Answering answering -> answering.relay().callerGone();
      case Phase.Waiting waiting -> {
        waiting.cancel().run();
        over();
      }
    }
  }

  private void leaveWhilePacing(Phase.Pacing paced) {
    stopPacing(paced);
    refused(LEFT);
  }

  private void stopPacing(Phase.Pacing paced) {
    pacing.withdraw();
    unsaid(paced.trial());
    over();
  }

  private void writable() {
    switch (phase) {
      case Phase.Choosing _, Phase.Pacing _, Phase.Reserving _, Phase.Waiting _, Phase.Over _ -> {}
      case Phase.Answering answering -> answering.relay().writable();
    }
  }

  /// The grace of a gateway that ends is over: so is this call. Any thread.
  void shutDown() {
    caller.loop().execute(this::endWithGateway);
  }

  private void endWithGateway() {
    switch (phase) {
      case Phase.Choosing _, Phase.Reserving _, Phase.Over _ -> {}
      case Phase.Pacing paced -> {
        stopPacing(paced);
        refuse(UnderWay.refusal());
      }
      case Phase.Answering answering ->
          answering.relay().cut(new Fault(Fault.Kind.ENDING, UnderWay.refusal().message()));
      case Phase.Waiting waiting -> {
        waiting.cancel().run();
        over();
        refuse(UnderWay.refusal());
      }
    }
  }

  /// The call has taken its whole time: what nobody has seen anything of ends.
  private void overdue() {
    switch (phase) {
      case Phase.Choosing _, Phase.Over _ -> {}
      case Phase.Pacing paced -> {
        stopPacing(paced);
        refuse(journey.naming(Faults.refusal(tooLong())));
      }
      case Phase.Reserving _ -> late = true;
      case Phase.Answering answering -> {
        if (!out.visible() && !out.gone()) {
          answering.relay().cut(tooLong());
        }
      }
      case Phase.Waiting waiting -> {
        waiting.cancel().run();
        over();
        give(waiting.last());
      }
    }
  }

  private Fault tooLong() {
    return new Fault(Fault.Kind.LATE, "the call took longer than " + journey.rules().total());
  }

  private void ended(Outcome outcome) {
    sinceNanos = rooms.nanos().nanos();
    if (phase instanceof Phase.Answering answering) {
      journey.told(answering.trial(), outcome.result(answering.relay().took()));
    }
    switch (outcome) {
      case Outcome.Answered _, Outcome.Left _ -> over();
      case Outcome.Failed failed -> failed(failed);
      case Outcome.Torn torn -> {
        over();
        tear(torn);
      }
      case Outcome.Broken _ -> breakOff();
    }
  }

  private void failed(Outcome.Failed failed) {
    Next next = journey.next(failed.fault(), rooms.random()::nextDouble);
    switch (next) {
      case Next.Give _ -> {
        over();
        give(failed);
      }
      case Next.Again again -> follow(failed, next, again.after());
      case Next.Onward _, Next.Wider _ -> follow(failed, next, Duration.ZERO);
    }
  }

  /// Not at once: whoever told of the failure is to be done with its attempt first.
  private void follow(Outcome.Failed failed, Next next, Duration after) {
    if (after.isZero()) {
      phase = new Phase.Waiting(failed, next, () -> {});
      caller.loop().execute(this::resume);
    } else {
      phase = new Phase.Waiting(failed, next, caller.schedule(after, this::resume));
    }
  }

  /// A defect in here must not leave the caller waiting.
  private void resume() {
    if (!(phase instanceof Phase.Waiting waiting)) {
      return; // the caller left, or the gateway ended
    }
    guarded(() -> {
      if (caller.isGone()) {
        over();
      } else if (rooms.underWay().isEnding()) {
        over();
        refuse(UnderWay.refusal());
      } else {
        follow(waiting);
      }
    });
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error defect) {
      rooms.signals().bug(defect);
      breakOff();
    }
  }

  private void follow(Phase.Waiting waiting) {
    Optional<Trial> next = journey.follow(waiting.next());
    if (next.isEmpty()) {
      over();
      give(waiting.last());
      return;
    }
    var _ = pace(next.get());
  }

  private void tear(Outcome.Torn torn) {
    torn.broken()
        .ifPresentOrElse(
            broken -> out.tear(broken.event()), () -> out.tear(Faults.refusal(torn.fault())));
  }

  /// Ends a call that a defect has met.
  private void breakOff() {
    if (phase instanceof Phase.Reserving held) {
      held.holding().expire();
    }
    pacing.withdraw();
    over();
    Refusal broken = Refusal.of(Refusal.Kind.INTERNAL, "the answer could not be passed on");
    refused(broken);
    out.breakOff(broken);
  }

  /// Answers the caller with a failure, as no other attempt follows.
  private void give(Outcome.Failed failed) {
    failed
        .theirs()
        .ifPresentOrElse(
            theirs -> out.end(theirs.status(), theirs.headers(), theirs.body()),
            () -> refuse(journey.naming(Faults.refusal(failed.fault()))));
  }

  /// Answers the caller with a refusal that is not the ledger's.
  private void refuse(Refusal refusal) {
    refused(refusal);
    out.refuse(refusal);
  }

  private void refused(Refusal refusal) {
    if (!reserved) {
      telling.refused(asked.facts(), refusal, refusal.message());
    }
  }

  private void over() {
    if (rooms.tracing().isOn() && !(phase instanceof Phase.Over)) {
      // The caller is to be answered first.
      caller.loop().execute(() -> telling.over(asked.facts()));
    }
    phase = new Phase.Over();
    deadline.run();
    rooms.underWay().ends(this);
    ways.run();
  }
}
