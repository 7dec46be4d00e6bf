/// Better figures for attempts that have ended.
///
/// Owns: [Correcting] (what is known is replaced, one attempt at a time), [LateUsage] (what a
/// provider says only after the call). Does not own: where an operator's figure comes from, what is
/// known of an attempt, balances. Always true: a correction sees every one before it, in the ledger
/// database; nothing is overwritten; usage that is told late is booked once, and never in place of
/// a figure that somebody else has given, nor unpriced in place of one that was declared. Limits:
/// 30 s for the database to catch up, else nothing is booked. Blocks: virtual threads only. May
/// import: flow.dialect, flow.entry, flow.identity, flow.journal, flow.ledger, flow.price,
/// flow.projection.
@NullMarked
package dev.weir.flow.correction;

import org.jspecify.annotations.NullMarked;
