package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Experiment;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.experiment.ShareReading;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.hypothesis.TrialDesign;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What experiments that are over have shown to be the AI's, and what counts of values by it. Of
/// randomised ones whose control went without AI: what a change of a prompt or a model brought is
/// no share of the whole. Blocks.
final class ShownShares {
  private final RunningGateway gateway;
  private final Changes changes;
  private final TrialEvidence trials;

  ShownShares(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.trials = new TrialEvidence(gateway, changes);
  }

  /// @param over from when on it is known
  record Shown(String useCase, Instant over, ShownShare share) {
    boolean isKnownIn(YearMonth month) {
      return !YearMonth.from(over.minusMillis(1).atOffset(ZoneOffset.UTC)).isAfter(month);
    }
  }

  /// What counts of a use case's values as its experiments stand.
  Counting counting(String useCase, Instant now) {
    return new Counting(
        gateway.outcomes().haircut(),
        over(now)
            .filter(each -> each.useCase().equals(useCase))
            .sorted(Comparator.<Hypothesis, Instant>comparing(each -> each.end(now)).reversed())
            .flatMap(each -> shown(each, now).stream())
            .findFirst()
            .map(Shown::share));
  }

  /// The same as it was known at the end of a month, which may not be over.
  ///
  /// @param all as [#all] has them
  Counting counting(String useCase, YearMonth month, List<Shown> all) {
    return new Counting(
        gateway.outcomes().haircut(), newest(useCase, month, all).map(Shown::share));
  }

  /// The newest of a use case by the end of a month.
  static Optional<Shown> newest(String useCase, YearMonth month, List<Shown> all) {
    return all.stream()
        .filter(each -> each.useCase().equals(useCase) && each.isKnownIn(month))
        .reduce((_, newer) -> newer);
  }

  /// Of all use cases, the newest last.
  List<Shown> all(Instant now) {
    return over(now)
        .flatMap(each -> shown(each, now).stream())
        .sorted(Comparator.comparing(Shown::over))
        .toList();
  }

  /// Started, over, and about what a value is made of.
  private Stream<Hypothesis> over(Instant now) {
    return changes.current(Kind.HYPOTHESIS).stream()
        .map(version -> HypothesisText.read(version.id(), version.body()))
        .filter(each -> each.startedAt().isPresent() && each.isOver(now))
        .filter(each -> ShareReading.isOf(each.claim().metric()));
  }

  private Optional<Shown> shown(Hypothesis hypothesis, Instant now) {
    if (!(hypothesis.design() instanceof TrialDesign.Randomised design)
        || trials.missing(hypothesis).isPresent()) {
      return Optional.empty();
    }
    String control = design.control();
    return changes
        .current(Kind.EXPERIMENT, hypothesis.name())
        .map(ShownShares::experiment)
        .filter(experiment -> isWithoutAi(experiment, control))
        .flatMap(experiment -> asAsked(experiment, design))
        .flatMap(
            arm -> ShareReading.of(hypothesis.name(), trials.read(hypothesis, now), arm, control))
        .map(share -> new Shown(hypothesis.useCase(), hypothesis.end(now), share));
  }

  private static Experiment experiment(Version version) {
    return ExperimentRoutes.read(version.id(), version.body());
  }

  private static boolean isWithoutAi(Experiment experiment, String arm) {
    return experiment.arms().stream()
        .anyMatch(
            each -> each.name().equals(arm) && each.treatment() instanceof Treatment.WithoutAi);
  }

  /// The arm that callers get who are in no experiment.
  private static Optional<String> asAsked(Experiment experiment, TrialDesign.Randomised design) {
    return experiment.arms().stream()
        .filter(arm -> arm.treatment() instanceof Treatment.AsAsked)
        .map(Arm::name)
        .filter(name -> design.treatments().stream().anyMatch(each -> each.name().equals(name)))
        .findFirst();
  }
}
