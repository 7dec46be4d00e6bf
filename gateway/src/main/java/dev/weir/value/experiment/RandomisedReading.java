package dev.weir.value.experiment;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.ConfidenceSequence;
import dev.weir.base.trial.Cuped;
import dev.weir.base.trial.SampleRatio;
import dev.weir.value.experiment.Judging.Size;
import dev.weir.value.experiment.Readout.Beside;
import dev.weir.value.experiment.Readout.Change;
import dev.weir.value.experiment.Readout.Comparison;
import dev.weir.value.experiment.Readout.Group;
import dev.weir.value.experiment.Readout.Guarded;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import dev.weir.value.hypothesis.StopRule;
import dev.weir.value.hypothesis.TrialDesign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/// Reads a randomised trial out.
public final class RandomisedReading {
  private static final int FEW_UNITS = 30;
  private static final Duration PACE_AFTER = Duration.ofDays(1);
  private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

  private final Hypothesis hypothesis;
  private final TrialDesign.Randomised design;
  private final Trial trial;
  private final Instant now;
  private final Looking looking;
  private final Judging judging;
  private final OptionalDouble callsPerMonth;

  private RandomisedReading(
      Hypothesis hypothesis, Trial trial, Instant now, OptionalDouble callsPerMonth) {
    this.hypothesis = hypothesis;
    this.design = (TrialDesign.Randomised) hypothesis.design();
    this.trial = trial;
    this.now = now;
    this.looking = Looking.of(hypothesis);
    this.judging = new Judging(hypothesis, looking, perWeek(hypothesis, trial, now));
    this.callsPerMonth = callsPerMonth;
  }

  /// @param hypothesis of a randomised design, started
  /// @param callsPerMonth of the use case, for what the change comes to in a month
  public static Readout of(
      Hypothesis hypothesis, Trial trial, Instant now, OptionalDouble callsPerMonth) {
    return new RandomisedReading(hypothesis, trial, now, callsPerMonth).read();
  }

  private static OptionalDouble perWeek(Hypothesis hypothesis, Trial trial, Instant now) {
    Instant start = hypothesis.startedAt().orElse(now);
    Duration elapsed = Duration.between(start, hypothesis.end(now));
    long fewest = trial.arms().stream().mapToLong(Observed::exposed).min().orElse(0);
    return fewest == 0 || elapsed.compareTo(PACE_AFTER) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(fewest * WEEK_SECONDS / elapsed.toSeconds());
  }

  private Readout read() {
    Optional<SampleRatio> split = split();
    Optional<Verdict> barred = blocked(split).or(() -> early(split));
    if (barred.isPresent()) {
      return readout(
          split,
          false,
          design.treatments().stream()
              .map(arm -> Comparison.without(arm.name(), barred.get()))
              .toList());
    }
    return readout(
        split, true, design.treatments().stream().map(arm -> compared(arm.name())).toList());
  }

  private Optional<SampleRatio> split() {
    try {
      return Optional.of(
          SampleRatio.of(
              trial.arms().stream().map(Observed::exposed).toList(),
              design.arms().stream().map(TrialDesign.Arm::weight).toList()));
    } catch (Unanswered tooFew) {
      return Optional.empty();
    }
  }

  private Optional<Verdict> blocked(Optional<SampleRatio> split) {
    if (!trial.strangers().isEmpty()) {
      return Optional.of(
          new Verdict.Blocked(
              "units were put into arms that are not registered: "
                  + new TreeSet<>(trial.strangers())));
    }
    return split
        .filter(SampleRatio::isAlarm)
        .map(ratio ->
            new Verdict.Blocked(
                "the arms have %s units where weights are %s: so uneven a split comes by chance with p = %s, so assignment or counting is broken"
                    .formatted(
                        trial.arms().stream().map(Observed::exposed).toList(),
                        design.arms().stream().map(TrialDesign.Arm::weight).toList(),
                        Judging.number(ratio.p()))));
  }

