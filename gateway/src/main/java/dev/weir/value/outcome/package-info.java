/// What an outcome of a use case is, when it is a success, and what it is worth.
///
/// Owns: [OutcomeDefinition] with its [Kpi]s, success rule and value ([Expression]), [RateCard],
/// what is told of an outcome ([ToldOutcome]), its [Appraisal] by a definition and rate cards,
/// [KpiFigure]s. Does not own: where outcomes are kept (value.event), versions and who made them.
/// Always true: what an expression cannot know is refused when the definition is made; a value that
/// nobody stated is absent, never 0; a value names the versions it was found by; decimals are exact
/// but for division, which has 34 digits. Limits: 50 KPIs, 1,000 characters an expression, 20
/// shares, values of 12 digits before the point. Pure: no clock, no I/O. May import: base.stats,
/// flow.books (fields of facts), value.evidence.
@NullMarked
package dev.weir.value.outcome;

import org.jspecify.annotations.NullMarked;
