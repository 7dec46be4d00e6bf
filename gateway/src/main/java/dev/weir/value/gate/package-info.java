/// What is demanded before a use case moves on, and how it stands to that.
///
/// Owns: [Gate] (versioned criteria, kill criteria, proof, caps, ramp), its defaults
/// ([GateDefaults]), the [Evaluation] of a gate on live figures, [Proof] of unit economics. Does
/// not own: figures (value.criterion), signatures and what a promotion changes (value.promotion),
/// use cases (value.portfolio). Always true: a gate leads to one stage or one audience; what cannot
/// be told does not hold; until the unit economics are proven a roll-out stays within its caps.
/// Limits: 30 criteria and 10 kill criteria, a window of 1 to 366 days. Pure: no clock, no I/O of
/// its own. May import: base.money, base.stats, base.trial, flow.books (to read JSON),
/// value.criterion, value.evidence, value.portfolio, value.ramp.
@NullMarked
package dev.weir.value.gate;

import org.jspecify.annotations.NullMarked;
