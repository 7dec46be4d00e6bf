/// What is claimed of a change before it starts, and how it will be judged.
///
/// Owns: the registration ([Hypothesis], as JSON [HypothesisText]) with its hash and what changed
/// in it ([Registered]), the closed set of metrics ([Metric]) over what units do ([Figures]), how
/// many units a claim takes ([Planned]). Does not own: what came of it (experiment), who gets which
/// arm, statistics (base.trial). Always true: a registration plans for as many units as its minimum
/// effect takes; less cost is claimed only with a guard of quality. Limits: 2 to 20 arms, 20 guards
/// and 20 other metrics, windows of 366 days. Pure: no clock, no I/O, no randomness. May import:
/// base.stats, base.trial, flow.books, value.evidence.
@NullMarked
package dev.weir.value.hypothesis;

import org.jspecify.annotations.NullMarked;
