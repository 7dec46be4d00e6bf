/// Whether the ledger, the provider's usage and the bill say the same, line by line.
///
/// Owns: [Reconcile], a pure function from three books to rows that are matched to the cent,
/// explained by a named [Cause], or unexplained. Does not own: any figure, where the books come
/// from, what is done about a difference. Always true: in each row the ledger's figure, the parts
/// and what is unexplained add up to the other book's; a gap is never set off against another; a
/// cause is named on evidence only, by exact quantities; what is compared with nothing is listed.
/// Limits: one provider, one currency, a year of days. Pure: no clock, no I/O. May import:
/// exchange.bill.
@NullMarked
package dev.weir.exchange.reconcile;

import org.jspecify.annotations.NullMarked;
