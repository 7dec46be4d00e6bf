/// What a use case could be worth a month, how sure that is, and what to measure next.
///
/// Owns: the simple model and the full one with the [Bridge] between them, [Inputs] with where each
/// comes from, the [Plan] (time, money, the [WayOn] from its stage), effort and [Risk] as stated,
/// what all that comes to ([Opportunity]), what throttling costs ([MissedUpside]). Does not own:
/// baselines, adoption, outcomes, stages, decisions. Always true: a bridge adds up exactly; an
/// input that nobody measured or stated is marked as assumed, or there is no figure; the value of
/// information is not negative; the same seed gives the same figures. Limits: 10,000 draws, 120
/// months. Money is exact in the bridge and the cash flows, float64 where it is drawn. Pure: no
/// clock, no I/O, chance comes in. May import: base.money, base.stats, flow.books (its reader of
/// fields), value.adoption, value.evidence, value.portfolio (its stages).
@NullMarked
package dev.weir.value.opportunity;

import org.jspecify.annotations.NullMarked;
