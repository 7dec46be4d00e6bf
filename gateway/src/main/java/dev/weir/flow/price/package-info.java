/// Usage × dated prices → charge, exactly.
///
/// Owns: [Meter], [Tariff] (one model's prices in force), [Charge], [PriceBook], catalogue formats
/// and their importers. Does not own: which call may be made, where books are stored, what usage
/// means on a wire. Always true: a charge is a sum over a partition of the usage; no price is not
/// price zero; the book a charge was computed with is named on it; the same inputs give the same
/// charge for ever. Pure: no clock, no I/O. May import: base.money, base.wire, flow.dialect.
@NullMarked
package dev.weir.flow.price;

import org.jspecify.annotations.NullMarked;
