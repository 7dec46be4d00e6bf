/// What providers and clouds say they bill, and what they say was used, kept as they said it.
///
/// Owns: a bill's lines in Weir's terms ([BillLine]), the rows they come from ([SourceRow]), the
/// database of imported ones, `bills.duckdb` ([Bills]), the way into it ([Intake]). Does not own:
/// the forms they come in (source), whether the ledger agrees (reconcile). Always true: an import
/// is one transaction; a bill is never changed, another one replaces it and says who, when and why;
/// the lines of a bill add up to its total; amounts are decimals as the source wrote them, in the
/// currency it wrote; nothing of a row is dropped. Limits: 200,000 rows and 1,000,000 lines a bill.
/// Blocks: [Bills]. May import: base.store.
@NullMarked
package dev.weir.exchange.bill;

import org.jspecify.annotations.NullMarked;
