/// How a roll-out goes up step by step, and when spend has left its projection.
///
/// Owns: [Projection] of spend as a product of four [SpendFactor]s, the [Cusum] that watches each
/// against it ([FactorWatch]), the steps of a [Ramp] with their budgets and its next [Move]. Does
/// not own: who decided on them, figures of quality, what the gateway allows. Always true: a factor
/// is watched by itself, so that more users cannot hide a dearer call; a day without calls tells
/// nothing of a factor whose denominator is empty; a step back is never to a larger share. Limits:
/// 20 steps, 366 days watched. Pure: no clock, no I/O; budgets are exact, ratios float64. May
/// import: flow.books (to read JSON).
@NullMarked
package dev.weir.value.ramp;

import org.jspecify.annotations.NullMarked;
