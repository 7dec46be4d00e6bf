/// What came of a hypothesis.
///
/// Owns: what was observed ([Trial] of [Exposed] units, [Followed] ones), the readout of it by the
/// registered rule ([RandomisedReading], [ObservedReading] → [Readout]), its closed set of ends
/// ([Verdict]), what a change is worth ([Worth]), of all that was done the share that would not be
/// without ([ShareReading]). Does not own: the registration (hypothesis), who gets which arm, where
/// exposures and outcomes come from, statistics (base.trial). Always true: before the registered
/// time there is no figure, and where the split is wrong none at all; a saving is booked only where
/// quality is shown to keep its margin; a unit in two arms is in none. Limits: units in memory, as
/// many as the caller has. Pure: no clock, no I/O, no randomness. May import: base.stats,
/// base.trial, value.evidence, value.hypothesis.
@NullMarked
package dev.weir.value.experiment;

import org.jspecify.annotations.NullMarked;
