package dev.weir.value.review;

import dev.weir.base.stats.Moments;
import dev.weir.value.evidence.ShownShare;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;

/// What is known of one use case in one month of UTC. Each figure may be unknown, and then says
/// why.
public record MonthFigures(
    YearMonth month, Use use, Cost cost, Benefit benefit, Standing standing) {
  /// The least a grade of evidence leaves.
  public static final double HAIRCUT_MIN = 1e-6;

  /// How much it was used.
  ///
  /// @param users who called in the month
  /// @param eligible users it is meant for
  public record Use(Told<Long> calls, Told<Long> users, Told<Long> eligible) {
    /// How many times as many could use it, 1 at least.
    Told<Double> reach() {
      return switch (users) {
        case Told.Known<Long>(Long active) when active > 0 ->
            eligible.map(all -> Math.max(1, (double) all / active));
        case Told.Known<Long> _ -> Told.unknown("nobody used it in the month");
        case Told.Unknown<Long>(String why) -> Told.unknown(why);
      };
    }
  }

  /// Dollars of the month, not negative.
  ///
  /// @param variable grows with volume: the calls
  /// @param loaded everything, the pools' shares too
  /// @param unattributedShare of all calls' cost that no use case answers for, 0 up to but not 1
  public record Cost(
      Told<BigDecimal> variable, Told<BigDecimal> loaded, Told<Double> unattributedShare) {}

  /// What it brought.
  ///
  /// @param value dollars of each outcome: how many, their mean, their spread
  /// @param newcomers the same of users who called in no month before
  /// @param reported outcomes told ÷ outcomes there should be, above 0, at most 1
  /// @param haircut what the grade of the evidence lets count of an amount before that share, as
  ///   [dev.weir.value.evidence.Counting] has it; above 0, at most 1
  /// @param incremental the share of the value that an experiment has shown to be the AI's
  public record Benefit(
      Told<Moments> value,
      Told<Moments> newcomers,
      Told<Double> reported,
      Told<Double> haircut,
      Told<ShownShare> incremental) {}

  /// What does not follow from cost and value.
  ///
  /// @param quality of outcomes, 0 to 1
  /// @param strategic score, 0 to 1
  /// @param commodity how far others offer the same, 0 to 1
  /// @param baselineUsd what an outcome cost before
  public record Standing(
      Told<Moments> quality,
      Told<Double> strategic,
      Told<Double> commodity,
      Told<BigDecimal> baselineUsd) {}

  public MonthFigures {
    require("cost.variable_usd", cost.variable().map(BigDecimal::doubleValue), 0, 1e15);
    require("cost.loaded_usd", cost.loaded().map(BigDecimal::doubleValue), 0, 1e15);
    require("cost.unattributed_share", cost.unattributedShare(), 0, 0.999_999);
    require("benefit.reported", benefit.reported(), 1e-6, 1);
    require("benefit.haircut", benefit.haircut(), HAIRCUT_MIN, 1);
    require("standing.strategic", standing.strategic(), 0, 1);
    require("standing.commodity", standing.commodity(), 0, 1);
  }

  /// What is not known of what criteria ask, by its name, and why.
  public Map<String, String> unknown() {
    Map<String, String> unknown = new TreeMap<>();
    benefit.newcomers().whyNot().ifPresent(why -> unknown.put("newcomers", why));
    benefit.reported().whyNot().ifPresent(why -> unknown.put("outcomes not told", why));
    benefit.incremental().whyNot().ifPresent(why -> unknown.put("the AI's share", why));
    standing.quality().whyNot().ifPresent(why -> unknown.put("quality", why));
    standing.commodity().whyNot().ifPresent(why -> unknown.put("commodity index", why));
    return unknown;
  }

  private static void require(String field, Told<Double> told, double least, double most) {
    told.known()
        .filter(value -> !(value >= least && value <= most))
        .ifPresent(value -> {
          throw new IllegalArgumentException(
              "%s is %s to %s, was %s".formatted(field, least, most, value));
        });
  }
}
