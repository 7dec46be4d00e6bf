package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.route.Routes;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a passage walks through. One for the data plane, shared by all event loops.
///
/// @param books what is in force; never blocks
/// @param random for call ids; thread-safe
record Rooms(
    Supplier<Snapshot> books,
    Identify identify,
    Routes routes,
    Ledger ledger,
    Upstreams upstreams,
    Settlement settlement,
    EdgeLimits limits,
    NanoClock nanos,
    RandomGenerator random,
    Signals signals,
    UnderWay underWay,
    TargetHealth health,
    CallDesk desk,
    FeedbackDesk feedback,
    Tracing tracing,
    Paces paces) {

  /// The same rooms with other ways to the providers.
  Rooms going(Routes newRoutes, Upstreams newUpstreams, EdgeLimits newLimits) {
    return new Rooms(
        books,
        identify,
        newRoutes,
        ledger,
        newUpstreams,
        settlement,
        newLimits,
        nanos,
        random,
        signals,
        underWay,
        health,
        desk,
        feedback,
        tracing,
        paces);
  }
}
