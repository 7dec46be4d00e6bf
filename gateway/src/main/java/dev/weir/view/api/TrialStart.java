package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.cohort.Experiment;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.hypothesis.TrialDesign;
import dev.weir.value.review.Policy;
import dev.weir.value.review.PolicyText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/// What it takes that an experiment runs: a claim that was registered before, a new one where its
/// use case has nothing left to iterate for, and room in the reserve for experiments, where the
/// review policy keeps one.
final class TrialStart {
  private final Changes changes;
  private final NewClaim claims;

  TrialStart(RunningGateway gateway, Changes changes) {
    this.changes = changes;
    this.claims = new NewClaim(gateway);
  }

  /// Why one that has not begun may not be in the state running: it begins by itself then, now or
  /// at the first instant of its period.
  Optional<Answer.Fault> refusal(Experiment next, Instant now) {
    Instant begins = next.period().from().filter(now::isBefore).orElse(now);
    return unregistered(next, begins)
        .map(why ->
            new Answer.Fault(
                409,
                "experiment_not_registered",
                "experiment '%s': field 'state' becomes 'running' once the hypothesis of its name is registered, %s"
                    .formatted(next.name(), why)))
        .or(() -> hypothesis(next).flatMap(claims::refusal))
        .or(() ->
            beyondReserve(next, now, begins)
                .map(why ->
                    new Answer.Fault(
                        409,
                        "experiment_reserve",
                        "experiment '%s': field 'state' was to be 'running', %s"
                            .formatted(next.name(), why))));
  }

  private Optional<String> unregistered(Experiment next, Instant begins) {
    Optional<Hypothesis> known = hypothesis(next);
    if (known.isEmpty()) {
      return Optional.of("and there is none: weir hypotheses register " + next.name());
    }
    Hypothesis hypothesis = known.get();
    if (!(hypothesis.design() instanceof TrialDesign.Randomised)) {
      return Optional.of("for arms, and its field 'design' is without randomisation");
    }
    return hypothesis.isOver(begins)
        ? Optional.of(
            "and its is over when it begins: field 'until' was %s%s"
                .formatted(
                    hypothesis.until(),
                    hypothesis.stoppedAt().map(at -> ", stopped at " + at).orElse("")))
        : SameTrial.difference(hypothesis, next);
  }

  private Optional<Hypothesis> hypothesis(Experiment of) {
    return changes
        .current(Kind.HYPOTHESIS, of.name())
        .map(version -> HypothesisText.read(version.id(), version.body()));
  }

  private Optional<String> beyondReserve(Experiment next, Instant now, Instant begins) {
    LocalDate day = LocalDate.ofInstant(begins, ZoneOffset.UTC);
    int others =
        (int)
            running(changes, now)
                .filter(experiment -> !experiment.name().equals(next.name()))
                .count();
    return changes
        .current(Kind.REVIEW_POLICY, HeldReviews.POLICY)
        .flatMap(version -> PolicyText.read(version.body()).reserve())
        .flatMap(terms -> refusal(terms, others, day));
  }

  /// What takes room in the reserve: experiments that run, or will by themselves.
  static Stream<Experiment> running(Changes changes, Instant now) {
    return changes.current(Kind.EXPERIMENT).stream()
        .map(version -> ExperimentRoutes.read(version.id(), version.body()))
        .filter(experiment -> experiment.runsOrWill(now));
  }

  private static Optional<String> refusal(Policy.ReserveTerms terms, int running, LocalDate day) {
    return terms.refusals(running, day).stream().findFirst();
  }
}
