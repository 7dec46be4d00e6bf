package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.HeaderLookup;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.ledger.Admission;
import dev.weir.flow.ledger.Proposal;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Provider;
import dev.weir.flow.route.Routes.Plan;
import dev.weir.flow.upstream.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One call, in the order it happens: principal ← identity · ask ← dialect · plan ← route ·
/// estimate ← price · verdict and reservation ← policy and ledger, in one step · answer ← upstream,
/// through a [Relay] that settles or releases.
///
/// It is synchronous but for two waits: until the reservation is durable, and for the provider.
/// Owned by its event loop.
final class Passage {
  private static final int FIRST_ATTEMPT = 1;
  private static final Refusal NO_ROOM =
      new Refusal(
          Refusal.Kind.OVERLOADED,
          "the request bodies under way leave no room for this one as it would be sent; it may pass in a moment",
          "",
          DataPlane.OVERLOADED_RETRY_AFTER);

  private final Rooms rooms;
  private final Caller caller;
  private final Wire wire;
  private final Snapshot books;
  private final Instant accepted;
  private final CallId call;
  private final HeaderLookup headers;
  private final Refusals refusals;

  Passage(Rooms rooms, Caller caller, Wire wire) {
    this.rooms = rooms;
    this.caller = caller;
    this.wire = wire;
    this.books = rooms.books().get();
    this.accepted = rooms.ledger().acceptance();
    this.call = CallId.create(accepted, rooms.random());
    this.headers = new CallerHeaders(caller);
    this.refusals = new Refusals(caller, wire.dialect(), call);
  }

  /// How a call without a known key is refused; nothing if its key is known.
  Optional<Runnable> unknown() {
    return switch (books.keyring().find(headers, accepted)) {
      case Keyring.Answer.Refused refused -> Optional.of(() -> refuseUnknown(refused));
      case Keyring.Answer.Known _ -> Optional.empty();
    };
  }

  private void refuseUnknown(Keyring.Answer.Refused refused) {
    rooms.signals().unknownKey(call);
    refusals.answer(refused.refusal());
  }

  void begin() {
    switch (books.keyring().find(headers, accepted)) {
      case Keyring.Answer.Refused refused -> refuseUnknown(refused);
      case Keyring.Answer.Known known -> {
        if (rooms.underWay().takesCalls()) {
          read(known.key());
        } else {
          refuse(unread(known.key()), UnderWay.refusal());
        }
      }
    }
  }

  /// A compressed body would have to be forwarded as bytes that were never judged, or as others
  /// than the caller's: neither is done.
  private Optional<Refusal> encoded() {
    return caller.headers().all("content-encoding").stream()
        .filter(coding -> !coding.strip().equalsIgnoreCase("identity"))
        .findFirst()
        .map(_ ->
            Refusal.of(
                Refusal.Kind.ENCODING_UNSUPPORTED,
                "Content-Encoding must be identity: a request body is read and forwarded as it is"));
  }

  private void read(VirtualKey key) {
    Optional<Refusal> encoded = encoded();
    if (encoded.isPresent()) {
      refuse(unread(key), encoded.get());
      return;
    }
    switch (AskReader.read(wire, caller.body())) {
      case AskReader.Reading.Malformed malformed -> refuse(unread(key), malformed.refusal());
      case AskReader.Reading.Understood understood -> identify(key, understood.ask());
    }
  }

  /// What is known of a call whose body was not read, or not understood.
  private CallFacts unread(VirtualKey key) {
    return facts(refusedBefore(key), Ask.unread(wire), Purpose.PRIMARY.code(), Optional.empty());
  }

  private void identify(VirtualKey key, Ask ask) {
    switch (rooms.identify().principal(key, books.tags(), headers, ask.selfNamed(), accepted)) {
      case Identify.Answer.Refused refused ->
          refuse(
              facts(refusedBefore(key), ask, Purpose.PRIMARY.code(), Optional.empty()),
              refused.refusal());
      case Identify.Answer.Accepted who -> {
        CallFacts facts =
            facts(who.principal(), ask, who.purpose().code(), who.parentCall().map(CallId::parse));
        key.refusalOf(ask.model())
            .ifPresentOrElse(refusal -> refuse(facts, refusal), () -> plan(key, facts, ask));
      }
    }
  }

  private void plan(VirtualKey key, CallFacts facts, Ask ask) {
    switch (rooms.routes().plan(wire, ask.model(), this::priced)) {
      case Plan.Refused refused -> refuse(facts, refused.refusal());
      case Plan.Target target -> admit(key, facts, ask, target.provider());
    }
  }

  private void admit(VirtualKey key, CallFacts facts, Ask ask, Provider provider) {
    Estimates estimates = new Estimates(books.prices(), provider, key, ask, accepted);
    Proposal proposal =
        new Proposal(
            call,
            FIRST_ATTEMPT,
            facts,
            provider.name(),
            ask.model(),
            Course.first(wire.code()),
            books.prices().version(),
            (book, at) -> estimates.question(facts, book, at));
    Durable durable = new Durable(new Planned(ask, provider, estimates));
    switch (rooms.ledger().admit(proposal, durable)) {
      case Admission.Refused refused -> {
        rooms.signals().refused(call, refused.refusal(), refused.recorded());
        refusals.answer(refused.refusal());
      }
      case Admission.Admitted admitted -> durable.admitted(admitted);
    }
  }

