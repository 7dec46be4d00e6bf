/// Who lets a use case move on, on what evidence, and what that changes.
///
/// Owns: [Promotion] (proposal, frozen [EvidencePack], signatures, what became of it), who may sign
/// ([Signing]), [Promoting] (proposes, signs, carries out, rolls back), [GateWatch] (what happens
/// each day). Does not own: criteria and figures, the books, what a roll-out or a budget means.
/// Always true: two signatures are of two operators, the two named owners, on one hash; the second
/// carries out in one publication, all or none, against the versions that were signed; a pack is
/// never changed; an exception is visible for ever; a roll-back needs one owner. Limits: a proposal
/// waits 90 days at most; a reason 2,000 characters. Blocks. May import: flow.books,
/// value.criterion, value.gate, value.ramp.
@NullMarked
package dev.weir.value.promotion;

import org.jspecify.annotations.NullMarked;
