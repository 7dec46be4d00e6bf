/// Usage × dated prices → charge, exactly.
///
/// Owns: [PriceBook] (all catalogues as one version), [Tariff] (one model's prices in force),
/// [Charge]. Does not own: prices as data (catalogue), which call may be made, where books are
/// stored, what usage means on a wire. Always true: a charge is a sum over a partition of the
/// usage; no price is not price zero, and no gap is filled with something cheaper in silence; the
/// book a charge was computed with is named on it; the same inputs give the same charge for ever.
/// Pure: no clock, no I/O. Limits: 256 characters of a model's name, 4,096 remembered tariffs. May
/// import: base.money, flow.catalogue, flow.dialect.
@NullMarked
package dev.weir.flow.price;

import org.jspecify.annotations.NullMarked;
