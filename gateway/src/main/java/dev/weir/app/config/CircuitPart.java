package dev.weir.app.config;

import java.time.Duration;

/// When a target of a route is not asked for a while.
public record CircuitPart(
    @Meaning("the time shares are taken over, between one and two of it") Duration window,
    @Meaning("no share is taken of fewer calls; as many failures in a row are enough by themselves")
        int calls,
    @Meaning("share of failed calls from which it is not asked") double errors,
    @Meaning(
            "a call that takes longer to its first token, or to its end if it is no stream, is"
                + " slow; 0 = none is")
        Duration slow,
    @Meaning("share of slow calls from which it is not asked") double slowShare,
    @Meaning("how long it is not asked at first; doubled each time a probe fails") Duration openFor,
    @Meaning("how long at most") Duration openForMax,
    @Meaning("so many probes in turn must do well until it is asked as before") int probes) {
  public static final CircuitPart DEFAULT =
      new CircuitPart(
          Duration.ofSeconds(10),
          10,
          0.5,
          Duration.ZERO,
          0.8,
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          2);

  public CircuitPart {
    Require.positive("routing.circuit.window", window);
    Require.between("routing.circuit.calls", calls, 1, 10_000);
    requireShare("routing.circuit.errors", errors);
    Require.notNegative("routing.circuit.slow", slow);
    requireShare("routing.circuit.slow_share", slowShare);
    Require.positive("routing.circuit.open_for", openFor);
    Require.between("routing.circuit.probes", probes, 1, 100);
    if (openForMax.compareTo(openFor) < 0) {
      throw new IllegalArgumentException(
          "routing.circuit.open_for_max must not be below routing.circuit.open_for, was %s below %s"
              .formatted(Durations.format(openForMax), Durations.format(openFor)));
    }
  }

  private static void requireShare(String key, double share) {
    if (!(share >= 0.001 && share <= 1)) {
      throw new IllegalArgumentException(
          "%s must be above 0 and at most 1, was %s".formatted(key, share));
    }
  }
}
