/// Months that are closed.
///
/// Owns: [Closing], which closes a month and settles it. Does not own: what a month came to (the
/// ledger database), how sure that is (reconciliation), who is told. Always true: a month is closed
/// once and settled once, in that order, and stays so; nothing of it is changed, what is learnt
/// afterwards is a restatement with a row of its own. Blocks: virtual threads only. May import:
/// flow.entry, flow.journal, flow.ledger, flow.projection.
@NullMarked
package dev.weir.flow.period;

import org.jspecify.annotations.NullMarked;
