package dev.weir.view.api;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Snapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What of the portfolio nobody changes alone. Every publication passes here, whoever asks for it:
/// keys, use cases, what readiness stands on, and what was signed at gates.
public final class PortfolioGuard implements Books.Guard {
  private final Portfolio portfolio;
  private final InstantSource clock;

  /// @param spend what use cases cost, as far as it is known
  public PortfolioGuard(Facts facts, UseCaseCosts spend, InstantSource clock) {
    this.portfolio = new Portfolio(facts, spend);
    this.clock = clock;
  }

  @Override
  public Optional<Forbidden> objection(List<Change> changes, Snapshot before, Snapshot after) {
    Publication publication =
        new Publication(
            changes, before, after, portfolio, portfolio.with(changes), clock.instant());
    return new KeyGuard(publication)
        .objection()
        .or(new UseCaseGuard(publication)::objection)
        .or(new EvidenceGuard(publication)::objection)
        .or(new PromotionGuard(publication)::objection)
        .or(new ExpansionGuard(publication)::objection);
  }
}
