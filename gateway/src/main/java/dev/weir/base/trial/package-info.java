/// What groups say of each other: how many units it takes, whether the split is sound, what the
/// difference is, how long one may look at it.
///
/// Owns: [SampleSize], [Precision], [SampleRatio], [ConfidenceSequence], [StudentSequence],
/// [Cuped], [NonInferiority], [BenjaminiHochberg]; without randomisation [DifferenceInDifferences]
/// and [EValue]; units that come in [Clusters]. Does not own: assignment, exposure, what is done
/// with an answer. Always true: what data cannot answer is refused by name, rule and value, never
/// NaN; a difference of two groups is base.stats' Point, so every procedure takes what any other
/// gives. Pure: no clock, no I/O, no randomness. May import: base.stats.
@NullMarked
package dev.weir.base.trial;

import org.jspecify.annotations.NullMarked;
