package dev.weir.value.opportunity;

import java.util.Optional;

/// What a use case would have brought in a month by the calls that its limits refused.
///
/// Each call is taken to bring what the month's calls brought on average, of which only the part
/// counts that its evidence lets. Refused calls that are the same user's within the same hour may
/// be one call tried again: the least counts them once, the most each.
///
/// @param valuePerUsd what a dollar of one more call brings; absent where too few were served
/// @param usd missed in the month; only where it is [Verdict#MISSED]
public record MissedUpside(
    Throttled throttled, Verdict verdict, Optional<Range> valuePerUsd, Optional<Range> usd) {
  /// Served calls below which no call's worth is told.
  public static final int SERVED_MIN = 30;

  public enum Verdict {
    /// Even at its least a dollar more beats the hurdle.
    MISSED,
    /// Even at its most it does not.
    BELOW_HURDLE,
    NOT_ENOUGH_EVIDENCE
  }

  /// @param low at P10
  /// @param middle at P50
  /// @param high at P90
  public record Range(double low, double middle, double high) {}

  /// What limits refused of a use case in a month.
  ///
  /// @param served calls that were not
  /// @param costUsd of those
  /// @param refused calls
  /// @param refusedLeast of them, each user's of an hour once
  public record Throttled(
      String useCase, long served, double costUsd, long refused, long refusedLeast) {}

  /// @param benefit a month, as far as it counts; absent where the opportunity has no figure
  /// @param hurdle what a dollar has to bring
  public static MissedUpside of(Throttled throttled, Optional<Spread> benefit, double hurdle) {
    if (!(hurdle >= 0 && hurdle <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "parameter 'hurdle' is finite and not negative, was " + hurdle);
    }
    if (benefit.isEmpty() || throttled.served() < SERVED_MIN || !(throttled.costUsd() > 0)) {
      return new MissedUpside(
          throttled, Verdict.NOT_ENOUGH_EVIDENCE, Optional.empty(), Optional.empty());
    }
    Spread of = benefit.get();
    double cost = throttled.costUsd();
    Range perUsd = new Range(of.p10() / cost, of.p50() / cost, of.p90() / cost);
    if (perUsd.low() > hurdle) {
      double served = throttled.served();
      double least = throttled.refusedLeast();
      return new MissedUpside(
          throttled,
          Verdict.MISSED,
          Optional.of(perUsd),
          Optional.of(
              new Range(
                  least * (of.p10() - cost) / served,
                  least * (of.p50() - cost) / served,
                  throttled.refused() * (of.p90() - cost) / served)));
    }
    return new MissedUpside(
        throttled,
        perUsd.high() <= hurdle ? Verdict.BELOW_HURDLE : Verdict.NOT_ENOUGH_EVIDENCE,
        Optional.of(perUsd),
        Optional.empty());
  }
}
