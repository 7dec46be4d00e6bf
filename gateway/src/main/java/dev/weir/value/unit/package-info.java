/// What a use case costs by the call, the user and the outcome, how sure that is, and who distorts
/// it.
///
/// Owns: [UnitCosts] (exact quotients, with and without pools), [Distribution] (per call, session,
/// user or outcome: mean, median, p95, winsorised, Gini), [OutcomePairs] and the [OutcomeRatio] of
/// them, [LinkedCosts] of outcomes one by one, [Outlier]s and why, [Yardstick]s. Does not own: the
/// ledger, pools, where outcomes are kept ([OutcomeSource] tells of them). Always true: a quotient
/// of sums is exact to twelve decimals; a figure of a sample has its interval and its method, or
/// says why not; raw and winsorised stand side by side. Limits: 1,000,000 units in memory, of more
/// only the mean; 20 outliers. Pure: no clock, no I/O. May import: base.stats.
@NullMarked
package dev.weir.value.unit;

import org.jspecify.annotations.NullMarked;
