package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.EndedAttempts;
import dev.weir.flow.projection.EndedSums;
import dev.weir.flow.projection.Exposures;
import dev.weir.flow.projection.OpenedBooks;
import dev.weir.flow.projection.PastAttempts;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.ServedModels;

/// What the ledger database is asked, by the kind of question.
///
/// @param sums the ledger's side of a reconciliation
/// @param payers its side of a chargeback
/// @param useCases what use cases cost, and by which models, prompts and teams
/// @param gateSums what it tells of a use case that stands at a gate
/// @param adoption who used what
/// @param parts what use cases are made of
/// @param throttled what limits refused of use cases
/// @param trials what it has of experiments
/// @param ended attempts, as they are known now
/// @param opened versions of books that were ever in force
/// @param served which models answered, and when that changed
/// @param exposures who was in which arm of an experiment
/// @param counted what rules had counted at an instant
/// @param past attempts that a rule would have applied to
/// @param traffic what came within a short time
public record LedgerQueries(
    Reports reports,
    Calls calls,
    ModuleCosts modules,
    LedgerSums sums,
    PayerSums payers,
    UseCaseSums useCases,
    GateSums gateSums,
    AdoptionSums adoption,
    UseCaseParts parts,
    ThrottledSums throttled,
    TrialRows trials,
    EndedAttempts ended,
    OpenedBooks opened,
    RaisedAlerts raised,
    ServedModels served,
    Exposures exposures,
    EndedSums counted,
    PastAttempts past,
    TrafficSums traffic) {

  /// Of one database.
  public static LedgerQueries of(Database database) {
    return new LedgerQueries(
        new Reports(database),
        new Calls(database),
        new ModuleCosts(database),
        new LedgerSums(database),
        new PayerSums(database),
        new UseCaseSums(database),
        new GateSums(database),
        new AdoptionSums(database),
        new UseCaseParts(database),
        new ThrottledSums(database),
        new TrialRows(database),
        new EndedAttempts(database),
        new OpenedBooks(database),
        new RaisedAlerts(database),
        new ServedModels(database),
        new Exposures(database),
        new EndedSums(database),
        new PastAttempts(database),
        new TrafficSums(database));
  }
}
