/// Figures from the ledger database, for people and for programs.
///
/// Owns: the cost report ([Reports], [Report], its rendering), [Pivot], the look-up and listing of
/// calls ([Calls]), the ledger's side of reconciliations ([LedgerSums]), chargebacks ([PayerSums]),
/// adoption ([AdoptionSums]), what use cases are made of ([UseCaseParts]), what limits refused them
/// ([ThrottledSums]) and trials ([TrialRows]). Does not own: any fact; every figure is a sum over
/// rows of the ledger database. Always true: a total is summed by the statement that summed its
/// rows; SQL adds money up, Java divides it and names the rounding; a quotient over zero is absent,
/// not zero; a caller's text is mapped to a closed list or bound, never joined into SQL; another
/// currency's amounts are converted row by row. Limits: 8 dimensions, 100,000 rows per report,
/// 1,000 per page of calls. Blocks: never on the event loop. May import: base.money, base.store,
/// base.wire, exchange.chargeback, exchange.reconcile, flow.catalogue, flow.entry, flow.identity,
/// flow.projection, value.adoption, value.experiment, value.hypothesis, value.opportunity.
@NullMarked
package dev.weir.view.report;

import org.jspecify.annotations.NullMarked;
