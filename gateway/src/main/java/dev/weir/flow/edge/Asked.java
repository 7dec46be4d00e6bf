package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.route.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What a passage has found out about a call when its attempts begin.
///
/// @param accepted the window, and the versions of the books, are those of this instant
/// @param acceptedNanos the same instant, by the clock that measures
/// @param incoming what its request line asks for
/// @param ask what is asked of providers, as `body`
/// @param body as the caller sent it, or the request that its name stands for
/// @param plan where it may go
/// @param origin what it was put together from
/// @param again the answer it asks for again, where it is for one that went on in the background
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
record Asked(
    CallId call,
    Instant accepted,
    long acceptedNanos,
    VirtualKey key,
    CallFacts facts,
    Incoming incoming,
    Ask ask,
    byte[] body,
    Snapshot books,
    Plan.Targets plan,
    Naming.Origin origin,
    Optional<Deferred.Begun> again) {

  /// The most input that the model of a step takes, where the price book states it.
  OptionalLong window(Plan.Step step) {
    PriceLookup found = books.prices().find(step.provider().prices(), step.model(), accepted);
    return found instanceof PriceLookup.Priced priced
        ? priced.tariff().window()
        : OptionalLong.empty();
  }
}
