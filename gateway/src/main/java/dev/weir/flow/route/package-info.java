/// Which provider serves which model, and what can go wrong with an attempt.
///
/// Owns: [Routes], [Fault]. Does not own: providers, prices, credentials, sending, health. Always
/// true: a call goes to a provider that speaks its wire; the first configured one that names or
/// prices the model is the one. Limits: one target per call. May import: flow.dialect,
/// flow.provider, flow.refusal.
@NullMarked
package dev.weir.flow.route;

import org.jspecify.annotations.NullMarked;
