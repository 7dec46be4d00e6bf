package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Experiment;
import dev.weir.value.experiment.ShownShare;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.hypothesis.TrialDesign;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What experiments that are over have shown to be the AI's: of randomised ones whose control went
/// without AI. What a change of a prompt or a model brought is no share of the whole. Blocks.
final class ShownShares {
  private final Changes changes;
  private final TrialEvidence trials;

  ShownShares(Changes changes, TrialEvidence trials) {
    this.changes = changes;
    this.trials = trials;
  }

  /// @param month in which it was over, from which on it is known
  /// @param hypothesis whose readout it is of
  record Shown(String useCase, String hypothesis, YearMonth month, ShownShare share) {}

  /// The newest last.
  List<Shown> all(Instant now) {
    List<Shown> all = new ArrayList<>();
    for (Version version : changes.current(Kind.HYPOTHESIS)) {
      Hypothesis hypothesis = HypothesisText.read(version.id(), version.body());
      if (hypothesis.startedAt().isPresent()
          && hypothesis.isOver(now)
          && ShownShare.isOf(hypothesis.claim().metric())) {
        shown(hypothesis, now).ifPresent(all::add);
      }
    }
    all.sort(Comparator.comparing(Shown::month));
    return all;
  }

  private Optional<Shown> shown(Hypothesis hypothesis, Instant now) {
    if (!(hypothesis.design() instanceof TrialDesign.Randomised design)) {
      return Optional.empty();
    }
    YearMonth month = YearMonth.from(hypothesis.end(now).minusMillis(1).atOffset(ZoneOffset.UTC));
    return changes
        .current(Kind.EXPERIMENT, hypothesis.name())
        .map(version -> ExperimentRoutes.read(version.id(), version.body()))
        .filter(experiment -> isWithoutAi(experiment, design.control()))
        .flatMap(experiment -> asAsked(experiment, design))
        .flatMap(arm -> ShownShare.of(trials.read(hypothesis, now), arm, design.control()))
        .map(share -> new Shown(hypothesis.useCase(), hypothesis.name(), month, share));
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
