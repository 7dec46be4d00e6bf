package dev.weir.value.experiment;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.NonInferiority;
import dev.weir.value.experiment.Readout.Guarded;
import dev.weir.value.experiment.Verdict.Needed;
import dev.weir.value.hypothesis.Claim;
import dev.weir.value.hypothesis.Guard;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Planned;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Says what a difference means for the claim, as registered.
///
/// @param perWeek units that the smallest arm gets, by its pace so far
record Judging(Hypothesis hypothesis, Looking looking, OptionalDouble perWeek) {

  /// Units that a difference is of.
  ///
  /// @param harmonic 1/(1/n₁ + 1/n₂) of two arms, n of units compared with themselves: the variance
  ///   of a unit is the difference's times it
  record Size(long smallest, long all, double harmonic) {
    static Size ofArms(long one, long other) {
      return new Size(
          Math.min(one, other), one + other, (double) one * other / Math.max(1, one + other));
    }

    static Size paired(long units) {
      return new Size(units, units, units);
    }

    double deviation(Point difference) {
      return difference.standardError() * Math.sqrt(harmonic);
    }
  }

  Guarded guarded(Guard guard, Supplier<Point> difference, Size size) {
    try {
      Point gain = guard.better().gain(difference.get());
      Estimate both = looking.within(gain, size.all());
      NonInferiority test = new NonInferiority(looking.atLeast(gain, size.all()), guard.margin());
      double power = hypothesis.plan().power();
      long needed =
          looking.forGuard(size.deviation(gain), guard.margin(), power).perArm() - size.smallest();
      return new Guarded(
          guard, Optional.of(both), Optional.of(test), Optional.empty(), Math.max(0, needed));
    } catch (Unanswered unanswered) {
      return new Guarded(
          guard,
          Optional.empty(),
          Optional.empty(),
          Optional.of(String.valueOf(unanswered.getMessage())),
          0);
    }
  }

  Verdict verdict(Point difference, Estimate interval, Size size, List<Guarded> guards) {
    Claim claim = hypothesis.claim();
    Estimate gain = claim.direction().gain(interval);
    String found = "%s changes by %s".formatted(claim.metric().code(), shown(interval));
    Optional<Guarded> hurt = guards.stream().filter(Guarded::isHurt).findFirst();
    if (hurt.isPresent()) {
      return new Verdict.Negative(
          "%s gets worse by more than its margin of %s: the gain is %s"
              .formatted(
                  hurt.get().guard().metric().code(),
                  number(hurt.get().guard().margin()),
                  hurt.get().gain().map(Judging::shown).orElse("")));
    }
    if (gain.high() < 0) {
      return new Verdict.Negative(found + ", which is worse");
    }
    if (!(gain.low() > 0)) {
      return undecided(difference, gain, found, size);
    }
    Optional<Guarded> open = guards.stream().filter(guard -> !guard.isShown()).findFirst();
    if (open.isPresent()) {
      return new Verdict.NotEnoughEvidence(
          "%s, but it is not shown that %s keeps its margin of %s: %s"
              .formatted(
                  found,
                  open.get().guard().metric().code(),
                  number(open.get().guard().margin()),
                  bound(open.get())),
          needed(open.get().needed()));
    }
    return claim.isSaving() ? new Verdict.SavingBooked(found) : new Verdict.Positive(found);
  }

  private Verdict undecided(Point difference, Estimate gain, String found, Size size) {
    double least = hypothesis.claim().minimumEffect();
    if (gain.high() < least) {
      return new Verdict.NotEnoughEvidence(
          "%s: a gain of %s or more is ruled out, a smaller one is not shown"
              .formatted(found, number(least)),
          Needed.NOTHING);
    }
    long enough =
        Planned.of(hypothesis.design(), hypothesis.claim(), hypothesis.plan())
            .with(size.deviation(difference))
            .size()
            .perArm();
    return new Verdict.NotEnoughEvidence(
        found + ", which may be nothing", needed(Math.max(0, enough - size.smallest())));
  }

  private static String bound(Guarded guard) {
    return guard
        .test()
        .map(test -> "its gain is at least " + number(test.bound().low()))
        .or(guard::unanswered)
        .orElse("");
  }

  Needed needed(long unitsPerArm) {
    return new Needed(
        unitsPerArm,
        perWeek.isPresent() && unitsPerArm > 0
            ? OptionalDouble.of(Math.ceil(unitsPerArm / perWeek.getAsDouble() * 10) / 10)
            : OptionalDouble.empty());
  }

  private static String shown(Estimate estimate) {
    return "%s (%s to %s)"
        .formatted(number(estimate.value()), number(estimate.low()), number(estimate.high()));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
