/// Spend beside the gateway, booked in the same ledger.
///
/// Owns: [UsageRecord] (what somebody tells of it), [Recording] (how it becomes entries). Does not
/// own: the forms it is told in, prices, what a ledger row is. Always true: a record of a source is
/// booked once, whoever tells it again; all of a batch or nothing; what the ledger has by the
/// provider's own id of the answer is not booked a second time; no price is not price zero; budgets
/// and limits do not count it. Limits: 10,000 records a batch, one batch at a time, 200,000 records
/// that the database has not loaded. Blocks: virtual threads only. May import: base.money,
/// base.store, flow.books, flow.dialect, flow.entry, flow.identity, flow.journal, flow.ledger,
/// flow.price, flow.projection, flow.rule.
@NullMarked
package dev.weir.flow.recording;

import org.jspecify.annotations.NullMarked;
