/// What the figures of a use case's months recommend, and what follows for money.
///
/// Owns: the criteria as data ([Policy], [PolicyText]), the [Judgement] of a history by them and
/// its [Recommendation], what that comes to a month ([Proposal]), the same over past months
/// ([BackTest]), moves of budget ([Reallocation]), the [Reserve], what a review that is not held
/// leaves of a budget ([Taper]). Does not own: where figures come from, the pack of a month,
/// budgets. Always true: a figure that is not known is [Told.Unknown] and says why, no criterion
/// holds by it; what is unsure counts against "scale" and for nothing else; a judgement of a month
/// reads no later one; what is proposed says how it is derived. Limits: 120 months of a use case.
/// Pure: no clock, no I/O, no randomness; statistics are float64, what costs are proposed from is
/// exact. May import: base.stats, value.evidence.
@NullMarked
package dev.weir.value.review;

import org.jspecify.annotations.NullMarked;
