package dev.weir.flow.route;

import java.time.Duration;

/// What follows a failed attempt, by its fault. Pure.
public final class Retry {
  private Retry() {}

  /// Attempts of a call so far.
  ///
  /// @param inAll all of them
  /// @param here those at the target that failed last
  public record Tries(int inAll, int here) {}

  /// What a call has left.
  ///
  /// @param another whether a target is left that was not tried
  /// @param again whether the target that failed may be asked once more, as far as others' retries
  ///   leave it to
  /// @param time until its end
  public record Left(boolean another, boolean again, Duration time) {}

  /// @param draw from 0 to 1, each value equally likely
  public static Next next(Fault fault, Tries tries, RetryRules rules, Left left, double draw) {
    if (tries.inAll() >= rules.attemptsMax() || !left.time().isPositive()) {
      return new Next.Give();
    }
    return switch (fault.kind()) {
      case UNREACHABLE, LIMITED ->
          left.another() ? new Next.Onward() : again(fault, tries, rules, left, draw);
      case GOING_AWAY ->
          left.again() && tries.here() < rules.sameTargetMax()
              ? new Next.Again(Duration.ZERO)
              : left.another() ? new Next.Onward() : new Next.Give();
      case OVERLOADED, SERVER -> {
        Next again = again(fault, tries, rules, left, draw);
        boolean soon = again instanceof Next.Again wait && isSoon(wait, rules);
        yield left.another() && !soon ? new Next.Onward() : again;
      }
      case PACED,
          RESET,
          SILENT_HEAD,
          SLOW_START,
          CUT,
          SILENT,
          EMPTY,
          WRONG_TYPE,
          MALFORMED,
          LATE,
          CREDENTIAL ->
          left.another() ? new Next.Onward() : new Next.Give();
      case TOO_LONG -> left.another() ? new Next.Wider() : new Next.Give();
      case TOO_LARGE, NO_ROOM, ENDING, CONTENT, CALLER -> new Next.Give();
    };
  }

  private static Next again(Fault fault, Tries tries, RetryRules rules, Left left, double draw) {
    Duration after = wait(fault, tries, rules, draw);
    boolean may =
        left.again() && tries.here() < rules.sameTargetMax() && after.compareTo(left.time()) < 0;
    return may ? new Next.Again(after) : new Next.Give();
  }

  /// A provider that asks for a longer time than Weir would ever wait of itself has another target
  /// tried first.
  private static boolean isSoon(Next.Again again, RetryRules rules) {
    return again.after().compareTo(rules.backoffMax()) <= 0;
  }

  /// What the provider asked for; else between half and all of a time that doubles with each try.
  private static Duration wait(Fault fault, Tries tries, RetryRules rules, double draw) {
    long most = rules.backoff().toNanos();
    for (int i = 1; i < tries.here() && most < rules.backoffMax().toNanos(); i++) {
      most *= 2;
    }
    most = Math.min(most, rules.backoffMax().toNanos());
    Duration own = Duration.ofNanos((long) (most * (0.5 + draw / 2)));
    return fault.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
  }
}
