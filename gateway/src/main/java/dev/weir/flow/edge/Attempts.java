package dev.weir.flow.edge;

import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.ledger.Admission;
import dev.weir.flow.ledger.Proposal;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Fault;
import dev.weir.flow.route.Routes.Plan;
import dev.weir.flow.upstream.Attempt;
import java.util.List;
import java.util.concurrent.Executor;

/// The attempts of one call: each is reserved, sent once its reservation is durable, and answered
/// through a [Relay], which ends the reservation and tells what came of it. What the caller is to
/// hear that is in no provider's answer, it hears from here. A call has one attempt.
///
/// `Choosing` → `Reserving` → `Answering` → `Over`, and from each to `Over`. Owned by the call's
/// event loop.
final class Attempts {
  private static final int FIRST_ATTEMPT = 1;
  private static final Refusal NO_ROOM =
      new Refusal(
          Refusal.Kind.OVERLOADED,
          "the request bodies under way leave no room for this one as it would be sent; it may pass in a moment",
          "",
          DataPlane.OVERLOADED_RETRY_AFTER);

  private final Rooms rooms;
  private final Caller caller;
  private final Outgoing out;
  private final Asked asked;
  private final Runnable ways;
  private State state = new State.Choosing();

  private sealed interface State {
    /// Nothing is held.
    record Choosing() implements State {}

    /// The reservation waits to be durable; nothing was sent.
    record Reserving(Provider provider, Estimates estimates, Verdict verdict, Holding holding)
        implements State {}

    /// The request was sent, or is being sent.
    record Answering(Relay relay) implements State {}

    record Over() implements State {}
  }

  /// @param ways keeps open where the attempts go, until it is run
  Attempts(Rooms rooms, Caller caller, Outgoing out, Asked asked, Runnable ways) {
    this.rooms = rooms;
    this.caller = caller;
    this.out = out;
    this.asked = asked;
    this.ways = ways;
  }

  /// Whether the call is admitted: then it is under way, else it has been refused.
  boolean begin(Plan.Target target) {
    Provider provider = target.provider();
    PriceBook prices = asked.books().prices();
    Estimates estimates =
        new Estimates(prices, provider, asked.key(), asked.ask(), asked.accepted());
    Proposal proposal =
        new Proposal(
            asked.call(),
            FIRST_ATTEMPT,
            asked.facts(),
            provider.name(),
            asked.ask().model(),
            Course.first(asked.ask().wire().code()),
            prices.version(),
            (book, at) -> estimates.question(asked.facts(), book, at));
    return switch (rooms.ledger().admit(proposal, new Durable())) {
      case Admission.Refused refused -> {
        over();
        rooms.signals().refused(asked.call(), refused.refusal(), refused.recorded());
        out.refuse(refused.refusal());
        yield false;
      }
      case Admission.Admitted admitted -> {
        Holding holding = new Holding(rooms.settlement(), admitted.reserved());
        state = new State.Reserving(provider, estimates, admitted.verdict(), holding);
        yield true;
      }
    };
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

  private State.Reserving reserving() {
    if (state instanceof State.Reserving reserving) {
      return reserving;
    }
    throw new IllegalStateException(
        "edge: the journal answered for call %s, which waits for none".formatted(asked.call()));
  }

  private void reserved(State.Reserving held) {
    if (caller.isGone()) {
      release(held, Ending.CALLER_LEFT, "the caller left before the request was sent");
      return;
    }
    List<Splice> splices = Reshaping.splices(held.verdict(), asked.ask());
    if (rooms.underWay().isEnding()) {
      refuse(held, UnderWay.refusal());
    } else if (!splices.isEmpty() && !caller.holdCopy()) {
      refuse(held, NO_ROOM);
    } else {
      send(held, splices);
    }
  }

  private void refuse(State.Reserving held, Refusal refusal) {
    release(held, Ending.NOT_SENT, refusal.message());
    out.refuse(refusal);
  }

  private void release(State.Reserving held, Ending ending, String reason) {
    over();
    held.holding().release(0, ending, reason, Timing.NONE);
  }

  private void send(State.Reserving held, List<Splice> splices) {
    try {
      Sent sent = sent(held, splices);
      Relay relay = new Relay(rooms, caller, out, sent, this::ended);
      state = new State.Answering(relay);
      relay.start(rooms.upstreams().on(caller).send(attempt(sent), relay), this::listen);
    } catch (RuntimeException defect) {
      rooms.signals().bug(defect);
      // The journal keeps the reason: its message may quote the call, its type does not.
      release(held, Ending.NOT_SENT, "a defect of Weir: " + defect.getClass().getName());
      out.refuse(Refusal.of(Refusal.Kind.INTERNAL, "the call could not be sent"));
    }
  }

  private Sent sent(State.Reserving held, List<Splice> splices) {
    String model = held.holding().reserved().model();
    return new Sent(
        held.holding(),
        held.provider(),
        asked.books().prices(),
        asked.ask(),
        Reshaping.asSent(held.estimates().at(model), splices),
        splices,
        Splices.apply(asked.body(), asked.ask(), splices));
  }

  private Attempt attempt(Sent sent) {
    return new Attempt(
        asked.call() + "." + sent.reserved().attempt(),
        sent.provider(),
        asked.ask().wire(),
        sent.reserved().model(),
        asked.ask().stream(),
        caller.query(),
        caller.headers(),
        sent.body());
  }

  private void listen() {
    caller.onGone(this::callerGone);
    caller.onWritable(this::writable);
    rooms.underWay().begins(this, caller);
  }

  private void callerGone() {
    out.callerLeft();
    switch (state) {
      case State.Choosing _, State.Reserving _, State.Over _ -> {}
      case State.Answering answering -> answering.relay().callerGone();
    }
  }

  private void writable() {
    switch (state) {
      case State.Choosing _, State.Reserving _, State.Over _ -> {}
      case State.Answering answering -> answering.relay().writable();
    }
  }

  /// The grace of a gateway that ends is over: so is this call. Any thread.
  void shutDown() {
    caller.loop().execute(this::endWithGateway);
  }

  private void endWithGateway() {
    switch (state) {
      case State.Choosing _, State.Reserving _, State.Over _ -> {}
      case State.Answering answering ->
          answering.relay().cut(new Fault(Fault.Kind.ENDING, UnderWay.refusal().message()));
    }
  }

  private void ended(Outcome outcome) {
    over();
    switch (outcome) {
      case Outcome.Answered _, Outcome.Left _ -> {}
      case Outcome.Failed failed -> give(failed);
      case Outcome.Torn torn -> out.tear(Faults.refusal(torn.fault()));
      case Outcome.Broken _ ->
          out.breakOff(Refusal.of(Refusal.Kind.INTERNAL, "the answer could not be passed on"));
    }
  }

  /// Answers the caller with a failure, as no other attempt follows.
  private void give(Outcome.Failed failed) {
    failed
        .theirs()
        .ifPresentOrElse(
            theirs -> out.end(theirs.status(), theirs.headers(), theirs.body()),
            () -> out.refuse(Faults.refusal(failed.fault())));
  }

  private void over() {
    state = new State.Over();
    rooms.underWay().ends(this);
    ways.run();
  }
}
