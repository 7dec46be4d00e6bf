package dev.weir.flow.health;

import dev.weir.flow.rule.Share;
import java.time.Duration;

/// When a target is asked no more, and when again.
///
/// @param window the time over which shares are taken: between one and two of it
/// @param callsMin no share is taken of fewer calls; as many failures in a row open it as well
/// @param errors the share of failed calls that opens it
/// @param slow a call that takes longer to its first token, or to its end if it is no stream, is
///   slow; zero = none is
/// @param slowShare the share of slow calls that opens it
/// @param openFor how long it stays open at first; doubled each time a probe fails
/// @param openForMax how long at most
/// @param probes how many probes in turn must do well to close it
public record CircuitRules(
    Duration window,
    int callsMin,
    Share errors,
    Duration slow,
    Share slowShare,
    Duration openFor,
    Duration openForMax,
    int probes) {
  public static final CircuitRules USUAL =
      new CircuitRules(
          Duration.ofSeconds(10),
          10,
          new Share(500),
          Duration.ZERO,
          new Share(800),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          2);

  public CircuitRules {
    if (!window.isPositive() || !openFor.isPositive() || slow.isNegative()) {
      throw new IllegalArgumentException(
          "a circuit's window and open time must be positive, its slow time not negative, were %s, %s, %s"
              .formatted(window, openFor, slow));
    }
    if (openForMax.compareTo(openFor) < 0) {
      throw new IllegalArgumentException(
          "a circuit's longest open time must not be below its first, was %s below %s"
              .formatted(openForMax, openFor));
    }
    if (callsMin < 1 || callsMin > 10_000 || probes < 1 || probes > 100) {
      throw new IllegalArgumentException(
          "a circuit needs 1 to 10000 calls and 1 to 100 probes, were %d and %d"
              .formatted(callsMin, probes));
    }
    requireShare("errors", errors);
    requireShare("slow", slowShare);
  }

  private static void requireShare(String what, Share share) {
    if (share.thousandths() < 1 || share.thousandths() > 1_000) {
      throw new IllegalArgumentException(
          "a circuit's share of %s must be above 0 and at most 100 %%, was %s"
              .formatted(what, share));
    }
  }

  boolean isSlow(Duration took) {
    return slow.isPositive() && took.compareTo(slow) > 0;
  }

  /// How long it is open after so many failed probes.
  Duration openAfter(int rounds) {
    Duration open = openFor;
    for (int i = 0; i < rounds && open.compareTo(openForMax) < 0; i++) {
      open = open.multipliedBy(2);
    }
    return open.compareTo(openForMax) > 0 ? openForMax : open;
  }
}
