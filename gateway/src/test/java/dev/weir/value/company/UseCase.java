package dev.weir.value.company;

import dev.weir.base.stats.Moments;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.MonthFigures.Benefit;
import dev.weir.value.review.MonthFigures.Cost;
import dev.weir.value.review.MonthFigures.Standing;
import dev.weir.value.review.MonthFigures.Use;
import dev.weir.value.review.Told;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A use case: what is true of it, and twelve months as they are told.
///
/// @param marginAtScale dollars of a success, true
/// @param costAtScale dollars of a success, true
/// @param noise what sampling alone may move the margin by: 1.96 standard errors of the newest
///   three months' mean value and of the share that the evidence says is the AI's
/// @param isConsistent whether its quality is even
/// @param isDifferentiated whether nobody else offers the same
/// @param isTried whether an experiment has shown what is the AI's
/// @param months the oldest first
public record UseCase(
    double marginAtScale,
    double costAtScale,
    double noise,
    boolean isConsistent,
    boolean isDifferentiated,
    boolean isTried,
    List<MonthFigures> months) {
  private static final YearMonth FIRST = YearMonth.of(2026, 1);
  private static final int NEWEST = 3;

  public UseCase {
    months = List.copyOf(months);
  }

  static UseCase of(RandomGenerator random, double untagged) {
    Truth truth = Truth.of(random);
    Claim claim = Claim.of(random, truth.incremental());
    Telling telling = Telling.of(random, untagged);
    Marks marks = Marks.of(random);
    Told<Double> strategic = Told.of(random.nextDouble());
    Crowd crowd = new Crowd(random, truth, telling, claim.inflated());
    List<MonthFigures> months = new ArrayList<>();
    double told = 0;
    for (int month = 0; month < Truth.MONTHS; month++) {
      Crowd.Month outcomes = crowd.next();
      told += month >= Truth.MONTHS - NEWEST ? outcomes.successes().count() : 0;
      Standing standing =
          new Standing(
              marks.quality(random, outcomes.told()),
              strategic,
              marks.commodity(),
              Told.unknown("nobody measured it"));
      months.add(month(truth, telling, claim, outcomes, standing, month));
    }
    double ofValues = truth.incremental() * truth.deviation() / Math.sqrt(Math.max(1, told));
    double ofShare = truth.worth() * claim.standardError();
    return new UseCase(
        truth.marginAtScale(),
        truth.costAtScale(),
        1.96 * Math.hypot(ofValues, ofShare),
        marks.isConsistent(),
        marks.isDifferentiated(),
        claim.isTried(),
        months);
  }

  private static MonthFigures month(
      Truth truth,
      Telling telling,
      Claim claim,
      Crowd.Month outcomes,
      Standing standing,
      int month) {
    double variable = outcomes.happened() * truth.variableIn(month);
    double tagged = variable * (1 - telling.untaggedHere() - telling.mistagged());
    return new MonthFigures(
        FIRST.plusMonths(month),
        new Use(
            Told.of(outcomes.happened() * 3L),
            Told.of(Math.round(truth.users(month))),
            telling.hasRoster()
                ? Told.of(Math.round(truth.eligible()))
                : Told.unknown("there is no roster")),
        new Cost(
            Told.of(usd(tagged)),
            Told.of(usd(tagged + truth.fixed())),
            Told.of(telling.untagged())),
        new Benefit(
            outcomes.successes().count() > 0
                ? Told.of(outcomes.successes())
                : Told.unknown("no outcome succeeded"),
            telling.namesUsers()
                ? Told.of(outcomes.newcomers())
                : Told.unknown("outcomes have no users"),
            telling.namesSessions() && 2 * outcomes.told() >= outcomes.happened()
                ? Told.of((double) outcomes.told() / outcomes.happened())
                : Told.unknown("outcomes have no sessions, or few sessions have any"),
            Told.of(claim.counted(month)),
            claim.shown(month).map(Told::of).orElseGet(() -> Told.unknown("none is over"))),
        standing);
  }

  private static BigDecimal usd(double dollars) {
    return BigDecimal.valueOf(dollars).setScale(6, RoundingMode.HALF_EVEN);
  }

  /// What is told of how good it is and of who else offers it.
  ///
  /// @param tells whether outcomes are told with a quality
  /// @param commodity as its owner declares it, who thinks better of it than others would
  private record Marks(
      boolean isConsistent, boolean isDifferentiated, boolean tells, Told<Double> commodity) {
    private static final double UNEVEN = 0.4;

    static Marks of(RandomGenerator random) {
      boolean differentiated = random.nextDouble() > 0.08;
      double index = differentiated ? random.nextDouble(0, 0.7) : random.nextDouble(0.85, 1);
      double declared = Math.max(0, index - 0.2 * random.nextDouble());
      return new Marks(
          random.nextDouble() > 0.08,
          differentiated,
          random.nextDouble() < 0.6,
          random.nextDouble() < 0.6
              ? Told.of(declared)
              : Told.unknown("the portfolio does not say it"));
    }

    /// Even: 0.8, give or take 0.12. Uneven: four of ten are near nothing.
    Told<Moments> quality(RandomGenerator random, long told) {
      if (!tells || told == 0) {
        return Told.unknown("no outcome was told with a quality");
      }
      Moments quality = Moments.NONE;
      for (long i = 0; i < told; i++) {
        double middle = !isConsistent && random.nextDouble() < UNEVEN ? 0.1 : 0.8;
        quality = quality.plus(Math.clamp(middle + 0.12 * random.nextGaussian(), 0, 1));
      }
      return Told.of(quality);
    }
  }

  /// What its value is told to rest on. Of four in ten an experiment against work without AI, which
  /// is over in one of the middle months, has shown the share; all others say a grade themselves,
  /// not always the one they have earned, and claim all of the value.
  ///
  /// @param share that is shown to be the AI's
  /// @param over month from which on that is known
  /// @param inflated what is told of a value ÷ what it is
  private record Claim(
      Evidence grade, Optional<Double> share, double standardError, int over, double inflated) {
    private static final List<Evidence> GRADES = List.of(Evidence.values());

    static Claim of(RandomGenerator random, double truly) {
      if (random.nextDouble() < 0.4) {
        double error = random.nextDouble(0.02, 0.1);
        double sampled = truly + error * random.nextGaussian();
        return new Claim(Evidence.RCT, Optional.of(sampled), error, random.nextInt(3, 10), 1);
      }
      Evidence grade = GRADES.get(random.nextInt(GRADES.size()));
      double inflated = grade == Evidence.OPINION ? Math.exp(0.2 + 0.4 * random.nextGaussian()) : 1;
      return new Claim(grade, Optional.empty(), 0, 0, inflated);
    }

    boolean isTried() {
      return share.isPresent();
    }

    Optional<ShownShare> shown(int month) {
      return share
          .filter(_ -> month >= over)
          .map(found -> new ShownShare("trial", found, standardError));
    }

    /// What its company lets count of a grade: a half at most before a trial has shown anything.
    double counted(int month) {
      double most = shown(month).isPresent() ? 1 : 0.5;
      return switch (grade) {
        case RCT -> most;
        case DID -> Math.min(most, 0.8);
        case BEFORE_AFTER -> 0.5;
        case OPINION -> 0.2;
      };
    }
  }
}
