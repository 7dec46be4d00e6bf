package dev.weir.flow.route;

import java.time.Duration;

/// What a call may try.
///
/// @param attemptsMax most attempts of one call
/// @param sameTargetMax most of them at one target
/// @param total no attempt begins after this time, and none goes on that its caller has seen
///   nothing of
/// @param firstToken longest time to a stream's first token while another target is left; zero = no
///   limit of its own
/// @param backoff longest wait before the first second try at a target
/// @param backoffMax longest wait before any, unless the provider asked for a longer one
/// @param hold whether a stream's head and first frames wait for its first token while another
///   target is left
public record RetryRules(
    int attemptsMax,
    int sameTargetMax,
    Duration total,
    Duration firstToken,
    Duration backoff,
    Duration backoffMax,
    boolean hold) {
  public static final RetryRules USUAL =
      new RetryRules(
          4,
          2,
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          true);

  /// One attempt.
  public static final RetryRules ONCE = USUAL.atOneTarget(1);

  public RetryRules {
    if (attemptsMax < 1 || attemptsMax > 20 || sameTargetMax < 1 || sameTargetMax > attemptsMax) {
      throw new IllegalArgumentException(
          "attempts must be 1 to 20, at one target 1 to as many, were %d and %d"
              .formatted(attemptsMax, sameTargetMax));
    }
    if (!total.isPositive() || firstToken.isNegative() || backoff.isNegative()) {
      throw new IllegalArgumentException(
          "total must be positive, first token and backoff not negative, were %s, %s, %s"
              .formatted(total, firstToken, backoff));
    }
    if (backoffMax.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "the longest backoff must not be below the first, was %s below %s"
              .formatted(backoffMax, backoff));
    }
  }

  /// The same for a plan of one target.
  public RetryRules atOneTarget(int attempts) {
    return new RetryRules(attempts, attempts, total, firstToken, backoff, backoffMax, hold);
  }
}
