package dev.weir.flow.edge;

import dev.weir.flow.books.Books;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.route.Routes;
import java.util.random.RandomGenerator;

/// What a passage walks through. One for the data plane, shared by all event loops.
///
/// @param random for call ids; thread-safe
record Rooms(
    Books books,
    Identify identify,
    Routes routes,
    Ledger ledger,
    Upstreams upstreams,
    Settlement settlement,
    EdgeLimits limits,
    NanoClock nanos,
    RandomGenerator random,
    Signals signals) {}
