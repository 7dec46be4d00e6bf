/// Pages where somebody states what Weir cannot count: what an outcome is, what the work took
/// before, who may use it, what is assumed, what an hour costs, what the portfolio and its reviews
/// go by.
///
/// Owns: [Stated] (one such thing: what is in force, its versions, its forms), [RateCards] and
/// [Opportunities] (their lists). Does not own: how fields become documents (view.entry), any rule
/// of what may be stated (the API's). Always true: what is in force is shown to whoever may read
/// it, forms to whoever may change it; a change is made against the version that was shown. Limits:
/// the API's; a field has 1 MiB. May import: view.page, view.entry, view.shape.
@NullMarked
package dev.weir.view.stated;

import org.jspecify.annotations.NullMarked;
