package dev.weir.value.outcome;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Proportion;
import dev.weir.base.stats.Quantiles;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.outcome.Kpi.Goal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What the values of a KPI say together. Float64; intervals at 95 %.
public sealed interface KpiFigure {
  /// Values that figures are made of at most: they are in memory at once.
  int VALUES_MAX = 1_000_000;

  /// How a figure stands to the KPI's goal.
  enum Standing {
    /// All of its interval is on the right side.
    MET,
    /// All of it is on the wrong one.
    MISSED,
    /// The interval holds the goal, or there is none yet.
    OPEN,
    NO_GOAL
  }

  long count();

  /// What is compared with the goal.
  Answer headline();

  /// A figure, or why there is none.
  sealed interface Answer {
    record Known(Estimate estimate) implements Answer {}

    record Unknown(String why) implements Answer {}

    private static Answer of(Supplier<Estimate> figure) {
      try {
        return new Known(figure.get());
      } catch (Unanswered unanswered) {
        return new Unknown(String.valueOf(unanswered.getMessage()));
      }
    }
  }

  /// Of a boolean.
  record Truth(long count, Answer share) implements KpiFigure {
    @Override
    public Answer headline() {
      return share;
    }
  }

  /// Of a number, percentage, duration or money.
  record Measure(long count, Answer mean, Answer median, Answer p95) implements KpiFigure {
    @Override
    public Answer headline() {
      return mean;
    }
  }

  /// Of a scale.
  ///
  /// @param distribution how often each answer was given
  /// @param topTwo the share of the two best answers
  record Scale(long count, SortedMap<Integer, Long> distribution, Answer topTwo)
      implements KpiFigure {
    @Override
    public Answer headline() {
      return topTwo;
    }
  }

  static KpiFigure of(KpiKind kind, double... values) {
    return switch (kind.shape()) {
      case TRUTH -> new Truth(values.length, share(count(values, 1), values.length));
      case MEASURE ->
          new Measure(
              values.length,
              Answer.of(() -> Moments.of(values).point().within(Confidence.P95)),
              Answer.of(() -> Quantiles.of(values).within(0.5, Confidence.P95)),
              Answer.of(() -> Quantiles.of(values).within(0.95, Confidence.P95)));
      case SCALE -> {
        SortedMap<Integer, Long> distribution = new TreeMap<>();
        for (int answer = 1; answer <= kind.best(); answer++) {
          distribution.put(answer, count(values, answer));
        }
        yield new Scale(
            values.length,
            distribution,
            share(count(values, kind.best()) + count(values, kind.best() - 1), values.length));
      }
    };
  }

  private static Answer share(long hits, long count) {
    return Answer.of(() -> new Proportion(hits, count).wilson(Confidence.P95));
  }

  private static long count(double[] values, int wanted) {
    long count = 0;
    for (double value : values) {
      count += value == wanted ? 1 : 0;
    }
    return count;
  }

  /// How it stands to a goal, by the whole of its interval.
  default Standing standing(Optional<Goal> goal) {
    if (goal.isEmpty()) {
      return Standing.NO_GOAL;
    }
    if (!(headline() instanceof Answer.Known(Estimate estimate))) {
      return Standing.OPEN;
    }
    double bound = goal.get().bound().doubleValue();
    boolean above = estimate.low() >= bound;
    boolean below = estimate.high() <= bound;
    if (above == below) {
      return Standing.OPEN;
    }
    return above == goal.get().atLeast() ? Standing.MET : Standing.MISSED;
  }
}
