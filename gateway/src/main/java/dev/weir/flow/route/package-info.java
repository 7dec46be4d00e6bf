/// Which provider serves which model, and what can go wrong with an attempt.
///
/// Owns: [Provider], [Routes], [Fault]. Does not own: prices, credentials, sending, health. Always
/// true: a call goes to a provider of its own dialect; the first configured provider that names or
/// prices the model is the one. Limits: one target per call. May import: base.http (origins),
/// flow.dialect, flow.refusal.
@NullMarked
package dev.weir.flow.route;

import org.jspecify.annotations.NullMarked;
