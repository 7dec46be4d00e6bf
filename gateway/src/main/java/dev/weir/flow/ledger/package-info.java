/// What each call was allowed to cost and what it did cost.
///
/// Owns: reservations, balances (always computed from journal entries), arming, expiry at recovery,
/// [Rehearsal]s of rules on the past. Does not own: the journal's entries and files, prices,
/// permission, usage, reports. Always true: a correction is a new entry naming the old one; a
/// reservation ends exactly once: settled, released or expired; an entry names the price-book and
/// rule-book versions it was computed with. Limits: one open reservation per attempt; a call may
/// have several, as one attempt may settle after the next was reserved. May import: base.money,
/// flow.entry, flow.journal, flow.identity, flow.price, flow.policy, flow.refusal, flow.rule,
/// flow.window, flow.dialect.
@NullMarked
package dev.weir.flow.ledger;

import org.jspecify.annotations.NullMarked;
