package dev.weir.value.review;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a review judges by, as data. [#USUAL] holds until one is put.
public record Policy(
    Evidence evidence,
    DoubleDown doubleDown,
    PullBack pullBack,
    Moves moves,
    Optional<ReserveTerms> reserve,
    Optional<TaperTerms> taper) {
  public static final Policy USUAL =
      new Policy(
          new Evidence(3, 100, 0.95, 0.2, 2, 3),
          new DoubleDown(0.1, 0.5),
          new PullBack(3, 0.1, 0.25, 0.8),
          new Moves(0.2, 0.01),
          Optional.empty(),
          Optional.empty());

  private static final int MONTHS_MAX = 24;

  /// What bounds are made of.
  ///
  /// @param months the newest, which value and cost are taken from
  /// @param outcomesMin in them
  /// @param confidence of every one-sided bound
  /// @param missingAssumed share of outcomes that are missing, where nobody knows
  /// @param unattributedFactor how many times its share of the unattributed cost a use case may
  ///   have
  /// @param monthsAhead that a decline of the value of an outcome is carried on
  public record Evidence(
      int months,
      int outcomesMin,
      double confidence,
      double missingAssumed,
      double unattributedFactor,
      int monthsAhead) {
    public Evidence {
      require("evidence.months", months, 1, MONTHS_MAX);
      require("evidence.outcomes_min", outcomesMin, 2, 1e9);
      require("evidence.confidence", confidence, 0.5, 0.999);
      require("evidence.missing_assumed", missingAssumed, 0, 0.9);
      require("evidence.unattributed_factor", unattributedFactor, 0, 10);
      require("evidence.months_ahead", monthsAhead, 0, MONTHS_MAX);
    }
  }

  /// @param margin of value over loaded cost, a share of the cost: the hurdle
  /// @param strategicMin score
  public record DoubleDown(double margin, double strategicMin) {
    public DoubleDown {
      require("double_down.margin", margin, 0, 10);
      require("double_down.strategic_min", strategicMin, 0, 1);
    }
  }

  /// @param months one after another in which cost per value rose
  /// @param riseMin over them together, a share
  /// @param deviationMax of quality, which is 0 to 1
  /// @param commodityMax from which on it is undifferentiated
  public record PullBack(int months, double riseMin, double deviationMax, double commodityMax) {
    public PullBack {
      require("pull_back.months", months, 2, MONTHS_MAX);
      require("pull_back.rise_min", riseMin, 0, 10);
      require("pull_back.deviation_max", deviationMax, 0, 1);
      require("pull_back.commodity_max", commodityMax, 0, 1);
    }
  }

  /// How far budgets are proposed to move.
  ///
  /// @param shareMax of a use case's budget, up or down
  /// @param step of all of it together, that is moved at once
  public record Moves(double shareMax, double step) {
    public Moves {
      require("moves.share_max", shareMax, 0, 1);
      require("moves.step", step, 0.0001, 0.1);
    }
  }

  /// Money kept for experiments.
  ///
  /// @param budget of the rule book, that bounds it
  /// @param experimentsMax at once
  /// @param expires the day from which on nothing more is begun
  public record ReserveTerms(String budget, int experimentsMax, LocalDate expires) {
    public ReserveTerms {
      require("reserve.experiments_max", experimentsMax, 1, 1_000);
    }

    /// Why no further experiment may begin on a day; none = one may.
    ///
    /// @param running experiments by then, those that are scheduled to among them
    public List<String> refusals(int running, LocalDate day) {
      List<String> reasons = new ArrayList<>();
      if (running >= experimentsMax) {
        reasons.add(
            "reserve: at most %d experiments run at once, %d do or will"
                .formatted(experimentsMax, running));
      }
      if (!day.isBefore(expires)) {
        reasons.add(
            "reserve: an experiment begins before it expires, on %s, was %s"
                .formatted(expires, day));
      }
      return List.copyOf(reasons);
    }
  }

  /// What becomes of budgets while a review is not held.
  ///
  /// @param budgets of the rule book
  /// @param from the first month whose review is due
  /// @param dueDays after the month's end
  /// @param steps shares of a budget left after 1, 2 … reviews that were not held; falling
  public record TaperTerms(List<String> budgets, YearMonth from, int dueDays, List<Double> steps) {
    public TaperTerms {
      budgets = List.copyOf(budgets);
      steps = List.copyOf(steps);
      require("taper.due_days", dueDays, 1, 90);
      double before = 1;
      for (double step : steps) {
        require("taper.steps", step, 0, before);
        before = step;
      }
      if (steps.isEmpty() || budgets.isEmpty()) {
        throw new IllegalArgumentException(
            "taper.steps and taper.budgets have one at least, was %s and %s"
                .formatted(steps, budgets));
      }
    }
  }

  private static void require(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "field '%s' is %s to %s, was %s"
              .formatted(field, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
