/// Pages about what may be spent, what it is charged by, and whether that is what is billed.
///
/// Owns: [Budgets], [OneRule] and [NewRule] (rules, tried on the past before they are set),
/// [Envelopes], [Chargeback], [Prices], [ModelPrices], [Agreements], [Reconciliation] with bills
/// and closed months; [Sheet], a page made of parts. Does not own: any figure (the API's), who may
/// do what (the API too). Always true: a form is sent to the API as it was entered; what the API
/// refuses stands beside the field it names; a preview changes nothing. Limits: as many rows as the
/// API lists; a form of 1 MiB. May import: view.console, view.shape.
@NullMarked
package dev.weir.view.spend;

import org.jspecify.annotations.NullMarked;
