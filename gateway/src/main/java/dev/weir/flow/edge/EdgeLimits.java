package dev.weir.flow.edge;

import java.time.Duration;

/// What one call may take.
///
/// @param drain whether a stream whose caller left is read to its end, for its usage; else it is
///   stopped
/// @param drainTime longest time a stream is drained
/// @param drainBytes most bytes drained
/// @param answerTime longest answer; past it the attempt is cut
/// @param answerBytes largest answer that is no stream
public record EdgeLimits(
    boolean drain, Duration drainTime, long drainBytes, Duration answerTime, int answerBytes) {
  public EdgeLimits {
    if (!drainTime.isPositive() || !answerTime.isPositive() || drainBytes < 0 || answerBytes < 1) {
      throw new IllegalArgumentException(
          "edge limits must be positive, were %s, %s, %d bytes, %d bytes"
              .formatted(drainTime, answerTime, drainBytes, answerBytes));
    }
  }
}
