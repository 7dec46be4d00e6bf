/// Where a call may go, and what follows when an attempt fails.
///
/// Owns: [Route] (a tree of targets, its form in JSON), [Planner] (the tree as one call's targets
/// in order), [Routes] (names to plans), [Lot] (draws by weight), [Fault] and [Retry] (what follows
/// which fault). Does not own: providers, prices, credentials, sending, health, the waiting. Always
/// true: the same call has the same plan everywhere; a target is asked in the call's own wire if it
/// speaks it, else in one that a pair leads to; what may have been carried out is never tried at
/// the same target again; a name that is no route's goes to the first configured provider that
/// names or prices it. Limits: a route is at most 4 deep and has at most 32 targets and 100 arms a
/// split. May import: base.wire, flow.cohort, flow.dialect, flow.identity, flow.provider,
/// flow.refusal, flow.translate.
@NullMarked
package dev.weir.flow.route;

import org.jspecify.annotations.NullMarked;
