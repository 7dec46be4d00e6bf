/// First pages, one for each kind of person who opens the console.
///
/// Owns: [FinopsHome] (what was spent, how sure that is, which budgets burn, why unit costs moved).
/// Does not own: any figure (the API's), how amounts are written (view.shape), who may look
/// (view.console). Always true: every figure leads to its rows; a part that the API refuses says
/// why and the rest of the page stands. Limits: the dearest use case has its bridge shown, others
/// by link. May import: view.console, view.shape.
@NullMarked
package dev.weir.view.home;

import org.jspecify.annotations.NullMarked;
