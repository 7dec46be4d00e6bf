package dev.weir.view.report;

import java.util.OptionalDouble;

/// How fast settled attempts were answered. Percentiles are interpolated between neighbours;
/// docs/reports.md defines each.
///
/// @param streams those with a first token, of which the first three and the rates are
/// @param outputPerSecond output tokens, reasoning included, a second; of a speed the bad end is
///   the low one
/// @param completionPerSecond the same without reasoning
public record Speeds(
    long attempts,
    long streams,
    Spread firstToken,
    Spread firstCompletion,
    Spread frameGap,
    Pace outputPerSecond,
    Pace completionPerSecond,
    Spread queue,
    Spread admit,
    Spread connect,
    Spread total) {

  static final Speeds NONE =
      new Speeds(
          0,
          0,
          Spread.NONE,
          Spread.NONE,
          Spread.NONE,
          Pace.NONE,
          Pace.NONE,
          Spread.NONE,
          Spread.NONE,
          Spread.NONE,
          Spread.NONE);

  /// Milliseconds; absent where there was nothing to measure.
  public record Spread(OptionalDouble p50, OptionalDouble p95) {
    static final Spread NONE = new Spread(OptionalDouble.empty(), OptionalDouble.empty());
  }

  /// Tokens a second.
  ///
  /// @param p5 19 in 20 were at least as fast
  public record Pace(OptionalDouble p50, OptionalDouble p5) {
    static final Pace NONE = new Pace(OptionalDouble.empty(), OptionalDouble.empty());
  }
}
