/// What several pages show of a thing in a line or two, so that they say the same of it.
///
/// Owns: [GateAhead] (which gate a use case stands before), [LastReview] (what the newest review
/// said of use cases), [HowFar] (how far a trial is), [Ended] (what it ends in), [BudgetHeat] (how
/// hot budgets are), [PricedAnew] (what other prices make of charges). Does not own: any figure or
/// verdict (the API's), pages, how amounts are written (view.shape). Always true: of one thing two
/// pages say the same. Limits: ten readouts of a list. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.glance;

import org.jspecify.annotations.NullMarked;
