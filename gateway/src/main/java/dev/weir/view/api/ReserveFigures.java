package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.rule.Rule;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.pack.Pack.ReviewedReserve;
import dev.weir.value.review.Policy;
import dev.weir.value.review.Reserve;
import java.math.BigDecimal;
import java.time.Instant;

/// How the reserve for experiments stands: spend and decided hypotheses of the same window, that of
/// its budget. Blocks.
final class ReserveFigures {
  private final RunningGateway gateway;
  private final Changes changes;

  ReserveFigures(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  ReviewedReserve of(Policy.ReserveTerms terms, Instant now) {
    BigDecimal spent =
        gateway.ledger().standings(terms.budget()).stream()
            .map(standing -> standing.settled().toUsd())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    int running = (int) TrialStart.running(changes, now).count();
    Reserve reserve = new Reserve(terms, spent, running, decided(terms.budget(), now));
    return new ReviewedReserve(
        terms.budget(),
        spent,
        reserve.running(),
        terms.experimentsMax(),
        reserve.decided(),
        reserve.usdPerHypothesis(),
        terms.expires(),
        reserve.refusals(ReviewRoutes.day(now)),
        PackSources.reserve(terms.budget()));
  }

  /// Hypotheses that started, and were over in the window of a budget; none where that is deleted.
  private int decided(String budget, Instant now) {
    return gateway
        .books()
        .inForce()
        .rules()
        .byId(budget)
        .map(rule -> decidedSince(since(rule, now), now))
        .orElse(0);
  }

  /// From when on a rule counts what it has counted by now.
  private static Instant since(Rule rule, Instant now) {
    Instant window = Instant.ofEpochSecond(rule.window().firstSlice(now));
    return rule.period().from().filter(window::isBefore).orElse(window);
  }

  private int decidedSince(Instant since, Instant now) {
    return (int)
        changes.current(Kind.HYPOTHESIS).stream()
            .map(version -> HypothesisText.read(version.id(), version.body()))
            .filter(hypothesis -> hypothesis.startedAt().isPresent() && hypothesis.isOver(now))
            .filter(hypothesis -> !hypothesis.end(now).isBefore(since))
            .count();
  }
}
