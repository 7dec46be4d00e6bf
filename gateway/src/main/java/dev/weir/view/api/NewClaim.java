package dev.weir.view.api;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.stage.Stopped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Once a use case has nothing left to iterate for, another trial of it takes a claim that was not
/// there before.
final class NewClaim {
  private final Facts facts;
  private final Portfolio portfolio;

  NewClaim(RunningGateway gateway) {
    this.facts = gateway.books().facts();
    this.portfolio = Portfolio.of(gateway);
  }

  /// Why a trial may not begin by what is registered for it.
  Optional<Answer.Fault> refusal(Hypothesis hypothesis) {
    Instant registered = registered(hypothesis);
    return portfolio
        .useCase(hypothesis.useCase())
        .flatMap(useCase -> Stopped.of(useCase, facts))
        .filter(stopped -> registered.isBefore(stopped.since()))
        .map(stopped ->
            new Answer.Fault(
                409,
                "needs_hypothesis",
                "use case '%s': a trial begins by a hypothesis that was registered after gate '%s' said to stop iterating at %s, '%s' was registered as it is at %s"
                    .formatted(
                        hypothesis.useCase(),
                        stopped.gate(),
                        stopped.since(),
                        hypothesis.name(),
                        registered)));
  }

  /// When it was claimed as it is; the same once more is no other claim.
  private Instant registered(Hypothesis hypothesis) {
    return facts.history(Kind.HYPOTHESIS, hypothesis.name()).stream()
        .filter(version ->
            HypothesisText.read(version.id(), version.body()).hash().equals(hypothesis.hash()))
        .map(Version::at)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
