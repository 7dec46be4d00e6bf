package dev.weir.view.api;

import dev.weir.base.stats.Estimate;
import dev.weir.base.trial.SampleRatio;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.experiment.Readout;
import dev.weir.value.experiment.Readout.Change;
import dev.weir.value.experiment.Verdict;
import dev.weir.value.experiment.Verdict.Needed;
import dev.weir.value.experiment.Worth;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Hypothesis.Act;
import dev.weir.value.pack.ReviewedSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What came of a hypothesis, as the API answers it.
///
/// @param registrationHash SHA-256 of what was registered, that of the fact it was read by
/// @param evidence its grade: rct, did, before_after
/// @param evidenceShare how much of a value may be claimed on it
/// @param unitsPerArm planned
/// @param split absent without arms, and while there are too few units to check it
/// @param contaminated units in more than one arm, left out of all
/// @param sources of figures, by their fields in groups and comparisons
record ReadoutPage(
    String name,
    String registrationHash,
    Instant startedAt,
    Optional<Instant> stoppedAt,
    String evidence,
    BigDecimal evidenceShare,
    String metric,
    String direction,
    double minimumEffect,
    String stop,
    long unitsPerArm,
    Optional<SplitCheck> split,
    List<TrialGroup> groups,
    long contaminated,
    List<TrialComparison> comparisons,
    List<String> notes,
    Map<String, ReviewedSource> sources) {
  private static final int CENTS = 2;

  /// @param p of so uneven a split by chance; below 0.001 the readout is blocked
  record SplitCheck(double chiSquared, int degrees, double p, boolean blocks) {
    private static SplitCheck of(SampleRatio ratio) {
      return new SplitCheck(ratio.chiSquared(), ratio.degrees(), ratio.p(), ratio.isAlarm());
    }
  }

  /// @param confidence of the interval
  /// @param method it was found by
  record TrialInterval(double value, double low, double high, double confidence, String method) {
    private static TrialInterval of(Estimate estimate) {
      return new TrialInterval(
          estimate.value(),
          estimate.low(),
          estimate.high(),
          estimate.confidence().share(),
          estimate.method().name().toLowerCase(Locale.ROOT));
    }
  }

  record UsdInterval(BigDecimal usd, BigDecimal lowUsd, BigDecimal highUsd) {
    private static UsdInterval of(Worth.Usd usd) {
      return new UsdInterval(usd.value(), usd.low(), usd.high());
    }
  }

  /// @param exposed units put into it
  /// @param counted units whose days are over
  /// @param metric absent while nothing may be looked at
  record TrialGroup(String name, long exposed, long counted, Optional<TrialInterval> metric) {
    private static TrialGroup of(Readout.Group group) {
      return new TrialGroup(
          group.name(), group.exposed(), group.counted(), group.metric().map(TrialInterval::of));
    }
  }

  /// An arm against the control.
  ///
  /// @param decision what was registered to be done; absent while there is no end
  /// @param unitsNeeded of each arm, still
  /// @param weeksNeeded for these, at the pace so far
  /// @param difference arm less control; absent while nothing may be looked at
  /// @param varianceReduction share of the variance that the covariate took away
  /// @param perOutcome gain per success of the control
  /// @param perMonth gain at the use case's calls of a month
  /// @param claimableUsdPerMonth what the grade of evidence leaves of it
  record TrialComparison(
      String arm,
      String verdict,
      String why,
      Optional<Act> decision,
      Optional<Long> unitsNeeded,
      Optional<Double> weeksNeeded,
      Optional<TrialInterval> difference,
      Optional<Double> pValue,
      Optional<Double> varianceReduction,
      Optional<UsdInterval> perOutcome,
      Optional<UsdInterval> perMonth,
      Optional<BigDecimal> claimableUsdPerMonth,
      Optional<Double> eValue,
      List<TrialGuard> guards,
      List<TrialBeside> also) {
    private static TrialComparison of(
        Readout.Comparison comparison, Hypothesis hypothesis, Haircut haircut) {
      Optional<Needed> needed = needed(comparison.verdict());
      Optional<Change> change = comparison.change();
      return new TrialComparison(
          comparison.arm(),
          comparison.verdict().code(),
          comparison.verdict().why(),
          comparison.verdict().by(hypothesis.decision()),
          needed.map(Needed::unitsPerArm),
          needed.flatMap(it -> optional(it.weeks())),
          change.map(it -> TrialInterval.of(it.difference())),
          change.map(Change::pValue),
          change.flatMap(it -> optional(it.reduction())),
          change.flatMap(it -> it.worth().usdPerOutcome()).map(UsdInterval::of),
          change.flatMap(it -> it.worth().usdPerMonth()).map(UsdInterval::of),
          change
              .flatMap(it -> it.worth().usdPerMonth())
              .map(usd ->
                  haircut
                      .cut(hypothesis.design().evidence(), usd.value())
                      .setScale(CENTS, RoundingMode.HALF_EVEN)),
          change.flatMap(it -> optional(it.eValue())),
          comparison.guards().stream().map(TrialGuard::of).toList(),
          comparison.also().stream().map(TrialBeside::of).toList());
    }

    private static Optional<Needed> needed(Verdict verdict) {
      return switch (verdict) {
        case Verdict.NotEnoughEvidence(String _, Needed needed) -> Optional.of(needed);
        case Verdict.TooEarly(String _, Needed needed) -> Optional.of(needed);
        case Verdict.Positive _, Verdict.SavingBooked _, Verdict.Negative _, Verdict.Blocked _ ->
            Optional.empty();
      };
    }
  }

  /// @param gain new less old, above 0 is better
  /// @param atLeast its lower bound; the guard keeps its margin where that is above −margin
  /// @param unanswered why there is no figure
  record TrialGuard(
      String metric,
      double margin,
      boolean shown,
      Optional<TrialInterval> gain,
      Optional<Double> atLeast,
      Optional<String> unanswered) {
    private static TrialGuard of(Readout.Guarded guarded) {
      return new TrialGuard(
          guarded.guard().metric().code(),
          guarded.guard().margin(),
          guarded.isShown(),
          guarded.gain().map(TrialInterval::of),
          guarded.test().map(test -> test.bound().low()),
          guarded.unanswered());
    }
  }

  /// @param found among all metrics that were looked at beside (Benjamini and Hochberg, 5 %)
  record TrialBeside(
      String metric,
      boolean found,
      Optional<TrialInterval> difference,
      Optional<Double> pValue,
      Optional<String> unanswered) {
    private static TrialBeside of(Readout.Beside beside) {
      return new TrialBeside(
          beside.metric().code(),
          beside.found(),
          beside.difference().map(TrialInterval::of),
          optional(beside.pValue()),
          beside.unanswered());
    }
  }

  /// @param hypothesis started
  static ReadoutPage of(Hypothesis hypothesis, Readout readout, Haircut haircut) {
    return new ReadoutPage(
        hypothesis.name(),
        hypothesis.hash(),
        hypothesis.startedAt().orElseThrow(),
        hypothesis.stoppedAt(),
        hypothesis.design().evidence().code(),
        haircut.share(hypothesis.design().evidence()),
        hypothesis.claim().metric().code(),
        hypothesis.claim().direction().name().toLowerCase(Locale.ROOT),
        hypothesis.claim().minimumEffect(),
        hypothesis.plan().stop().name().toLowerCase(Locale.ROOT),
        hypothesis.plan().unitsPerArm(),
        readout.split().map(SplitCheck::of),
        readout.groups().stream().map(TrialGroup::of).toList(),
        readout.contaminated(),
        readout.comparisons().stream()
            .map(each -> TrialComparison.of(each, hypothesis, haircut))
            .toList(),
        readout.notes(),
        ReadoutSources.of(hypothesis));
  }

  private static Optional<Double> optional(OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }
}
