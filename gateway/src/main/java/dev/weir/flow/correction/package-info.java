/// Better figures, other prices and other tags for what has ended.
///
/// Owns: [Correcting] (what is known is replaced, one attempt at a time), [LateUsage] (what a
/// provider says only after the call), [Rerating] (what was used is priced by another book),
/// [Retagging] (what was spent is put under other tags). Does not own: where an operator's figure
/// comes from, what is known of an attempt, balances, rows. Always true: whoever changes what is
/// known of the past sees every change before it, in the ledger database; nothing is overwritten;
/// usage that is told late is booked once, and never in place of a figure that somebody else has
/// given, nor unpriced in place of one that was declared; a re-rating or re-tagging done again
/// changes nothing. Limits: 30 s for the database to catch up, else nothing is booked. Blocks:
/// virtual threads only. May import: base.money, flow.books, flow.dialect, flow.entry,
/// flow.identity, flow.journal, flow.ledger, flow.policy, flow.price, flow.projection, flow.rule,
/// flow.window.
@NullMarked
package dev.weir.flow.correction;

import org.jspecify.annotations.NullMarked;
