package dev.weir.value.review;

import dev.weir.base.stats.Moments;
import dev.weir.value.evidence.ShownShare;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.stream.IntStream;

/// Months as a test wants them: nothing in doubt unless it says so.
final class Months {
  private static final double FIXED = 400;

  private final int index;
  private final int outcomes;
  private final double value;
  private double variable = 1;
  private double unattributed;
  private double reported = 1;
  private double haircut = 1;
  private double strategic = 0.9;
  private double commodity = 0.1;
  private double deviation = 0.1;
  private Told<ShownShare> share = Told.of(new ShownShare("pilot", 1, 0));
  private Told<Moments> newcomers = Told.unknown("not known");

  private Months(int index, int outcomes, double value) {
    this.index = index;
    this.outcomes = outcomes;
    this.value = value;
  }

  static Months month(int index, int outcomes, double value) {
    return new Months(index, outcomes, value);
  }

  /// 400 outcomes, and 30 more each month.
  static History steady(int months, double value) {
    return new History(
        IntStream.range(0, months).mapToObj(m -> month(m, 400 + 30 * m, value).told()).toList());
  }

  /// So many values of a mean and, where there are many, a standard deviation.
  static Moments values(int count, double mean, double deviation) {
    return new Moments(count, mean, deviation * deviation * (count - 1));
  }

  Months variable(double usd) {
    variable = usd;
    return this;
  }

  Months unattributed(double share) {
    unattributed = share;
    return this;
  }

  Months reported(double share) {
    reported = share;
    return this;
  }

  Months haircut(double share) {
    haircut = share;
    return this;
  }

  Months strategic(double score) {
    strategic = score;
    return this;
  }

  Months commodity(double index) {
    commodity = index;
    return this;
  }

  Months quality(double of) {
    deviation = of;
    return this;
  }

  /// No experiment has shown how much is the AI's.
  Months untried() {
    share = Told.unknown("no experiment");
    return this;
  }

  Months newcomers(Moments of) {
    newcomers = Told.of(of);
    return this;
  }

  MonthFigures told() {
    return new MonthFigures(
        YearMonth.of(2026, 1).plusMonths(index),
        new MonthFigures.Use(Told.of(3L * outcomes), Told.of(100L), Told.unknown("no roster")),
        new MonthFigures.Cost(
            Told.of(usd(variable * outcomes)),
            Told.of(usd(variable * outcomes + FIXED)),
            Told.of(unattributed)),
        new MonthFigures.Benefit(
            Told.of(values(outcomes, value, 0.8)),
            newcomers,
            Told.of(reported),
            Told.of(haircut),
            share),
        new MonthFigures.Standing(
            Told.of(values(200, 0.8, deviation)),
            Told.of(strategic),
            Told.of(commodity),
            Told.unknown("no baseline")));
  }

  private static BigDecimal usd(double dollars) {
    return BigDecimal.valueOf(dollars).setScale(6, RoundingMode.HALF_EVEN);
  }
}
