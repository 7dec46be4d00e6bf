package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
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
/// its name stands for · plan ← route · and its [Attempts]: estimate ← price · verdict and
/// reservation ← policy and ledger, in one step · answer ← upstream, through a [Relay] that settles
/// or releases.
///
/// It is synchronous but for two waits, both of its attempts': until the reservation is durable,
/// and for the provider. Owned by its event loop.
final class Passage {
  private final Rooms rooms;
  private final Caller caller;
  private final Incoming incoming;
  private final Snapshot books;
  private final Instant accepted;
  private final CallId call;
  private final HeaderLookup headers;
  private final Outgoing out;

  /// Keeps open where the call may go; once it is admitted, its attempts run it.
  private Runnable ways = () -> {};

  private boolean admitted;

  Passage(Rooms rooms, Caller caller, Incoming incoming) {
    this.rooms = rooms;
    this.caller = caller;
    this.incoming = incoming;
    this.books = rooms.books().get();
    this.accepted = rooms.ledger().acceptance();
    this.call = CallId.create(accepted, rooms.random());
    this.headers = new CallerHeaders(caller);
    this.out = new Outgoing(caller, new Refusals(caller, incoming.wire().dialect(), call));
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
    switch (AskReader.read(incoming, caller.body())) {
      case AskReader.Reading.Malformed malformed -> refuse(unread(key), malformed.refusal());
      case AskReader.Reading.Understood understood -> identify(key, understood.ask());
    }
  }

  /// What is known of a call whose body was not read, or not understood.
  private CallFacts unread(VirtualKey key) {
    return facts(
        refusedBefore(key), Ask.unread(incoming.wire()), Purpose.PRIMARY.code(), Optional.empty());
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
            .ifPresentOrElse(refusal -> refuse(facts, refusal), () -> name(key, facts, ask));
      }
    }
  }

  /// The key was asked about the name that the caller wrote: what it leads to is the operator's.
  private void name(VirtualKey key, CallFacts facts, Ask ask) {
    Naming naming = new Naming(books, incoming, caller);
    switch (naming.of(ask, facts.principal().tags(), call.low())) {
      case Naming.Named.Refused refused -> refuse(facts, refused.refusal());
      case Naming.Named.As named -> plan(key, facts, named);
    }
  }

  private void plan(VirtualKey key, CallFacts facts, Naming.Named.As named) {
    Ask ask = named.ask();
    Traits traits = Traits.of(facts.principal().tags(), ask, named.body().length);
    switch (rooms.routes().plan(ask.model(), named.alias(), traits, call.low(), this::priced)) {
      case Plan.Refused refused -> refuse(facts, refused.refusal());
      case Plan.Targets targets -> {
        Asked asked =
            new Asked(
                call, accepted, key, facts, ask, named.body(), books, targets, named.origin());
        admitted =
            new Attempts(rooms, caller, out, asked, ways)
                .begin(no -> refuse(facts, no, "no target can be told what the call says"));
      }
    }
  }

  private boolean priced(Provider provider, String model) {
    return books.prices().find(provider.prices(), model, accepted) instanceof PriceLookup.Priced;
  }

  private CallFacts facts(Principal principal, Ask ask, String purpose, Optional<CallId> parent) {
    return new CallFacts(
        principal,
        incoming.wire().code(),
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
    boolean written =
        rooms
            .ledger()
            .refused(
                new Entry.Refused(
                    call,
                    accepted,
                    facts,
                    refusal.kind().code(),
                    refusal.rule(),
                    recorded,
                    books.rules().version()));
    rooms.signals().refused(call, refusal, written);
    out.refuse(refusal);
  }
}
