/// Prices as data: what is billed, at which price, from when, agreed by whom.
///
/// Owns: [Catalogue] and its format, list prices ([ModelPrices], [PriceCell]), agreed ones
/// ([ContractTerm]), [Meter], [ServiceTier], [NamePattern], what a currency is worth
/// ([ExchangeRate]), where a price comes from ([Origin]). Does not own: which price is in force
/// (price), foreign formats (importer), where catalogues are stored. Always true: equal catalogues
/// have equal texts; anything unknown, missing or contradictory is an error that names its place;
/// what cannot be priced is kept as [Unsupported]. Limits: none of its own. Pure: no clock, no I/O.
/// May import: base.money, and Jackson's tree, without binding.
@NullMarked
package dev.weir.flow.catalogue;

import org.jspecify.annotations.NullMarked;
