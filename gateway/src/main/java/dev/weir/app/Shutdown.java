package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.flow.edge.UnderWay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The orderly end of the data plane, the first part to be closed: readiness says no, load
/// balancers get the lead time to move away, new calls are refused, those under way get the grace
/// to finish, and what is left is ended, with a word to its caller, and settled.
final class Shutdown implements AutoCloseable {
  /// After the grace: for callers to be told, and tokens of cut answers to be counted.
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);

  private static final Duration SAID_EVERY = Duration.ofSeconds(5);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(20);

  private final WeirConfig.ShutdownPart limits;
  private final Readiness readiness;
  private final UnderWay underWay;
  private final LongSupplier nanos;
  private final System.Logger log;
  private boolean interrupted;

  Shutdown(
      WeirConfig.ShutdownPart limits,
      Readiness readiness,
      UnderWay underWay,
      LongSupplier nanos,
      System.Logger log) {
    this.limits = limits;
    this.readiness = readiness;
    this.underWay = underWay;
    this.nanos = nanos;
    this.log = log;
  }

  @Override
  public void close() {
    readiness.notServing(() -> "shutting down: %d calls under way".formatted(underWay.count()));
    say("not ready any more; calls are still taken for " + limits.lead());
    await(limits.lead(), false);
    underWay.refuseNew();
    say("new calls are refused; those under way have " + limits.grace());
    await(limits.grace(), true);
    int left = underWay.count();
    if (left > 0) {
      say("the grace of %s is over: %d calls are ended".formatted(limits.grace(), left));
      underWay.endAll();
      await(SETTLED_WITHIN, true);
    }
    sayHowItEnded();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayHowItEnded() {
    int left = underWay.count();
    if (left == 0) {
      say("no call is under way");
      return;
    }
    log.log(
        System.Logger.Level.WARNING,
        "shutdown: %d calls could not be settled within %s; they are torn, and the next start"
                .formatted(left, SETTLED_WITHIN)
            + " charges their bound");
  }

  /// Returns when the time is over, or when no call is under way, if that ends the wait.
  private void await(Duration atMost, boolean untilNone) {
    long began = nanos.getAsLong();
    long saidAt = began;
    while (!interrupted && nanos.getAsLong() - began < atMost.toNanos()) {
      int running = underWay.count();
      if (untilNone && running == 0) {
        return;
      }
      if (nanos.getAsLong() - saidAt >= SAID_EVERY.toNanos()) {
        saidAt = nanos.getAsLong();
        say("%d calls under way".formatted(running));
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
    log.log(
        System.Logger.Level.INFO, "shutdown: %s; under way: %d".formatted(what, underWay.count()));
  }
}