  /// What an admitted call is to be.
  private record Planned(Ask ask, Provider provider, Estimates estimates) {}

  /// @param ways keeps open where it goes
  private void carry(Reserved reserved, Planned planned, List<Splice> splices, Runnable ways) {
    Ask ask = planned.ask;
    Provider provider = planned.provider;
    byte[] body = Splices.apply(caller.body(), ask, splices);
    Relay relay =
        new Relay(
            rooms,
            caller,
            refusals,
            new Relay.Sent(
                reserved,
                provider,
                books.prices(),
                ask,
                asSent(planned.estimates.at(reserved.model()), splices),
                splices,
                body),
            ways);
    Attempt attempt =
        new Attempt(
            call + "." + reserved.attempt(),
            provider,
            wire,
            caller.query(),
            caller.headers(),
            body);
    relay.start(rooms.upstreams().on(caller).send(attempt, relay));
  }

  /// What an answer that was shortened can use.
  private static Estimate asSent(Estimate estimate, List<Splice> splices) {
    Estimate sent = estimate;
    for (Splice splice : splices) {
      if (splice instanceof Splice.MaxTokens cut) {
        sent = Estimates.cut(sent, cut.tokens());
      }
    }
    return sent;
  }

  private static List<Splice> splices(Verdict verdict, Ask ask) {
    List<Splice> splices = new ArrayList<>();
    switch (verdict) {
      case Verdict.Allow _, Verdict.Refuse _ -> {}
      case Verdict.Reshape reshape -> splices.add(new Splice.MaxTokens(reshape.maxTokens()));
      case Verdict.Substitute substitute -> {
        splices.add(new Splice.Model(substitute.model()));
        substitute.maxTokens().ifPresent(tokens -> splices.add(new Splice.MaxTokens(tokens)));
      }
    }
    if (ask.needsUsageRequest()) {
      splices.add(new Splice.UsageRequest());
    }
    return splices;
  }

  private boolean priced(Provider provider, String model) {
    return books.prices().find(provider.prices(), model, accepted) instanceof PriceLookup.Priced;
  }

  private CallFacts facts(Principal principal, Ask ask, String purpose, Optional<CallId> parent) {
    return new CallFacts(
        principal, wire.code(), ask.model(), ask.stream(), purpose, parent, caller.body().length);
  }

  /// The principal of a call that is refused before its tags are accepted: those the key fixes.
  private static Principal refusedBefore(VirtualKey key) {
    return new Principal(key.id(), key.fixed().with(TagNames.KEY, key.id()), false);
  }

  private void refuse(CallFacts facts, Refusal refusal) {
    boolean recorded =
        rooms
            .ledger()
            .refused(
                new Entry.Refused(
                    call,
                    accepted,
                    facts,
                    refusal.kind().code(),
                    refusal.rule(),
                    refusal.message(),
                    books.rules().version()));
    rooms.signals().refused(call, refusal, recorded);
    refusals.answer(refusal);
  }

  /// Waits for the journal; the task runs on the call's loop when the reservation is durable.
  private final class Durable implements Acknowledgement {
    private final Planned planned;
    private Admission.@Nullable Admitted admitted;
    private Runnable ways = () -> {};

    Durable(Planned planned) {
      this.planned = planned;
    }

    /// Comes before the loop can run the acknowledgement: the loop is busy admitting.
    void admitted(Admission.Admitted passed) {
      admitted = passed;
      ways = rooms.upstreams().keep().orElseThrow(); // whoever accepted the call keeps them now
    }

    @Override
    public Executor executor() {
      return caller.loop();
    }

    @Override
    public void durable(long position) {
      Admission.Admitted passed = Objects.requireNonNull(admitted);
      if (caller.isGone()) {
        release(Ending.CALLER_LEFT, "the caller left before the request was sent");
        return;
      }
      List<Splice> splices = splices(passed.verdict(), planned.ask);
      if (rooms.underWay().isEnding()) {
        refuse(UnderWay.refusal());
      } else if (!splices.isEmpty() && !caller.holdCopy()) {
        refuse(NO_ROOM);
      } else {
        send(passed.reserved(), splices);
      }
    }

    private void send(Reserved reserved, List<Splice> splices) {
      try {
        carry(reserved, planned, splices, ways);
      } catch (RuntimeException defect) {
        rooms.signals().bug(defect);
        // The journal keeps the reason: its message may quote the call, its type does not.
        release(Ending.NOT_SENT, "a defect of Weir: " + defect.getClass().getName());
        refusals.answer(Refusal.of(Refusal.Kind.INTERNAL, "the call could not be sent"));
      }
    }

    private void refuse(Refusal refusal) {
      release(Ending.NOT_SENT, refusal.message());
      refusals.answer(refusal);
    }

    private void release(Ending ending, String reason) {
      Reserved reserved = Objects.requireNonNull(admitted).reserved();
      rooms.settlement().release(reserved, 0, ending, reason, Timing.NONE);
      ways.run();
    }

    /// The journal is lost until a restart, which may find the reservation and lets it expire.
    @Override
    public void failed(String reason) {
      release(Ending.NOT_SENT, reason);
      refusals.answer(Refusal.of(Refusal.Kind.JOURNAL_FULL, "the journal failed: " + reason));
    }
  }
}
