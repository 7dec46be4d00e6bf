package dev.weir.value.experiment;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Ratio;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.Clustered;
import dev.weir.base.trial.DifferenceInDifferences;
import dev.weir.base.trial.EValue;
import dev.weir.value.experiment.Followed.Span;
import dev.weir.value.experiment.Judging.Size;
import dev.weir.value.experiment.Readout.Beside;
import dev.weir.value.experiment.Readout.Change;
import dev.weir.value.experiment.Readout.Comparison;
import dev.weir.value.experiment.Readout.Group;
import dev.weir.value.experiment.Readout.Guarded;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import dev.weir.value.hypothesis.TrialDesign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads out what nobody randomised: the same units before and after, or those that got the change
/// against those that did not, by how each has changed.
public final class ObservedReading {
  private static final String TREATED = "treated";
  private static final String UNTREATED = "untreated";
  private static final int CLUSTERS_FEW = 30;
  private static final double APART_BELOW = 0.01;

  /// Of a tenth of a week.
  private static final double HOURS_OF_A_TENTH = 16.8;

  private final Hypothesis hypothesis;
  private final List<Followed> treated;
  private final List<Followed> untreated;
  private final long contaminated;
  private final Looking looking;
  private final Judging judging;
  private final OptionalDouble callsPerMonth;

  private ObservedReading(Hypothesis hypothesis, Panel panel, OptionalDouble callsPerMonth) {
    this.hypothesis = hypothesis;
    this.contaminated = panel.contaminated();
    this.treated = panel.units().stream().filter(Followed::treated).toList();
    this.untreated = panel.units().stream().filter(unit -> !unit.treated()).toList();
    this.looking = Looking.of(hypothesis);
    this.judging = new Judging(hypothesis, looking, OptionalDouble.empty());
    this.callsPerMonth = callsPerMonth;
  }

  /// @param hypothesis of a design without randomisation, started
  public static Readout of(
      Hypothesis hypothesis, Panel panel, Instant now, OptionalDouble callsPerMonth) {
    ObservedReading reading = new ObservedReading(hypothesis, panel, callsPerMonth);
    Instant over = hypothesis.startedAt().orElse(now).plus(hypothesis.window());
    Instant told = over.plus(hypothesis.late());
    if (hypothesis.end(now).isBefore(over) || now.isBefore(told)) {
      return reading.readout(
          Comparison.without(TREATED, early(hypothesis, now, over, told)), false);
    }
    return reading
        .apart()
        .map(verdict -> reading.readout(Comparison.without(TREATED, verdict), false))
        .orElseGet(() -> reading.readout(reading.compared(), true));
  }

  /// @param told when outcomes of the days until `over` are told
  private static Verdict early(Hypothesis hypothesis, Instant now, Instant over, Instant told) {
    String why =
        "the registered rule looks %d days after the start and %d for outcomes that are told late, at %s"
            .formatted(hypothesis.plan().windowDays(), hypothesis.late().toDays(), told);
    double weeks = Math.ceil(Duration.between(now, told).toHours() / HOURS_OF_A_TENTH) / 10;
    return hypothesis.isOver(now) && hypothesis.end(now).isBefore(over)
        ? new Verdict.NotEnoughEvidence("over before its time: " + why, Verdict.Needed.NOTHING)
        : new Verdict.TooEarly(why, new Verdict.Needed(0, OptionalDouble.of(weeks)));
  }

  /// Groups that have gone apart before the start would have gone on doing so.
  private Optional<Verdict> apart() {
    if (isPaired()) {
      return Optional.empty();
    }
    try {
      Point before = difference(hypothesis.claim().metric(), Span.EARLIER, Span.BEFORE);
      double p = before.pValue(0);
      return p < APART_BELOW
          ? Optional.of(
              new Verdict.Blocked(
                  "in the days before the start the groups went apart by %s (p = %s), so what came after may be the same"
                      .formatted(Judging.number(before.value()), Judging.number(p))))
          : Optional.empty();
    } catch (Unanswered untold) {
      return Optional.empty();
    }
  }

  private boolean isPaired() {
    return hypothesis.design() instanceof TrialDesign.BeforeAfter;
  }

  private Comparison compared() {
    Size size =
        isPaired() ? Size.paired(treated.size()) : Size.ofArms(treated.size(), untreated.size());
    List<Guarded> guards =
        hypothesis.claim().guards().stream()
            .map(guard -> judging.guarded(guard, () -> difference(guard.metric()), size))
            .toList();
    List<Beside> beside = Besides.of(hypothesis.claim().also(), looking, size, this::difference);
    try {
      Metric metric = hypothesis.claim().metric();
      Point point = difference(metric);
      Estimate interval = looking.within(point, size.all());
      Figures before = treated.stream().map(Followed::before).reduce(Figures.NONE, Figures::plus);
      Change change =
          new Change(
              interval,
              looking.pValue(point, size.all()),
              OptionalDouble.empty(),
              Worth.of(hypothesis, interval, before, treated.size(), callsPerMonth),
              unseen(metric, interval));
      return new Comparison(
          TREATED,
          judging.verdict(point, interval, size, guards),
          Optional.of(change),
          guards,
          beside);
    } catch (Unanswered unanswered) {
      return new Comparison(
          TREATED,
          new Verdict.NotEnoughEvidence(
              String.valueOf(unanswered.getMessage()), Verdict.Needed.NOTHING),
          Optional.empty(),
          guards,
          beside);
    }
  }

