package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What budget a review of the scripted year proposes to move, worked out from what was sent and
/// told: docs/reviews.md written anew.
///
/// @param returns of the next dollar, by use case
/// @param proposed dollars a month, by use case
record OwnMoves(Map<String, Return> returns, Map<String, Double> proposed) {
  private static final int MONTHS_MIN = 4;
  private static final int NEWEST = 3;

  /// As the board's policy says them.
  private static final double SHARE_MAX = 0.2;

  private static final double STEP = 0.002;

  /// Student's t at 97.5 %, of 2 degrees of freedom and more.
  private static final double[] T = {
    4.302652729911275,
    3.182446305284263,
    2.776445105197793,
    2.570581835636315,
    2.446911851144968,
    2.364624251592784,
    2.306004135204166,
    2.262157162740992,
    2.228138851964939
  };

  /// @param slope of ln value on ln loaded cost, with the half width of its interval
  record Return(double slope, double half, double cost, double value) {
    double marginal() {
      return slope * value / cost;
    }

    double low() {
      return (slope - half) * value / cost;
    }

    double high() {
      return (slope + half) * value / cost;
    }

    double at(double other) {
      return marginal() * Math.pow(other / cost, slope - 1);
    }
  }

  private record Point(double cost, double value) {}

  /// As it was known at a time of the months up to one.
  static OwnMoves of(YearMonth last, Instant at, OwnBooks books) {
    OwnPools pools = new OwnPools(books);
    Map<String, Return> returns = new TreeMap<>();
    for (Venture venture : Venture.ALL) {
      List<Point> points = new ArrayList<>();
      for (YearMonth month = LivedYear.MONTHS.getFirst();
          !month.isAfter(last);
          month = month.plusMonths(1)) {
        OwnBooks.Sum sum = books.outcomes(venture, month, at);
        if (sum.successes() > 1) {
          BigDecimal loaded = books.cost(venture.id(), month).add(pools.of(venture.id(), month));
          points.add(new Point(loaded.doubleValue(), sum.counted().doubleValue()));
        }
      }
      if (points.size() >= MONTHS_MIN) {
        returns.put(venture.id(), line(points));
      }
    }
    return new OwnMoves(returns, moved(returns));
  }

  private static Return line(List<Point> points) {
    int n = points.size();
    double meanX = points.stream().mapToDouble(it -> Math.log(it.cost())).average().orElseThrow();
    double meanY = points.stream().mapToDouble(it -> Math.log(it.value())).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Point each : points) {
      double x = Math.log(each.cost()) - meanX;
      double y = Math.log(each.value()) - meanY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    double slope = xy / xx;
    double error = Math.sqrt(Math.max(0, yy - slope * xy) / (n - 2) / xx);
    List<Point> newest = points.subList(Math.max(0, n - NEWEST), n);
    return new Return(
        slope,
        T[n - MONTHS_MIN] * error,
        newest.stream().mapToDouble(Point::cost).average().orElseThrow(),
        newest.stream().mapToDouble(Point::value).average().orElseThrow());
  }

  /// A step after another, from the lowest return to the highest.
  private static Map<String, Double> moved(Map<String, Return> returns) {
    Map<String, Double> money = new TreeMap<>();
    returns.forEach((useCase, each) -> money.put(useCase, each.cost()));
    double step = STEP * money.values().stream().mapToDouble(it -> it).sum();
    Optional<Pair> next = best(returns, money, step);
    while (next.isPresent()) {
      money.merge(next.get().from(), -step, Double::sum);
      money.merge(next.get().to(), step, Double::sum);
      next = best(returns, money, step);
    }
    return money;
  }

  private record Pair(String from, String to) {}

  private static Optional<Pair> best(
      Map<String, Return> returns, Map<String, Double> money, double step) {
    Optional<Pair> best = Optional.empty();
    double most = 0;
    for (var giver : returns.entrySet()) {
      for (var taker : returns.entrySet()) {
        double less = money.getOrDefault(giver.getKey(), 0.0) - step;
        double more = money.getOrDefault(taker.getKey(), 0.0) + step;
        boolean may =
            less > 0
                && less >= giver.getValue().cost() * (1 - SHARE_MAX)
                && more <= taker.getValue().cost() * (1 + SHARE_MAX)
                && taker.getValue().low() > giver.getValue().high();
        double gain = may ? taker.getValue().at(more) - giver.getValue().at(less) : 0;
        if (gain > most) {
          most = gain;
          best = Optional.of(new Pair(giver.getKey(), taker.getKey()));
        }
      }
    }
    return best;
  }
}
