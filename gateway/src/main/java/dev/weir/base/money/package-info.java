/// Exact money and exact sums.
///
/// Owns: [Money] (one charge, whole picodollars), [Total] (a sum of any size), [LargestRemainder]
/// and [Shares] (amounts that add up), [CashFlows] (what money is worth that comes later) and how a
/// [Currency] is named. Does not own: prices, exchange rates, formatting for people. Always true:
/// no rounding happens inside but where its name is called, and to 34 digits in cash flows; an
/// overflow throws. Where a price or a rate must be rounded, the caller names the rounding. May
/// import: nothing of Weir.
@NullMarked
package dev.weir.base.money;

import org.jspecify.annotations.NullMarked;
