package dev.weir.base.trial;

import dev.weir.base.stats.Unanswered;

/// How many units each of two equal arms needs, by the normal approximation.
///
/// @param exact before it is rounded up
public record SampleSize(double exact) {
  public SampleSize {
    if (!(exact > 0 && exact <= Long.MAX_VALUE)) {
      throw new IllegalArgumentException("a sample size is above 0 and at most 2⁶³, was " + exact);
    }
  }

  /// Whole units of each arm.
  public long perArm() {
    return (long) Math.ceil(exact);
  }

  /// For a difference of means: `2(z₁₋α⸝₂ + z₁₋β)²·σ²/δ²`.
  ///
  /// @param deviation σ of a unit, above 0
  /// @param effect δ, not 0, in the same units
  public static SampleSize means(double deviation, double effect, Design design) {
    return new SampleSize(twice(design.distance(), deviation, effect));
  }

  /// For a difference of means that is looked at all the time, by a [ConfidenceSequence] whose
  /// planned number of units is this one: `2(u + z₁₋β)²·σ²/δ²`, u = [ConfidenceSequence#atPlan]. At
  /// that size the last look alone has the power; the looks before it add a little, and most
  /// comparisons with an effect end long before. Some 1.9 times [#means] at 95 % and 80 %.
  public static SampleSize sequential(double deviation, double effect, Design design) {
    if (design.sides() != Design.Sides.TWO) {
      throw new IllegalArgumentException(
          "a confidence sequence looks at both sides, was " + design.sides());
    }
    double boundary = ConfidenceSequence.atPlan(design.confidence());
    return new SampleSize(twice(boundary + design.powerQuantile(), deviation, effect));
  }

  /// For a difference of shares: `(z₁₋α⸝₂ + z₁₋β)²·(p₁q₁ + p₂q₂)/(p₁ − p₂)²`.
  ///
  /// @param before p₁, 0 to 1
  /// @param after p₂, 0 to 1 and not p₁
  public static SampleSize proportions(double before, double after, Design design) {
    requireShare(before);
    requireShare(after);
    double effect = after - before;
    requireEffect(effect);
    double variance = before * (1 - before) + after * (1 - after);
    if (variance == 0) {
      throw new Unanswered(
          "a sample size needs a share that varies, was from %s to %s".formatted(before, after));
    }
    double distance = design.distance();
    return new SampleSize(distance * distance * variance / (effect * effect));
  }

  /// The smallest difference of means that so many units find: the inverse of [#means].
  public static double effectOfMeans(double deviation, long perArm, Design design) {
    requireDeviation(deviation);
    requireUnits(perArm);
    return design.distance() * deviation * Math.sqrt(2.0 / perArm);
  }

  /// The smallest rise of a share that so many units find: the inverse of [#proportions], the
  /// positive root d of `(n + k)·d² − k(1 − 2p)·d − 2k·p(1 − p) = 0`, k the squared quantiles.
  /// [Unanswered] where no rise up to 1 is found.
  public static double effectOfProportions(double before, long perArm, Design design) {
    requireShare(before);
    requireUnits(perArm);
    double k = design.distance() * design.distance();
    double half = k * (1 - 2 * before) / 2;
    double root = Math.sqrt(half * half + (perArm + k) * 2 * k * before * (1 - before));
    double effect = (half + root) / (perArm + k);
    if (before + effect > 1 || effect <= 0) {
      throw new Unanswered(
          "%d units of each arm find no rise of a share of %s".formatted(perArm, before));
    }
    return effect;
  }

  private static double twice(double distance, double deviation, double effect) {
    requireDeviation(deviation);
    requireEffect(effect);
    double ratio = distance * deviation / effect;
    return 2 * ratio * ratio;
  }

  private static void requireDeviation(double deviation) {
    if (!(deviation > 0 && deviation <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a standard deviation is finite and above 0, was " + deviation);
    }
  }

  private static void requireEffect(double effect) {
    if (effect == 0 || !Double.isFinite(effect)) {
      throw new IllegalArgumentException("a planned effect is finite and not 0, was " + effect);
    }
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is 0 to 1, was " + share);
    }
  }

  private static void requireUnits(long perArm) {
    if (perArm < 1) {
      throw new IllegalArgumentException("an arm has 1 unit at least, was " + perArm);
    }
  }
}
