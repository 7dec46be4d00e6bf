/// The ledger as FOCUS rows of cost and usage, in the versions 1.2, 1.3 and 1.4, and as the files
/// that other tools take.
///
/// Owns: the table of columns (`columns.csv`, one for every version), what of the ledger stands in
/// which, who sells and runs a provider's service (`sellers.csv`, `publishers.csv`), the texts of
/// the files. Does not own: any figure; whether a file keeps FOCUS's requirements
/// (`exchange.requirement`). Always true: the effective cost of an export's rows adds up to the
/// ledger's cost of the same time, to the last decimal; price × quantity is the cost wherever there
/// is a price; what has none is a row of its own without price and quantity; the parts of what was
/// split add up to it. Limits: in memory at once as in [Portions]; no bound on rows. Blocks. May
/// import: base.store, exchange.reconcile, flow.agreement, flow.projection.
@NullMarked
package dev.weir.exchange.focus;

import org.jspecify.annotations.NullMarked;
