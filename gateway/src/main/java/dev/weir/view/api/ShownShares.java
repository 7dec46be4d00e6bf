package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Experiment;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Comparand;
import dev.weir.value.baseline.Pilot;
import dev.weir.value.evidence.Bearing;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.experiment.Readout;
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

/// What experiments that are over have shown, and what counts of values by it. A share that is the
/// AI's only randomised ones whose control went without AI: what a change of a prompt or a model
/// brought is no share of the whole. Blocks.
final class ShownShares {
  private final RunningGateway gateway;
  private final Changes changes;
  private final TrialEvidence trials;

  ShownShares(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.trials = new TrialEvidence(gateway, changes);
  }

  /// What an experiment has shown whose readout tells a difference, enough of it or not.
  ///
  /// @param over from when on it is known
  /// @param bears the grade of values that rests on it; absent where it tells nothing of outcomes,
  ///   or not enough
  record Shown(
      String useCase,
      String hypothesis,
      Instant over,
      Optional<Evidence> bears,
      Optional<ShownShare> share) {
    boolean isKnownIn(YearMonth month) {
      return !YearMonth.from(over.minusMillis(1).atOffset(ZoneOffset.UTC)).isAfter(month);
    }
  }

  /// What counts of a use case's values as its experiments and its baseline stand today.
  Counting counting(String useCase) {
    return counting(useCase, gateway.clock().instant());
  }

  /// What counts of a use case's values as its experiments stand at an instant.
  Counting counting(String useCase, Instant now) {
    return counting(useCase, shown(useCase, now), now);
  }

  /// What bears grades of a use case's values.
  Bearing bearing(String useCase, Instant now) {
    return bearing(useCase, shown(useCase, now), now);
  }

  /// The same as it was known at the end of a month, which may not be over.
  Counting counting(String useCase, YearMonth month, Instant now) {
    return counting(useCase, month, shown(useCase, now));
  }

  private List<Shown> shown(String useCase, Instant now) {
    return shown(over(now).filter(each -> each.useCase().equals(useCase)), now);
  }

  /// @param all as [#all] has them
  Counting counting(String useCase, YearMonth month, List<Shown> all) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant now = gateway.clock().instant();
    return counting(
        useCase, known(useCase, month, all), end.isAfter(now) ? now : end.minusNanos(1));
  }

  /// The newest share of a use case by the end of a month.
  static Optional<ShownShare> newest(String useCase, YearMonth month, List<Shown> all) {
    return newest(known(useCase, month, all));
  }

  private static Optional<ShownShare> newest(List<Shown> known) {
    return known.stream().flatMap(each -> each.share().stream()).reduce((_, newer) -> newer);
  }

  private static List<Shown> known(String useCase, YearMonth month, List<Shown> all) {
    return all.stream()
        .filter(each -> each.useCase().equals(useCase) && each.isKnownIn(month))
        .toList();
  }

  /// @param known of the use case, the newest last
  private Counting counting(String useCase, List<Shown> known, Instant at) {
    return new Counting(gateway.outcomes().haircut(), bearing(useCase, known, at), newest(known));
  }

  /// An experiment tells no less than a baseline, and what it told expires no more.
  private Bearing bearing(String useCase, List<Shown> known, Instant at) {
    return known.stream()
        .flatMap(each ->
            each.bears().stream()
                .map(
                    grade -> new Bearing(grade, "'%s' bears no more".formatted(each.hypothesis()))))
        .min(Comparator.comparing(Bearing::grade))
        .orElseGet(() -> baseline(useCase, at));
  }

  /// As it was known then: one that was put later bore nothing, one that was ended later did.
  private Bearing baseline(String useCase, Instant at) {
    Optional<Comparand> told =
        changes
            .known(Kind.BASELINE, useCase, at)
            .map(version -> BaselineText.read(useCase, version.body()));
    return told.map(comparand ->
            switch (comparand) {
              case Pilot _ -> new Bearing(Evidence.OPINION, "its baseline is still to be measured");
              case Baseline baseline ->
                  baseline
                      .blocksComparison(at)
                      .map(why -> new Bearing(Evidence.OPINION, why))
                      .orElse(new Bearing(Evidence.BEFORE_AFTER, "its baseline bears no more"));
            })
        .orElseGet(() -> new Bearing(Evidence.OPINION, "it has no baseline"));
  }

  /// Of all use cases, the newest last.
  List<Shown> all(Instant now) {
    return shown(over(now), now);
  }

  private List<Shown> shown(Stream<Hypothesis> over, Instant now) {
    return over.flatMap(each -> shown(each, now).stream())
        .sorted(Comparator.comparing(Shown::over))
        .toList();
  }

  /// Started, and over.
  private Stream<Hypothesis> over(Instant now) {
    return changes.current(Kind.HYPOTHESIS).stream()
        .map(version -> HypothesisText.read(version.id(), version.body()))
        .filter(each -> each.startedAt().isPresent() && each.isOver(now));
  }

  private Optional<Shown> shown(Hypothesis hypothesis, Instant now) {
    if (trials.missing(hypothesis).isPresent()) {
      return Optional.empty();
    }
    Readout readout = trials.read(hypothesis, now);
    return readout.comparisons().stream().noneMatch(each -> each.change().isPresent())
        ? Optional.empty()
        : Optional.of(
            new Shown(
                hypothesis.useCase(),
                hypothesis.name(),
                hypothesis.end(now),
                Optional.of(hypothesis.design().evidence())
                    .filter(_ -> hypothesis.claim().metric().needsOutcomes() && isShown(readout)),
                share(hypothesis, readout)));
  }

  private static boolean isShown(Readout readout) {
    return readout.comparisons().stream().anyMatch(each -> each.verdict().isShown());
  }

  private Optional<ShownShare> share(Hypothesis hypothesis, Readout readout) {
    if (!(hypothesis.design() instanceof TrialDesign.Randomised design)
        || !ShareReading.isOf(hypothesis.claim().metric())) {
      return Optional.empty();
    }
    String control = design.control();
    return changes
        .current(Kind.EXPERIMENT, hypothesis.name())
        .map(ShownShares::experiment)
        .filter(experiment -> isWithoutAi(experiment, control))
        .flatMap(experiment -> asAsked(experiment, design))
        .flatMap(arm -> ShareReading.of(hypothesis.name(), readout, arm, control));
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
