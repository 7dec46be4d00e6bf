package dev.weir.base.http;

import java.time.Duration;

/// A coarse clock for what clients owe, stepped by one timer per loop: no connection has a timer of
/// its own, and noting that a client did something costs a field. Confined to its loop.
final class Watch {
  private static final int STEPS = 4;

  private final Duration step;
  private final long idleSteps;
  private final long headSteps;
  private final long bodySteps;
  private long now;

  Watch(Patience patience) {
    this.step = patience.shortest().dividedBy(STEPS);
    this.idleSteps = steps(patience.idle());
    this.headSteps = steps(patience.head());
    this.bodySteps = steps(patience.body());
  }

  /// As many as are never shorter than the time, wherever in a step it begins.
  private long steps(Duration time) {
    return Math.ceilDiv(time.toNanos(), step.toNanos()) + 1;
  }

  Duration step() {
    return step;
  }

  void advance() {
    now++;
  }

  long now() {
    return now;
  }

  boolean idlePassed(long since) {
    return now - since >= idleSteps;
  }

  boolean headPassed(long since) {
    return now - since >= headSteps;
  }

  boolean bodyPassed(long since) {
    return now - since >= bodySteps;
  }
}
