/// First pages of those who answer for all of the money.
///
/// Owns: [FinopsHome] (what was spent, how sure that is, which budgets burn, why unit costs moved),
/// [CfoHome] (a month's cost and value, what is to be decided). Does not own: any figure (the
/// API's), how amounts are written (view.shape), who may look (view.console). Always true: every
/// figure leads to its rows; a part that the API refuses says why and the rest of the page stands;
/// nothing but sums is asked of many months. Limits: the dearest use case has its bridge shown,
/// others by link; 20 agreements. May import: view.glance, view.page, view.shape.
@NullMarked
package dev.weir.view.home;

import org.jspecify.annotations.NullMarked;
