/// Public price lists of others, read as catalogues.
///
/// Owns: [GenaiPrices], [LitellmMap], what an import did ([Imported]). Does not own: the catalogue
/// they become, fetching a list, which catalogue wins. Always true: what a list says and Weir does
/// not know is reported, never dropped in silence; what cannot be priced is kept as unsupported; a
/// price that was rounded is named. Limits: none of its own; a body is bounded by who takes it.
/// Pure: no clock, no I/O. May import: flow.catalogue, and Jackson's tree, without binding.
@NullMarked
package dev.weir.flow.importer;

import org.jspecify.annotations.NullMarked;
