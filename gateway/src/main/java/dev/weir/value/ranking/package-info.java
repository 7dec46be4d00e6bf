/// Which use cases suit best, and how much of that order hangs on how their marks are weighed.
///
/// Owns: the [Score] of a use case, five marks by people; the [Ranking] with its sensitivity and
/// its frontier. Does not own: use cases, the weights in force (value.portfolio). Always true:
/// marks are 1 to 5, and 5 is best; the same seed gives the same ranking; equal scores stand in the
/// order of their ids. Limits: 2,000 draws. Pure: no clock, no I/O, chance comes in. May import:
/// base.money.
@NullMarked
package dev.weir.value.ranking;

import org.jspecify.annotations.NullMarked;