  private Point difference(Metric metric) {
    return difference(metric, Span.BEFORE, Span.AFTER);
  }

  private Point difference(Metric metric, Span from, Span to) {
    if (isPaired()) {
      double[] before = parts(treated, metric, from);
      double[] after = parts(treated, metric, to);
      Moments changes = Moments.NONE;
      for (int i = 0; i < before.length; i++) {
        changes = changes.plus(after[i] - before[i]);
      }
      return changes.point();
    }
    Clustered clustered =
        DifferenceInDifferences.of(
            units(treated, metric, from, to), units(untreated, metric, from, to));
    return clustered.point();
  }

  private static List<DifferenceInDifferences.Unit> units(
      List<Followed> group, Metric metric, Span from, Span to) {
    double[] before = parts(group, metric, from);
    double[] after = parts(group, metric, to);
    List<DifferenceInDifferences.Unit> units = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      units.add(new DifferenceInDifferences.Unit(Moments.of(before[i]), Moments.of(after[i])));
    }
    return units;
  }

  /// Each unit's part in the group's ratio, whose mean is the ratio and whose variance is the delta
  /// method's.
  private static double[] parts(List<Followed> group, Metric metric, Span span) {
    PairMoments sums = sums(group, metric, span);
    double ratio = new Ratio(sums).value();
    double[] parts = new double[group.size()];
    for (int i = 0; i < parts.length; i++) {
      Figures unit = group.get(i).at(span);
      double rest = metric.numerator(unit) - ratio * metric.denominator(unit);
      parts[i] = ratio + rest / sums.meanX();
    }
    return parts;
  }

  /// How strong something unseen must be: of the ratio of what was to what would have been.
  private OptionalDouble unseen(Metric metric, Estimate change) {
    double was = new Ratio(sums(treated, metric, Span.AFTER)).value() - change.value();
    double low = (was + change.low()) / was;
    double high = (was + change.high()) / was;
    return was > 0 && low > 0
        ? OptionalDouble.of(
            EValue.ofNearerEnd(
                new Estimate(
                    (was + change.value()) / was, low, high, change.confidence(), change.method())))
        : OptionalDouble.empty();
  }

  private static PairMoments sums(List<Followed> group, Metric metric, Span span) {
    PairMoments sums = PairMoments.NONE;
    for (Followed unit : group) {
      Figures figures = unit.at(span);
      sums = sums.plus(metric.denominator(figures), metric.numerator(figures));
    }
    return sums;
  }

  private Readout readout(Comparison comparison, boolean told) {
    List<Group> groups = new ArrayList<>();
    groups.add(group(TREATED, treated, told));
    if (!isPaired()) {
      groups.add(group(UNTREATED, untreated, told));
    }
    return new Readout(Optional.empty(), groups, contaminated, List.of(comparison), notes());
  }

  private Group group(String name, List<Followed> units, boolean told) {
    return told
        ? new Group(name, units.size(), units.size(), after(units))
        : new Group(name, units.size(), 0, Optional.empty());
  }

  private Optional<Estimate> after(List<Followed> units) {
    try {
      Point point = new Ratio(sums(units, hypothesis.claim().metric(), Span.AFTER)).point();
      return Optional.of(looking.within(point, units.size()));
    } catch (Unanswered unanswered) {
      return Optional.empty();
    }
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        isPaired()
            ? "nobody was randomised: whatever else changed at the same time is in the figure"
            : "nobody was randomised: it is an effect only if both groups would have gone the same way");
    if (contaminated > 0) {
      notes.add("%d units were of both groups and are left out".formatted(contaminated));
    }
    int fewest = isPaired() ? treated.size() : Math.min(treated.size(), untreated.size());
    if (fewest < hypothesis.plan().unitsPerArm()) {
      notes.add(
          "%d units in the smallest group, %d were planned"
              .formatted(fewest, hypothesis.plan().unitsPerArm()));
    }
    int clusters = treated.size() + untreated.size();
    if (clusters < CLUSTERS_FEW) {
      notes.add(
          "with %d units, below %d, a standard error is too small more often than it says"
              .formatted(clusters, CLUSTERS_FEW));
    }
    return notes;
  }
}
