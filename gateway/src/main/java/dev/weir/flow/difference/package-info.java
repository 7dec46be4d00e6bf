/// Where lists of prices differ: two versions of one, and several sources at one time.
///
/// Owns: [Sources] (what each catalogue states, and which of it is in force), [Dispute] (sources
/// that differ by more than 1 % about one price, and what a person decided), [PriceChange] (what
/// one list has and another has not). Does not own: the catalogues' form (catalogue), what a call
/// costs (price), who decides (books). Always true: an import changes no price in force by a figure
/// that another source contradicts, unless a person accepted it; a decision holds as long as every
/// source states what it stated then; the same sources and decisions give the same prices. Prices
/// in different currencies are not compared. Pure: no clock, no I/O. May import: flow.catalogue.
@NullMarked
package dev.weir.flow.difference;

import org.jspecify.annotations.NullMarked;
