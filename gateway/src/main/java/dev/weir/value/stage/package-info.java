/// The one door by which a use case changes its stage or its audience.
///
/// Owns: how use cases stand to their gates now ([LiveGates]), proposing, signing, carrying out and
/// rolling back ([Promoting]), what happens each day ([GateWatch]), the [Lights]. Does not own:
/// criteria and figures, the rules of signing (value.promotion), use cases (value.portfolio), who a
/// roll-out lets in (flow.cohort). Always true: promotion, use case, roll-out and budget change in
/// one publication, all or none, against the versions that were signed; evidence is looked at again
/// before the second signature; a roll-back raises no limit; what Weir does by itself goes by the
/// gate as it was signed, and is signed `weir`. Limits: one look at a time. Blocks. May import:
/// base.money, base.stats, flow.books, flow.cohort, flow.rule, flow.window, value.adoption,
/// value.criterion, value.gate, value.portfolio, value.promotion, value.ramp, value.review (whose
/// tapers are no setting of a budget).
@NullMarked
package dev.weir.value.stage;

import org.jspecify.annotations.NullMarked;
