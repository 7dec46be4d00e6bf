/// The journal of what each call was allowed to cost and what it did cost.
///
/// Owns: [Entry], reservations, balances (always computed from entries), the journal's files and
/// their recovery. Does not own: prices, permission, usage, reports. Always true: an entry is never
/// changed, a correction is a new entry naming the old one; a reservation ends exactly once:
/// settled, released or expired; an entry names the price-book and rule-book versions it was
/// computed with. Limits: frame size, segment size, ring length and in-flight endings as
/// configured. May import: base.money, base.wire, flow.identity, flow.price, flow.policy,
/// flow.dialect.
@NullMarked
package dev.weir.flow.ledger;

import org.jspecify.annotations.NullMarked;
