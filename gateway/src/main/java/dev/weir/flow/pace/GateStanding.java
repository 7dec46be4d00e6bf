package dev.weir.flow.pace;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How it stands with the models that share a limit.
///
/// @param gate `provider/model`, or the limit's models
/// @param underWay calls that have passed and have not left
/// @param waiting calls in the line
/// @param most how many can be under way at once for good; nothing if no limit is known
/// @param closedFor how long the provider asks to be left alone
/// @param left by what is limited
public record GateStanding(
    String gate,
    int underWay,
    int waiting,
    Optional<Most> most,
    Duration closedFor,
    Map<Quantity, Left> left) {

  /// A ceiling of concurrency.
  ///
  /// @param by what sets it: `concurrency` as configured, `refusals` that taught it, or the code of
  ///   a quantity whose limit does, at the calls there were
  public record Most(double calls, String by) {}

  /// Of a limit by the time.
  ///
  /// @param limit at most at once
  /// @param now what is left of that
  /// @param perMinute what comes back in a minute
  public record Left(long limit, long now, double perMinute) {}
}
