package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.dialect.Again;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.HeaderLookup;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Plan;
import dev.weir.flow.route.Traits;
import java.time.Instant;
import java.util.Optional;

/// One call, in the order it happens: principal ← identity · ask ← dialect, and the request that
/// its name, or an experiment's arm, stands for · plan ← route · and its [Attempts]: estimate ←
/// price · verdict and reservation ← policy and ledger, in one step · answer ← upstream, through a
/// [Relay] that settles or releases.
///
/// It is synchronous but for its attempts' waits: for room within a provider's limits, until the
/// reservation is durable, and for the provider. Owned by its event loop.
final class Passage {
  private final Rooms rooms;
  private final Caller caller;

  /// Billed nothing where it asks again for an answer of the key's own.
  private Incoming incoming;

  private final Snapshot books;
  private final Instant accepted;
  private final long acceptedNanos;
  private final CallId call;
  private final HeaderLookup headers;
  private final Outgoing out;
  private final Telling telling;

  /// Keeps open where the call may go; once it is admitted, its attempts run it.
  private Runnable ways = () -> {};

  private boolean admitted;

  /// The answer it asks for again, where it is for one that went on in the background.
  private Optional<Deferred.Begun> again = Optional.empty();

  Passage(Rooms rooms, Caller caller, Incoming incoming) {
    this.rooms = rooms;
    this.caller = caller;
    this.incoming = incoming;
    this.books = rooms.books().get();
    this.accepted = rooms.ledger().acceptance();
    this.acceptedNanos = rooms.nanos().nanos();
    this.call = CallId.create(accepted, rooms.random());
    this.headers = new CallerHeaders(caller);
    this.out = new Outgoing(caller, new Refusals(caller, incoming.dialect(), call));
    this.telling = new Telling(rooms, caller, out, call, accepted, acceptedNanos, books);
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
    out.refuse(refused.refusal());
  }

  /// Walks the call up to its admission or refusal. False if the ways of its rooms were given up
  /// since these were read, and nothing was done.
  boolean begin() {
    Optional<Runnable> kept = rooms.upstreams().keep();
    if (kept.isEmpty()) {
      return false;
    }
    ways = kept.get();
    try {
      rooms.underWay().enter(this::accept);
    } finally {
      if (!admitted) {
        ways.run();
      }
    }
    return true;
  }

  private void accept() {
    switch (books.keyring().find(headers, accepted)) {
      case Keyring.Answer.Refused refused -> refuseUnknown(refused);
      case Keyring.Answer.Known known -> {
        again = again(known.key());
        incoming = again.isPresent() ? incoming.free() : incoming;
        if (rooms.underWay().takesCalls()) {
          read(known.key());
        } else {
          refuse(unread(known.key()), UnderWay.refusal());
        }
      }
    }
  }

  /// An answer belongs to the key whose call began it, and to the provider that goes on with it.
  private Optional<Deferred.Begun> again(VirtualKey key) {
    return incoming
        .operation()
        .filter(operation -> operation.again().isPresent())
        .flatMap(operation ->
            operation
                .thing(caller.method(), caller.path())
                .flatMap(response -> again(key, operation, response)));
  }

  private Optional<Deferred.Begun> again(VirtualKey key, Operation operation, String response) {
    Deferred deferred = rooms.settlement().deferred();
    Again again = operation.again().orElseThrow();
    return rooms.routes().doing(operation).stream()
        .flatMap(keeper -> deferred.of(key.id(), again, keeper.name(), response).stream())
        .findFirst();
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
    switch (AskReader.read(incoming, caller.body())) {
      case AskReader.Reading.Malformed malformed -> refuse(unread(key), malformed.refusal());
      case AskReader.Reading.Understood understood -> identify(key, understood.ask());
    }
  }