  private Optional<Verdict> early(Optional<SampleRatio> split) {
    long counted = trial.fewest();
    long wanted =
        looking.rule() == StopRule.FIXED ? looking.planned() : ConfidenceSequence.UNITS_MIN / 2;
    if (counted >= wanted && split.isPresent()) {
      return Optional.empty();
    }
    String why =
        split.isEmpty()
            ? "too few units to check the split, the smallest arm has %d".formatted(counted)
            : "the registered rule looks from %d units of each arm on, the smallest has %d"
                .formatted(wanted, counted);
    Verdict.Needed needed = judging.needed(Math.max(1, wanted - counted));
    return Optional.of(
        hypothesis.isOver(now)
            ? new Verdict.NotEnoughEvidence("over before its time: " + why, needed)
            : new Verdict.TooEarly(why, needed));
  }

  private Readout readout(Optional<SampleRatio> split, boolean told, List<Comparison> comparisons) {
    List<Group> groups = new ArrayList<>();
    for (Observed arm : trial.arms()) {
      groups.add(
          new Group(arm.arm(), arm.exposed(), arm.counted(), told ? mean(arm) : Optional.empty()));
    }
    return new Readout(split, groups, trial.contaminated(), comparisons, notes());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (trial.contaminated() > 0) {
      notes.add(
          "%d units were in more than one arm and are left out of all of them"
              .formatted(trial.contaminated()));
    }
    if (trial.fewest() < FEW_UNITS) {
      notes.add(
          "below %d units of an arm a standard error is too small more often than it says"
              .formatted(FEW_UNITS));
    }
    return notes;
  }

  private Optional<Estimate> mean(Observed arm) {
    try {
      Point point = arm.sample(hypothesis.claim().metric()).point();
      return Optional.of(looking.within(point, arm.counted()));
    } catch (Unanswered unanswered) {
      return Optional.empty();
    }
  }

  private Comparison compared(String arm) {
    Observed control = trial.arm(design.control());
    Observed treated = trial.arm(arm);
    Size size = Size.ofArms(treated.counted(), control.counted());
    List<Guarded> guards =
        hypothesis.claim().guards().stream()
            .map(guard ->
                judging.guarded(
                    guard, () -> difference(treated, control, guard.metric()).point(), size))
            .toList();
    List<Beside> beside =
        Besides.of(
            hypothesis.claim().also(),
            looking,
            size,
            metric -> difference(treated, control, metric).point());
    try {
      Adjusted adjusted = difference(treated, control, hypothesis.claim().metric());
      Estimate interval = looking.within(adjusted.point(), size.all());
      return new Comparison(
          arm,
          judging.verdict(adjusted.point(), interval, size, guards),
          Optional.of(
              new Change(
                  interval,
                  looking.pValue(adjusted.point(), size.all()),
                  adjusted.reduction(),
                  Worth.of(hypothesis, interval, control.sum(), control.counted(), callsPerMonth),
                  OptionalDouble.empty())),
          guards,
          beside);
    } catch (Unanswered unanswered) {
      return new Comparison(
          arm,
          new Verdict.NotEnoughEvidence(
              String.valueOf(unanswered.getMessage()), Verdict.Needed.NOTHING),
          Optional.empty(),
          guards,
          beside);
    }
  }

  /// @param reduction none where no covariate is registered
  private record Adjusted(Point point, OptionalDouble reduction) {}

  private Adjusted difference(Observed treated, Observed control, Metric metric) {
    Sample mine = treated.sample(metric);
    Sample others = control.sample(metric);
    if (hypothesis.plan().covariateDays().isEmpty()) {
      return new Adjusted(mine.point().minus(others.point()), OptionalDouble.empty());
    }
    // The delta method's own terms apply to what is adjusted, too.
    Point raw = mine.point().minus(others.point());
    Cuped cuped = Cuped.of(List.of(mine.linear(), others.linear()));
    Moments first = cuped.arms().getFirst();
    Moments second = cuped.arms().getLast();
    Point adjusted = first.point().minus(second.point());
    return new Adjusted(
        new Point(adjusted.value(), adjusted.standardError(), adjusted.degrees(), raw.method()),
        OptionalDouble.of(1 - cuped.kept()));
  }
}
