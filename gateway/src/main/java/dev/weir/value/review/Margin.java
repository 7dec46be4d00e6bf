package dev.weir.value.review;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.review.History.Costed;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What an outcome that was told is worth, and what it costs, over the newest months: dollars, each
/// with how far it may be out.
///
/// What is sampled (values, the experiment's share) has a standard error. What is merely not known
/// has two ends: the grade of the evidence ([Attribution], to all of it), outcomes that were not
/// told (worth nothing, to as good as those told), cost that nobody answers for (none of it, to a
/// multiple of the use case's share), users who come late (as good as newcomers or as a decline
/// carried on, to as good as all). The lower bound of the value takes the worse ends and the
/// sampling bound, the upper one the better.
///
/// @param valueLow lower bound of the value
/// @param valueHigh upper bound of the value
/// @param cost loaded, at the volume there was, with the unattributed cost it may have
/// @param costReached loaded, without that, at the volume it can reach
/// @param variable of each outcome, what volume costs
/// @param centre of the margin, value − cost, each of its ends as likely as any point between
/// @param deviation of the margin
record Margin(
    double value,
    double valueLow,
    double valueHigh,
    double cost,
    double costReached,
    double variable,
    double centre,
    double deviation) {
  private static final double UNIFORM = Math.sqrt(12);
  private static final long NEWCOMERS_MIN = 30;

  /// Two ends, anything between as likely.
  private record Ends(double low, double high) {
    double centre() {
      return (low + high) / 2;
    }

    double deviation() {
      return (high - low) / UNIFORM;
    }
  }

  /// Of a history with costs and outcomes.
  static Margin of(History history, Policy.Evidence policy) {
    List<Costed> all = history.costed();
    List<Costed> window = newest(all, policy.months());
    Moments told = window.stream().map(Costed::value).reduce(Moments.NONE, Moments::plus);
    Attribution attribution = Attribution.of(history);
    Point mean = attribution.shown(told.point());
    Point worse = attribution.shown(late(history, policy, told));
    Ends grade = new Ends(attribution.graded(), 1);
    double reported = reported(history, policy);
    Ends missing = new Ends(1, 1 / reported);
    Confidence confidence = new Confidence(policy.confidence());
    double valueLow = scaled(low(worse, confidence), grade.low());
    double valueHigh = high(mean, confidence) * missing.high();
    Costs costs = Costs.of(all, window, reach(history, policy));
    Ends load = new Ends(1, 1 + load(history, policy));

    Ends level = new Ends(Math.min(worse.value(), mean.value()), mean.value());
    double value = level.centre() * grade.centre() * missing.centre();
    double variance =
        square(
                Math.hypot(level.deviation(), mean.standardError())
                    * grade.centre()
                    * missing.centre())
            + square(level.centre() * grade.deviation() * missing.centre())
            + square(level.centre() * grade.centre() * missing.deviation())
            + square(costs.now() * load.deviation());
    return new Margin(
        mean.value(),
        valueLow,
        valueHigh,
        costs.now() * load.high(),
        costs.reached(),
        costs.variable(),
        value - costs.now() * load.centre(),
        Math.sqrt(variance));
  }

  /// The probability that the margin is on the other side of 0 than its centre, by a normal
  /// distribution of centre and deviation.
  double otherSide() {
    return deviation == 0
        ? 0
        : new Point(centre, deviation, Double.POSITIVE_INFINITY, Method.STUDENT_T).pValue(0) / 2;
  }

  /// The probability that the margin is above 0.
  double gains() {
    return centre > 0 ? 1 - otherSide() : otherSide();
  }

  /// What one who comes late will bring: the lower of newcomers' mean and of the mean with its
  /// decline carried on, where the months show one.
  private static Point late(History history, Policy.Evidence policy, Moments told) {
    Point all = told.point();
    Point late = all;
    Moments newcomers =
        history.recent(policy.months(), each -> each.benefit().newcomers()).stream()
            .reduce(Moments.NONE, Moments::plus);
    if (newcomers.count() >= NEWCOMERS_MIN && newcomers.mean() < late.value()) {
      late = newcomers.point();
    }
    double declined = all.value() + decline(history, policy) * policy.monthsAhead();
    return declined < late.value()
        ? new Point(declined, all.standardError(), all.degrees(), all.method())
        : late;
  }

  /// Of a month, where the value of an outcome falls and its upper bound says so; otherwise 0.
  private static double decline(History history, Policy.Evidence policy) {
    List<Costed> months =
        history.costed().stream().filter(each -> each.value().squares() > 0).toList();
    try {
      Point slope =
          Slope.weighted(
              array(months, each -> each.month().getYear() * 12.0 + each.month().getMonthValue()),
              array(months, each -> each.value().mean()),
              array(months, each -> each.value().point().standardError()));
      boolean falls = Slope.atMost(slope, new Confidence(policy.confidence())) < 0;
      return falls ? slope.value() : 0;
    } catch (Unanswered tooFew) {
      return 0;
    }
  }

  private static double reported(History history, Policy.Evidence policy) {
    List<Double> told = history.recent(policy.months(), each -> each.benefit().reported());
    return told.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(1 - policy.missingAssumed());
  }

  private static double load(History history, Policy.Evidence policy) {
    double share =
        history.recent(policy.months(), each -> each.cost().unattributedShare()).stream()
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(0);
    return policy.unattributedFactor() * share / (1 - share);
  }

  /// How many times its volume it can reach, by those it is meant for; 1 where nobody knows.
  private static double reach(History history, Policy.Evidence policy) {
    return history.recent(policy.months(), each -> each.use().reach()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(1);
  }

  /// What volume makes of fixed cost.
  ///
  /// @param now at the lower of the mean volumes of the window and of twice as many months, so that
  ///   a season's peak dilutes no fixed cost that its end will not
  /// @param reached at the highest month's volume, or at what those can reach that it is meant for
  private record Costs(double variable, double now, double reached) {
    static Costs of(List<Costed> all, List<Costed> window, double reach) {
      double outcomes = window.stream().mapToDouble(Costed::outcomes).sum();
      double variable = window.stream().mapToDouble(Costed::variable).sum() / outcomes;
      double fixed = window.stream().mapToDouble(Costed::fixed).average().orElseThrow();
      double mean = outcomes / window.size();
      double longer = mean(newest(all, 2 * window.size()));
      double most = all.stream().mapToDouble(Costed::outcomes).max().orElseThrow();
      return new Costs(
          variable,
          variable + fixed / Math.min(mean, longer),
          variable + fixed / Math.max(most, mean * reach));
    }

    private static double mean(List<Costed> months) {
      return months.stream().mapToDouble(Costed::outcomes).average().orElseThrow();
    }
  }

  static <T> List<T> newest(List<T> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  static double[] array(List<Costed> months, ToDoubleFunction<Costed> figure) {
    return months.stream().mapToDouble(figure).toArray();
  }

  private static double low(Point point, Confidence confidence) {
    return point.standardError() == 0 ? point.value() : point.atLeast(confidence).low();
  }

  private static double high(Point point, Confidence confidence) {
    return point.standardError() == 0 ? point.value() : point.atMost(confidence).high();
  }

  /// A haircut makes a loss no smaller.
  private static double scaled(double value, double haircut) {
    return value > 0 ? value * haircut : value;
  }

  private static double square(double value) {
    return value * value;
  }
}