  /// What is known of a call whose body was not read, or not understood.
  private CallFacts unread(VirtualKey key) {
    return facts(
        refusedBefore(key), Ask.unread(incoming), Purpose.PRIMARY.code(), Optional.empty());
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
        (again.isPresent() ? Optional.<Refusal>empty() : key.refusalOf(ask.model()))
            .or(() -> outside(facts))
            .ifPresentOrElse(refusal -> refuse(facts, refusal), () -> assign(key, facts, ask));
      }
    }
  }

  /// Asked before an experiment sees the call: who may not call is in no arm. The ledger asks
  /// again, under the rules that it judges by.
  private Optional<Refusal> outside(CallFacts facts) {
    return books
        .rules()
        .outside(facts.principal().tags(), accepted)
        .filter(Rollout.Outside::enforced)
        .map(Rollout.Outside::refusal);
  }

  private void assign(VirtualKey key, CallFacts facts, Ask ask) {
    Assigned assigned = Assigned.of(books.rules(), facts, ask, accepted);
    out.tell(assigned.told());
    assigned
        .without()
        .ifPresentOrElse(
            refusal -> refuse(assigned.facts(), refusal),
            () -> name(key, assigned.facts(), ask, assigned.name()));
  }

  /// The key was asked about the name that the caller wrote: what it leads to is the operator's.
  ///
  /// @param name it goes by
  private void name(VirtualKey key, CallFacts facts, Ask ask, String name) {
    switch (named(facts, ask, name)) {
      case Naming.Named.Refused refused -> refuse(facts, refused.refusal());
      case Naming.Named.As named -> plan(key, facts, named);
    }
  }

  /// An operation that no wire reads has no name to be found.
  private Naming.Named named(CallFacts facts, Ask ask, String name) {
    return incoming.operation().isPresent()
        ? new Naming.Named.As(ask, caller.body(), name, Optional.empty(), Naming.Origin.CALLER)
        : new Naming(books, incoming, caller).of(ask, name, facts.principal().tags(), call.low());
  }

  private void plan(VirtualKey key, CallFacts facts, Naming.Named.As named) {
    switch (plan(facts, named)) {
      case Plan.Refused refused -> refuse(facts, refused.refusal());
      case Plan.Targets targets ->
          unmetered(targets.steps().getFirst())
              .ifPresentOrElse(
                  refusal -> refuse(facts, refusal), () -> go(key, facts, named, targets));
    }
  }

  private Plan plan(CallFacts facts, Naming.Named.As named) {
    Ask ask = named.ask();
    if (incoming.operation().isPresent()) {
      return plan(incoming.operation().get(), ask);
    }
    Traits traits = Traits.of(facts.principal().tags(), ask, named.body().length);
    return rooms
        .routes()
        .plan(named.name(), named.alias(), traits, call.low(), rooms.paces()::crowd, this::priced);
  }

  private Plan plan(Operation operation, Ask ask) {
    Optional<Plan.Targets> keeper =
        again.flatMap(begun -> rooms.routes().plan(operation, begun.provider()));
    return keeper
        .<Plan>map(itself -> itself)
        .orElseGet(() -> rooms.routes().plan(operation, ask.model(), this::priced));
  }

  /// Why an operation may not pass at its target. What a wire asks for is policy's to judge.
  private Optional<Refusal> unmetered(Plan.Step step) {
    return incoming
        .operation()
        .flatMap(operation ->
            Unmetered.yet(caller, operation, step, price(step.provider(), step.model())));
  }

  private void go(VirtualKey key, CallFacts facts, Naming.Named.As named, Plan.Targets targets) {
    Asked asked =
        new Asked(
            call,
            accepted,
            acceptedNanos,
            key,
            facts,
            incoming,
            named.ask(),
            named.body(),
            books,
            targets,
            named.origin(),
            again);
    admitted =
        new Attempts(rooms, caller, out, asked, ways, telling)
            .begin(no -> refuse(facts, no, "no target can be told what the call says"));
  }

  private boolean priced(Provider provider, String model) {
    return price(provider, model).pricesCalls();
  }

  private PriceLookup price(Provider provider, String model) {
    return books.prices().find(provider.prices(), model, accepted);
  }

  private CallFacts facts(Principal principal, Ask ask, String purpose, Optional<CallId> parent) {
    return new CallFacts(
        principal,
        incoming.code(),
        ask.model(),
        ask.stream(),
        purpose,
        parent,
        caller.body().length);
  }

  /// The principal of a call that is refused before its tags are accepted: those the key fixes.
  private static Principal refusedBefore(VirtualKey key) {
    return new Principal(key.id(), key.fixed().with(TagNames.KEY, key.id()), false);
  }

  private void refuse(CallFacts facts, Refusal refusal) {
    refuse(facts, refusal, refusal.message());
  }

  /// @param recorded what the journal is told instead of words that may be the caller's
  private void refuse(CallFacts facts, Refusal refusal, String recorded) {
    telling.refused(facts, refusal, recorded);
    out.refuse(refusal);
    telling.over(facts);
  }
}
