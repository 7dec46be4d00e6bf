/// Pools: what a use case costs that no provider bills, month by month, and who bears it.
///
/// Owns: [PooledCost] and its JSON and CSV, what of it is which month's ([Schedule]), the
/// [AllocatedMonth]. Does not own: how shares are worked out (value.cost), what use cases used
/// ([Activity] comes in), versions and who made them. Always true: the months of a one-off cost add
/// up to it, and the lines of a month to each pool of it, to the cent; what nobody bears is a line
/// too; an import is taken whole or not at all. Limits: as value.cost; 120 months of a one-off
/// cost, 1,000 use cases a pool, 100,000 cells a file, the years 2015 to 2100. Pure: no clock, no
/// I/O. May import: base.money, base.wire, flow.books, value.cost.
@NullMarked
package dev.weir.value.pool;

import org.jspecify.annotations.NullMarked;
