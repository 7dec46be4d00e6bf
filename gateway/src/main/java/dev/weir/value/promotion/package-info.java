/// What it takes that a use case moves on: a proposal, its evidence, two signatures.
///
/// Owns: [Promotion] (proposal, frozen [EvidencePack], signatures, what became of it) and how it is
/// kept, who may sign ([Signing]), the [Rule]s. Does not own: gates and figures, the books, when
/// something is carried out (value.stage). Always true: two signatures are of two operators, the
/// two named owners, on one hash; a pack is never changed; an exception is visible for ever; a
/// roll-back needs one owner. Limits: an exception 2,000 characters, 10,000 users listed. Pure: no
/// clock, no I/O. May import: value.gate, value.ramp.
@NullMarked
package dev.weir.value.promotion;

import org.jspecify.annotations.NullMarked;
