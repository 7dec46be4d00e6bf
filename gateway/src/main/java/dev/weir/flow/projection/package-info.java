/// The ledger database: the journal's entries, folded into tables that can be queried.
///
/// Owns: the tables (the numbered scripts say what each column means) and the view `spend`, the
/// fold from entries to rows, what one entry says of many attempts ([Restating], [RetagBooking]),
/// the loader, the sums that arm a rule, [PastAttempts] that try one, [Exposures], sums by the hour
/// ([SpendHours], [SpendTags]), by the day ([SpendUsers]) and by the month ([SpendUses]). Does not
/// own: any fact; the file may be deleted and is built again from the journal. Always true: a batch
/// and the position it reaches commit together; an entry counts once; a correction is a row with
/// the difference, other tags are two rows, so every sum over rows is right; the last row that
/// counts has the tags in force; rows of an entry that are not what it says are told as an anomaly;
/// SQL adds money up and never divides it. Limits: entries per batch as in [LedgerLoader.Settings].
/// Blocks: never on the event loop. May import: base.money, base.segment, base.store,
/// flow.agreement, flow.journal, flow.entry, flow.identity, flow.dialect, flow.catalogue,
/// flow.price, flow.policy, flow.rule, flow.window.
@NullMarked
package dev.weir.flow.projection;

import org.jspecify.annotations.NullMarked;
