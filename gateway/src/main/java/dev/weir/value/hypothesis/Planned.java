package dev.weir.value.hypothesis;

import dev.weir.base.stats.Confidence;
import dev.weir.base.trial.ConfidenceSequence;
import dev.weir.base.trial.Design;
import dev.weir.base.trial.SampleSize;
import java.util.OptionalDouble;

/// How many units of each arm a minimum effect takes, before anything has started. The risk of 5 %
/// is shared evenly by the arms that are compared with the control.
///
/// @param comparisons arms or groups compared with the control
/// @param paired whether a unit is compared with itself, before
public record Planned(
    Metric metric,
    double effect,
    double power,
    StopRule stop,
    long comparisons,
    boolean paired,
    OptionalDouble baseline,
    OptionalDouble deviation) {
  private static final double RISK = 0.05;

  public Planned {
    if (comparisons < 1) {
      throw new IllegalArgumentException(
          "a trial compares 1 arm or more with a control, was " + comparisons);
    }
  }

  public static Planned of(TrialDesign design, Claim claim, Plan plan) {
    return new Planned(
        claim.metric(),
        claim.direction().gain(claim.minimumEffect()),
        plan.power(),
        plan.stop(),
        design.comparisons(),
        design instanceof TrialDesign.BeforeAfter,
        plan.baseline(),
        plan.deviation());
  }

  /// The same with a spread that was observed.
  public Planned with(double observedDeviation) {
    return new Planned(
        metric,
        effect,
        power,
        stop,
        comparisons,
        paired,
        baseline,
        OptionalDouble.of(observedDeviation));
  }

  /// Of one comparison.
  public static Confidence confidence(long comparisons) {
    return new Confidence(1 - RISK / comparisons);
  }

  /// @throws IllegalArgumentException naming the field that is missing or wrong
  public SampleSize size() {
    SampleSize ofTwo = sizeOfTwoGroups(spread());
    SampleSize size = paired ? new SampleSize(ofTwo.exact() / 2) : ofTwo;
    return stop == StopRule.SEQUENTIAL
        ? new SampleSize(Math.max(size.exact(), ConfidenceSequence.UNITS_MIN / 2.0))
        : size;
  }

  private SampleSize sizeOfTwoGroups(double spread) {
    Design twoSided = new Design(confidence(comparisons), power, Design.Sides.TWO);
    return stop == StopRule.SEQUENTIAL
        ? SampleSize.sequential(spread, effect, twoSided)
        : SampleSize.means(spread, effect, twoSided);
  }

  /// What was said, or of a share √((p₁q₁ + p₂q₂)/2), with which the closed form of means is that
  /// of shares.
  private double spread() {
    if (deviation.isPresent()) {
      return deviation.getAsDouble();
    }
    if (!(metric instanceof Metric.SuccessShare)) {
      throw new IllegalArgumentException(
          "field 'deviation' is missing: the spread of a unit's %s".formatted(metric.code()));
    }
    double before =
        baseline.orElseThrow(() ->
            new IllegalArgumentException(
                "field 'baseline' is missing: the share of successes without the change"));
    double after = before + effect;
    if (!(before >= 0 && before <= 1 && after >= 0 && after <= 1)) {
      throw new IllegalArgumentException(
          "fields 'baseline' and 'minimum_effect' lead from a share of 0 to 1 to another, was from %s to %s"
              .formatted(before, after));
    }
    return Math.sqrt((before * (1 - before) + after * (1 - after)) / 2);
  }
}
