/// Exact money and exact sums.
///
/// Owns: [Money] (one charge, whole picodollars) and [Total] (a sum of any size). Does not own:
/// prices, currencies, formatting for people. Always true: no rounding happens inside; an overflow
/// throws. Where a price or a rate must be rounded, the caller names the rounding. May import:
/// nothing of Weir.
@NullMarked
package dev.weir.base.money;

import org.jspecify.annotations.NullMarked;
