/// A month's spend, shared out to those who bear it, and the postings for the organisation's books.
///
/// Owns: who bears what ([Payer], [CostAccount]), the month's lines to the cent ([Chargeback]), the
/// document of debits and credits ([Postings]). Does not own: any figure, which come in as sums of
/// the ledger ([Spend]); versions of accounts and who made them; the distribution of shared spend.
/// Always true: the lines' amounts add up to the month's total, rounded to the cent; nothing is
/// left out, what has no account is a line that says so; debit is credit; what is only shown is no
/// posting. Limits: an account code 64 characters, other texts 200. Pure: no clock, no I/O. May
/// import: base.money, base.wire, exchange.reconcile, flow.books, flow.rule.
@NullMarked
package dev.weir.exchange.chargeback;

import org.jspecify.annotations.NullMarked;
