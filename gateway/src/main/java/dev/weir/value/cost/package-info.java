/// What shared cost comes to for those it is for, and why a unit cost changed.
///
/// Owns: [Pool] and the [Allocation] of pools to receivers, [Decomposition] of a change into its
/// factors. Does not own: where pools, drivers and factors come from, the ledger, who is charged
/// (exchange.chargeback). Always true: what pools come to is allocated to the cent and adds up to
/// each pool; effects add up to the change to the last digit; the method is named in the result.
/// Limits: 500 pools, 30 of them served by others, 1,000 receivers each; 1,000 terms of 12 factors;
/// 15 digits before the point. Pure: no clock, no I/O; exact until rounded, never float64. May
/// import: base.money.
@NullMarked
package dev.weir.value.cost;

import org.jspecify.annotations.NullMarked;
