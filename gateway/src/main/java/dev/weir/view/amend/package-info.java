/// Pages on which the ledger is completed and put right: spend that no call of the gateway told of,
/// the past by other prices or under other tags.
///
/// Owns: [UsageRecords], and [PastChange] for re-rating and re-tagging. Does not own: the
/// correction of one call (view.call), prices (view.spend), any figure (the API's). Always true:
/// nothing of the past is changed that was not seen before, in the same words; what is refused
/// stands beside its field. Limits: as the API's: 31 days of a re-rating, 1 MiB of a field. May
/// import: view.glance, view.page, view.shape.
@NullMarked
package dev.weir.view.amend;

import org.jspecify.annotations.NullMarked;
