/// What a sample says: means, shares, quantiles and ratios, each with how sure it is.
///
/// Owns: sums that merge ([Moments], [PairMoments]), an estimate before and after it has its
/// interval ([Point], [Estimate]), [Proportion], [Quantiles], [Ratio], [Winsorised], [Gini]. Does
/// not own: two groups compared on purpose (base.trial), money, where samples come from. Always
/// true: no figure is NaN; what data cannot answer is [Unanswered], by name, rule and value; an
/// interval names its method and its confidence. Limits: float64, samples in memory for quantiles
/// and winsorising only. Pure: no clock, no I/O, no randomness. May import: nothing of Weir.
@NullMarked
package dev.weir.base.stats;

import org.jspecify.annotations.NullMarked;
