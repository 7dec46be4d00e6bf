/// Accepts a call and walks it through the rooms, in order.
///
/// Owns: [Passage] (one call, until it may be tried), [Assigned] (the arm it is in), [Naming] (the
/// request its name stands for), [Attempts] (its attempts, and what the caller hears of them),
/// [Journey] (which target is next), [Carriage] (the call as that target is asked, as it came or
/// translated), [Dispatch] (as it is sent), [Relay] (one attempt's answer, ended in its [Outcome]),
/// [Charging] (what it is charged), [Deferred] (answers that go on after their calls), [FollowUps]
/// (which asks for them where nobody does), [Pacing] (its attempts' waiting for room), [Outgoing]
/// (the caller's side, given one answer), [Telling] (what the ledger and traces hear of the call as
/// a whole), [UnderWay] (how calls are brought to their end with the gateway), the data plane's
/// routes, Weir's own answers ([Me], [ModelList]) and headers, refusal → HTTP. Does not own: what
/// any stage decides. Always true: every exit of a call ends each of its reservations exactly once;
/// a caller's bytes are forwarded as they came but for recorded splices and the prompt they ask
/// for, and back but for what a splice added, wherever the target speaks their wire. A call lives
/// on its exchange's event loop. Limits: [EdgeLimits]; the plan's rules; 64 KiB of a stream held.
/// May import: the whole call path, base.http.
@NullMarked
package dev.weir.flow.edge;

import org.jspecify.annotations.NullMarked;
