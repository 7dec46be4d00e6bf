/// What a use case's work took before AI, and how we know.
///
/// Owns: [Baseline] (volume, minutes, cost, errors and what they do, each with its interval),
/// [Pilot] (how one that is not known is being measured), [Observations] (what a pilot brought in),
/// their texts ([BaselineText]). Does not own: what AI costs, who uses it, versions and who made
/// them. Always true: a figure that is measured or sampled has its n and its period, an estimate is
/// opinion; an interval holds its figure; figures computed from observations are those of the sums
/// kept with them; an expired baseline bears no claim. Limits: 100,000 observations, 50 classes of
/// consequence. Pure: no clock, no I/O. May import: base.stats, base.trial, base.wire, flow.books
/// (its reader of fields), value.evidence.
@NullMarked
package dev.weir.value.baseline;

import org.jspecify.annotations.NullMarked;
