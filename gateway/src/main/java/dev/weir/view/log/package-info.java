/// What the log says of calls.
///
/// Owns: [CallLog] (refusals, failures, a sample of the rest), [UpstreamWatch] (providers that keep
/// failing). Does not own: the record of calls (the journal), lines and their limits (base.log).
/// Always true: nothing of a prompt, an answer or a key; nothing here blocks a call: lines are
/// written elsewhere. Limits: those of base.log. May import: base.log, flow.edge, flow.entry,
/// flow.identity, flow.refusal.
@NullMarked
package dev.weir.view.log;

import org.jspecify.annotations.NullMarked;
