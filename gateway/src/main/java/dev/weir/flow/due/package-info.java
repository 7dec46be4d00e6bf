/// What agreements come to, booked.
///
/// Owns: [Booking], which works out what is due of days that are over and books what of it is not
/// booked. Does not own: what an agreement says and comes to, what was used, who makes agreements.
/// Always true: booked again, nothing changes; what changes later is a difference with a row of its
/// own; a closed month gets none unless somebody asks for it; budgets and limits do not count dues.
/// Limits: what agreements cover is at most 500,000 sums by model, bearer and meter. Blocks:
/// virtual threads only. May import: base.money, flow.agreement, flow.books, flow.catalogue,
/// flow.entry, flow.identity, flow.journal, flow.ledger, flow.price, flow.projection.
@NullMarked
package dev.weir.flow.due;

import org.jspecify.annotations.NullMarked;
