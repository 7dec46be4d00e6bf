/// Pages about what may be spent, and what was planned: budgets, limits, envelopes, chargeback.
///
/// Owns: [Budgets] (all of them, how they stand), [OneRule] and [NewRule] (their forms, tried on the
/// past before they are set), [Envelopes], [Chargeback]; [Sheet], a page made of parts. Does not
/// own: any figure or verdict (the API's), who may do what (the API too). Always true: a form is
/// sent to the API as it was entered; what the API refuses stands beside the field it names. Limits:
/// as many rows as the API lists. May import: view.console, view.shape.
@NullMarked
package dev.weir.view.spend;

import org.jspecify.annotations.NullMarked;
