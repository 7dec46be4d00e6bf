package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Pilot;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.experiment.Readout;
import dev.weir.value.experiment.Verdict;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what a use case is compared with still holds, and what its experiment came to.
final class EvidenceFigures implements FigureSource {
  private final Changes changes;
  private final TrialEvidence trials;

  EvidenceFigures(Changes changes, TrialEvidence trials) {
    this.changes = changes;
    this.trials = trials;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(Metric.BASELINE_FRESH, Metric.EXPERIMENT_WON);
  }

  @Override
  public Figures at(Asked asked) {
    return (metric, _) -> metric == Metric.BASELINE_FRESH ? baseline(asked) : experiment(asked);
  }

  private Figure baseline(Asked asked) {
    String rows = "/api/v1/baselines/" + PathTemplate.encoded(asked.useCase());
    return changes
        .current(Kind.BASELINE, asked.useCase())
        .map(version -> baseline(version, asked.to(), rows))
        .orElseGet(() ->
            new Figure.Unknown("use case '%s' has no baseline".formatted(asked.useCase()), rows));
  }

  private static Figure baseline(Version version, Instant at, String rows) {
    return switch (BaselineText.read(version.id(), version.body())) {
      case Pilot _ ->
          new Figure.Unknown("baseline '%s' is still measured".formatted(version.id()), rows);
      case Baseline known ->
          said(
              !known.isStale(at),
              known.origin().n().orElse(0L),
              known.origin().evidence().code(),
              rows);
    };
  }

  private static Figure said(boolean yes, long n, String evidence, String rows) {
    return new Figure.Known(
        yes ? BigDecimal.ONE : BigDecimal.ZERO, Optional.empty(), n, evidence, rows);
  }

  /// Of the use case's experiment that started last.
  private Figure experiment(Asked asked) {
    return changes.current(Kind.HYPOTHESIS).stream()
        .map(version -> HypothesisText.read(version.id(), version.body()))
        .filter(each -> each.useCase().equals(asked.useCase()))
        .filter(each -> each.startedAt().filter(asked.to()::isAfter).isPresent())
        .max(Comparator.comparing(each -> each.startedAt().orElseThrow()))
        .map(hypothesis -> experiment(hypothesis, asked.to()))
        .orElseGet(() ->
            new Figure.Unknown(
                "use case '%s' has no experiment that started before %s"
                    .formatted(asked.useCase(), asked.to()),
                "/api/v1/hypotheses"));
  }

  private Figure experiment(Hypothesis hypothesis, Instant at) {
    String rows = HypothesisRoutes.readout(hypothesis.name());
    Optional<Answer.Fault> missing = trials.missing(hypothesis);
    if (missing.isPresent()) {
      return new Figure.Unknown(missing.get().message(), rows);
    }
    Readout readout = trials.read(hypothesis, at);
    long counted = readout.groups().stream().mapToLong(Readout.Group::counted).sum();
    List<Verdict> verdicts =
        readout.comparisons().stream().map(Readout.Comparison::verdict).toList();
    boolean won = verdicts.stream().anyMatch(each -> isWon(each));
    boolean lost =
        !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict.Negative.class::isInstance);
    return won || lost
        ? said(won, counted, hypothesis.design().evidence().code(), rows)
        : new Figure.Unknown(
            verdicts.stream()
                .filter(each -> !(each instanceof Verdict.Negative))
                .findFirst()
                .map(each -> "experiment '%s': %s".formatted(hypothesis.name(), each.why()))
                .orElse("experiment '%s' compares nothing yet".formatted(hypothesis.name())),
            rows);
  }

  private static boolean isWon(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Positive _, Verdict.SavingBooked _ -> true;
      case Verdict.Negative _, Verdict.NotEnoughEvidence _, Verdict.TooEarly _, Verdict.Blocked _ ->
          false;
    };
  }
}
