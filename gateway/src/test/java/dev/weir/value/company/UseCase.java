package dev.weir.value.company;

import dev.weir.base.stats.Moments;
import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.MonthFigures.Benefit;
import dev.weir.value.review.MonthFigures.Cost;
import dev.weir.value.review.MonthFigures.Effect;
import dev.weir.value.review.MonthFigures.Standing;
import dev.weir.value.review.MonthFigures.Use;
import dev.weir.value.review.Told;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A use case: what is true of it, and twelve months as they are told.
///
/// @param marginAtScale dollars of an outcome, true
/// @param noise what sampling alone may move the margin by: 1.96 standard errors of the newest
///   three months' mean value and of the share that the evidence says is the AI's
/// @param isConsistent whether its quality is even
/// @param isDifferentiated whether nobody else offers the same
/// @param months the oldest first
public record UseCase(
    double marginAtScale,
    double noise,
    boolean isConsistent,
    boolean isDifferentiated,
    List<MonthFigures> months) {
  private static final YearMonth FIRST = YearMonth.of(2026, 1);
  private static final int NEWEST = 3;

  public UseCase {
    months = List.copyOf(months);
  }

  static UseCase of(RandomGenerator random, double untagged) {
    Truth truth = Truth.of(random);
    Evidence evidence = Evidence.of(random, truth.incremental());
    Telling telling = Telling.of(random, untagged);
    boolean consistent = random.nextDouble() > 0.08;
    boolean differentiated = random.nextDouble() > 0.08;
    double strategic = random.nextDouble();
    List<MonthFigures> months = new ArrayList<>();
    double told = 0;
    for (int month = 0; month < Truth.MONTHS; month++) {
      Outcomes outcomes = Outcomes.of(random, truth, telling, evidence.claim(), month);
      told += month >= Truth.MONTHS - NEWEST ? outcomes.all.count() : 0;
      Standing standing =
          new Standing(
              Told.of(quality(random, consistent)),
              Told.of(strategic),
              Told.of(differentiated ? random.nextDouble(0, 0.7) : random.nextDouble(0.85, 1)),
              Told.unknown("nobody measured it"));
      months.add(month(truth, telling, evidence, outcomes, standing, month));
    }
    double ofValues = truth.incremental() * truth.deviation() / Math.sqrt(Math.max(1, told));
    double ofShare = truth.worth() * truth.success() * evidence.standardError();
    return new UseCase(
        truth.marginAtScale(),
        1.96 * Math.hypot(ofValues, ofShare),
        consistent,
        differentiated,
        months);
  }

  private static MonthFigures month(
      Truth truth,
      Telling telling,
      Evidence evidence,
      Outcomes outcomes,
      Standing standing,
      int month) {
    double variable = outcomes.happened * truth.variableIn(month);
    double tagged = variable * (1 - telling.untaggedHere() - telling.mistagged());
    Told<Double> reported =
        telling.isCounted()
            ? Told.of(Math.clamp((double) outcomes.all.count() / outcomes.happened, 0.01, 1))
            : Told.unknown("nobody counts what is not told");
    return new MonthFigures(
        FIRST.plusMonths(month),
        new Use(
            Told.of(outcomes.happened * 3L),
            Told.of(Math.round(truth.users(month))),
            telling.hasRoster()
                ? Told.of(Math.round(truth.eligible()))
                : Told.unknown("there is no roster")),
        new Cost(
            Told.of(usd(tagged)),
            Told.of(usd(tagged + truth.fixed())),
            Told.of(telling.untagged())),
        new Benefit(
            Told.of(outcomes.all),
            telling.knowsNewcomers()
                ? Told.of(outcomes.newcomers)
                : Told.unknown("outcomes have no users"),
            reported,
            Told.of(evidence.haircut()),
            evidence.share().map(share -> new Effect(share, evidence.standardError()))),
        standing);
  }

  private static Moments quality(RandomGenerator random, boolean consistent) {
    Moments quality = Moments.NONE;
    for (int i = 0; i < 60; i++) {
      quality = quality.plus(4 + (consistent ? 0.7 : 1.5) * random.nextGaussian());
    }
    return quality;
  }

  private static BigDecimal usd(double dollars) {
    return BigDecimal.valueOf(dollars).setScale(6, RoundingMode.HALF_EVEN);
  }

  /// How its value is known: half of them by an experiment, the others less well, and too high.
  ///
  /// @param share that is said to be the AI's; unknown of opinions, which claim all
  /// @param claim what is told of a value ÷ what it is
  private record Evidence(double haircut, Told<Double> share, double standardError, double claim) {
    static Evidence of(RandomGenerator random, double truly) {
      double kind = random.nextDouble();
      double error = random.nextDouble(0.02, 0.1);
      double sampled = truly + error * random.nextGaussian();
      if (kind < 0.45) {
        return new Evidence(1, Told.of(sampled), error, 1);
      }
      if (kind < 0.65) {
        double biased = sampled + 0.04 + 0.08 * random.nextGaussian();
        return new Evidence(0.8, Told.of(biased), error, 1);
      }
      if (kind < 0.9) {
        return new Evidence(0.5, Told.of(sampled + random.nextDouble(0, 0.4)), error, 1);
      }
      double claim = Math.exp(0.2 + 0.4 * random.nextGaussian());
      return new Evidence(0.2, Told.unknown("nobody measured it"), 0, claim);
    }
  }

  /// What of the truth is told.
  ///
  /// @param ofSuccesses share of them that is told
  /// @param ofFailures likewise, lower
  /// @param untagged share of the company's cost, as everybody is told
  /// @param untaggedHere share of this one's
  private record Telling(
      double ofSuccesses,
      double ofFailures,
      double untagged,
      double untaggedHere,
      double mistagged,
      boolean isCounted,
      boolean hasRoster,
      boolean knowsNewcomers) {
    static Telling of(RandomGenerator random, double untagged) {
      double ofSuccesses = random.nextDouble(0.6, 1);
      return new Telling(
          ofSuccesses,
          ofSuccesses * random.nextDouble(0.5, 1),
          untagged,
          Math.min(0.4, untagged * Math.exp(-0.125 + 0.5 * random.nextGaussian())),
          random.nextDouble(0, 0.05),
          random.nextDouble() < 0.7,
          random.nextDouble() < 0.8,
          random.nextDouble() < 0.5);
    }
  }

  /// A month's outcomes, drawn one by one.
  private static final class Outcomes {
    private Moments all = Moments.NONE;
    private Moments newcomers = Moments.NONE;
    private long happened;

    static Outcomes of(
        RandomGenerator random, Truth truth, Telling telling, double claim, int month) {
      Outcomes drawn = new Outcomes();
      double users = truth.users(month);
      double before = month == 0 ? 0 : truth.users(month - 1);
      double mean = truth.outcomes(month);
      drawn.happened = Math.max(2, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
      for (long i = 0; i < drawn.happened; i++) {
        double place = random.nextDouble() * users;
        boolean succeeds = random.nextDouble() < truth.success();
        double told = succeeds ? telling.ofSuccesses() : telling.ofFailures();
        double multiple =
            Math.exp(truth.spread() * random.nextGaussian() - truth.spread() * truth.spread() / 2);
        double value = succeeds ? claim * truth.worth() * truth.multiple(place) * multiple : 0;
        if (random.nextDouble() < told) {
          drawn.all = drawn.all.plus(value);
          drawn.newcomers = place >= before ? drawn.newcomers.plus(value) : drawn.newcomers;
        }
      }
      return drawn;
    }
  }
}
