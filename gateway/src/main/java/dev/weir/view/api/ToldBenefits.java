package dev.weir.view.api;

import dev.weir.base.stats.Moments;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.OutcomeValues;
import dev.weir.value.review.Told;
import dev.weir.view.report.UseCaseSums.UseCaseSessions;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/// What the outcomes of a month tell beside their value: of whom, of how many of those there should
/// be, how good. Pure.
///
/// @param told by use case
/// @param newcomers values of users who had no outcome before, by use case
/// @param sessions of calls, by use case
record ToldBenefits(
    Map<String, OutcomeValues.Told> told,
    Map<String, Moments> newcomers,
    Map<String, UseCaseSessions> sessions) {
  /// Of outcomes and of calls, that have to name whose they are.
  private static final double COVERED = 0.9;

  /// Below this share of sessions with an outcome, not each session is to have one.
  private static final double EXPECTED = 0.5;

  /// Blocks.
  static ToldBenefits of(RunningGateway gateway, YearMonth month) {
    OutcomeValues values = gateway.outcomes().values();
    Span span = Span.of("", month);
    return new ToldBenefits(
        values.told(span), values.newcomers(span), gateway.queries().useCases().sessions(month));
  }

  private Optional<OutcomeValues.Told> of(String useCase) {
    return Optional.ofNullable(told.get(useCase));
  }

  /// Values of those whose users had no outcome before the month.
  Told<Moments> newcomers(String useCase) {
    return of(useCase)
        .map(all ->
            isCovering(all.withUser(), all.outcomes())
                ? Told.of(newcomers.getOrDefault(useCase, Moments.NONE))
                : Told.<Moments>unknown(
                    "%d of %d outcomes name no user, so which came of newcomers is not known"
                        .formatted(all.outcomes() - all.withUser(), all.outcomes())))
        .orElseGet(() -> Told.unknown("no outcome was told"));
  }

  /// Sessions with an outcome ÷ sessions that called, as far as both name their sessions. What may
  /// still be told counts as not told.
  Told<Double> reported(String useCase) {
    Optional<OutcomeValues.Told> outcomes = of(useCase);
    Optional<UseCaseSessions> calls = Optional.ofNullable(sessions.get(useCase));
    if (outcomes.isEmpty() || calls.isEmpty()) {
      return Told.unknown("it has no outcomes, or no calls");
    }
    return reported(outcomes.get(), calls.get());
  }

  private static Told<Double> reported(OutcomeValues.Told outcomes, UseCaseSessions calls) {
    if (!isCovering(outcomes.withSession(), outcomes.outcomes())
        || !isCovering(calls.withSession(), calls.calls())) {
      return Told.unknown(
          "%d of %d outcomes and %d of %d calls name no session, so which have none is not known"
              .formatted(
                  outcomes.outcomes() - outcomes.withSession(),
                  outcomes.outcomes(),
                  calls.calls() - calls.withSession(),
                  calls.calls()));
    }
    double share = (double) outcomes.sessions() / calls.sessions();
    return share >= EXPECTED && share <= 1
        ? Told.of(share)
        : Told.unknown(
            "%d sessions have outcomes and %d called, so not each of these is to have one"
                .formatted(outcomes.sessions(), calls.sessions()));
  }

  /// Of every outcome that is told with one, 0 to 1.
  Told<Moments> quality(String useCase) {
    return of(useCase)
        .map(OutcomeValues.Told::quality)
        .filter(quality -> quality.count() > 0)
        .map(Told::of)
        .orElseGet(() -> Told.unknown("no outcome was told with a quality"));
  }

  private static boolean isCovering(long named, long all) {
    return all > 0 && named >= COVERED * all;
  }
}
