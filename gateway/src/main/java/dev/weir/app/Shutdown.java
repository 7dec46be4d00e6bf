package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.HttpListener;
import dev.weir.flow.edge.UnderWay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The orderly end of the data plane, the first part to be closed: readiness says no, load
/// balancers get the lead time to move away, new calls are refused, those under way get the grace
/// to finish and their callers to read the answers, and what is left is ended, with a word to its
/// caller, and settled.
final class Shutdown implements AutoCloseable {
  /// After the grace: for callers to be told, and tokens of cut answers to be counted.
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);

  private static final Duration SAID_EVERY = Duration.ofSeconds(5);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

  private final WeirConfig.ShutdownPart limits;
  private final Readiness readiness;
  private final Plane plane;
  private final LongSupplier nanos;
  private final System.Logger log;
  private boolean interrupted;

  /// What is to end.
  record Plane(UnderWay underWay, HttpListener listener) {
    private int calls() {
      return underWay.count();
    }

    private int answers() {
      return underWay.answering();
    }

    /// What runs has longer than the grace, for its last words.
    private void refuseNew(Duration grace) {
      underWay.refuseNew();
      listener.retire(grace.plus(SETTLED_WITHIN));
    }
  }

  Shutdown(
      WeirConfig.ShutdownPart limits,
      Readiness readiness,
      Plane plane,
      LongSupplier nanos,
      System.Logger log) {
    this.limits = limits;
    this.readiness = readiness;
    this.plane = plane;
    this.nanos = nanos;
    this.log = log;
  }

  @Override
  public void close() {
    readiness.notServing(() -> "shutting down: %d calls under way".formatted(plane.calls()));
    say("not ready any more; calls are still taken for " + limits.lead());
    await(limits.lead(), () -> false);
    plane.refuseNew(limits.grace());
    say("new calls are refused; those under way have " + limits.grace());
    await(limits.grace(), () -> plane.calls() == 0 && plane.answers() == 0);
    int left = plane.calls();
    if (left > 0) {
      say("the grace of %s is over: %d calls are ended".formatted(limits.grace(), left));
      plane.underWay.endAll();
      await(SETTLED_WITHIN, () -> plane.calls() == 0);
    }
    sayHowItEnded();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayHowItEnded() {
    int left = plane.calls();
    if (left == 0) {
      int unread = plane.answers();
      say(
          unread == 0
              ? "no call is under way"
              : "no call is under way; %d answers are not read and end torn".formatted(unread));
      return;
    }
    log.log(
        System.Logger.Level.WARNING,
        "shutdown: %d calls could not be settled within %s; they are torn, and the next start"
                .formatted(left, SETTLED_WITHIN)
            + " charges their bound");
  }

  /// Returns when the time is over, or before, when it is done.
  private void await(Duration atMost, BooleanSupplier done) {
    long began = nanos.getAsLong();
    long saidAt = began;
    while (!interrupted && nanos.getAsLong() - began < atMost.toNanos()) {
      if (done.getAsBoolean()) {
        return;
      }
      if (nanos.getAsLong() - saidAt >= SAID_EVERY.toNanos()) {
        saidAt = nanos.getAsLong();
        say("%d answers are being read".formatted(plane.answers()));
      }
      pause();
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOKED_EVERY.toNanos());
    } catch (InterruptedException hurry) {
      interrupted = true;
    }
  }

  private void say(String what) {
    log.log(System.Logger.Level.INFO, "shutdown: %s; under way: %d".formatted(what, plane.calls()));
  }
}
