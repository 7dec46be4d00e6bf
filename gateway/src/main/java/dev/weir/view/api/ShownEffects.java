package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.view.api.ReadoutPage.TrialComparison;
import dev.weir.view.api.ReadoutPage.TrialInterval;
import dev.weir.view.api.ReadoutPage.UsdInterval;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What experiments have shown of a use case: the newest hypothesis that was over when a month
/// ended, arm by arm. Blocks.
final class ShownEffects {
  private final RunningGateway gateway;
  private final Changes changes;
  private final TrialEvidence trials;

  ShownEffects(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.trials = new TrialEvidence(gateway, changes);
  }

  /// An arm against the control.
  ///
  /// @param verdict as the readout has it, with `why` in words
  /// @param difference arm less control, of the metric; absent while nothing may be said of it
  /// @param perOutcome gain in dollars per success of the control
  /// @param evidence the grade of the hypothesis' design
  /// @param rows path to the readout
  record TrialEffect(
      String hypothesis,
      String arm,
      String metric,
      String verdict,
      String why,
      Optional<TrialInterval> difference,
      Optional<UsdInterval> perOutcome,
      String evidence,
      List<String> rows) {
    private static TrialEffect of(ReadoutPage readout, TrialComparison comparison) {
      return new TrialEffect(
          readout.name(),
          comparison.arm(),
          readout.metric(),
          comparison.verdict(),
          comparison.why(),
          comparison.difference(),
          comparison.perOutcome(),
          readout.evidence(),
          List.of(HypothesisRoutes.readout(readout.name())));
    }
  }

  /// @param unanswered why there is no effect
  record Effects(List<TrialEffect> effects, Optional<String> unanswered) {
    private static Effects none(String why) {
      return new Effects(List.of(), Optional.of(why));
    }
  }

  Effects of(String useCase, YearMonth month, Instant now) {
    return newest(useCase, month, now)
        .map(hypothesis -> of(hypothesis, now))
        .orElseGet(() ->
            Effects.none(
                "no hypothesis of '%s' was over by the end of %s: no effect is known"
                    .formatted(useCase, month)));
  }

  private Optional<Hypothesis> newest(String useCase, YearMonth month, Instant now) {
    return changes.current(Kind.HYPOTHESIS).stream()
        .map(version -> HypothesisText.read(version.id(), version.body()))
        .filter(each -> each.useCase().equals(useCase))
        .filter(each -> each.startedAt().isPresent() && each.isOver(now))
        .filter(each -> !lastMonth(each, now).isAfter(month))
        .max(Comparator.comparing(each -> each.end(now)));
  }

  /// Of what it counted.
  private static YearMonth lastMonth(Hypothesis hypothesis, Instant now) {
    return YearMonth.from(hypothesis.end(now).minusMillis(1).atOffset(ZoneOffset.UTC));
  }

  private Effects of(Hypothesis hypothesis, Instant now) {
    return trials
        .missing(hypothesis)
        .map(fault -> Effects.none(fault.message()))
        .orElseGet(() -> {
          ReadoutPage readout =
              ReadoutPage.of(
                  hypothesis, trials.read(hypothesis, now), gateway.outcomes().haircut());
          return new Effects(
              readout.comparisons().stream().map(each -> TrialEffect.of(readout, each)).toList(),
              Optional.empty());
        });
  }
}
