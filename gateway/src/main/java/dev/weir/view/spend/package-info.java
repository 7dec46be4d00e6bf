/// Pages about what is charged by which price, whether that is what is billed, and who bears it.
///
/// Owns: [Envelopes], [Chargeback], [Prices], [ModelPrices], [Agreements], [Reconciliation] with
/// bills and closed months. Does not own: budgets and limits (view.rule), any figure (the API's),
/// who may do what (the API too). Always true: a form is sent to the API as it was entered; what
/// the API refuses stands beside the field it names, on the whole page; a preview changes nothing.
/// Limits: as many rows as the API lists; a field of 1 MiB. May import: view.glance, view.page,
/// view.shape.
@NullMarked
package dev.weir.view.spend;

import org.jspecify.annotations.NullMarked;
