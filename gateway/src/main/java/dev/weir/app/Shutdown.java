package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.HttpListener;
import dev.weir.flow.edge.UnderWay;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
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
  private final Time time;
  private final System.Logger log;
  private boolean interrupted;

  /// What is to end.
  ///
  /// @param calls that are not in the journal to their end
  /// @param answers that their callers have not read to their end
  /// @param refuseNew takes no new call from now on; given the longest time for what runs
  /// @param endAll tells what runs to end; returns at once
  record Plane(
      IntSupplier calls, IntSupplier answers, Consumer<Duration> refuseNew, Runnable endAll) {
    static Plane of(UnderWay underWay, HttpListener listener) {
      return new Plane(
          underWay::count,
          underWay::answering,
          within -> {
            underWay.refuseNew();
            listener.retire(within);
          },
          underWay::endAll);
    }
  }

  /// How time passes.
  ///
  /// @param nanos since some moment
  record Time(LongSupplier nanos, Pause pause) {
    static final Time REAL = new Time(System::nanoTime, Thread::sleep);
  }

  /// Lets about so much time pass.
  @FunctionalInterface
  interface Pause {
    void about(Duration length) throws InterruptedException;
  }

  Shutdown(
      WeirConfig.ShutdownPart limits,
      Readiness readiness,
      Plane plane,
      Time time,
      System.Logger log) {
    this.limits = limits;
    this.readiness = readiness;
    this.plane = plane;
    this.time = time;
    this.log = log;
  }

  @Override
  public void close() {
    readiness.notServing(() -> "shutting down: %d calls under way".formatted(calls()));
    say("not ready any more; calls are still taken for " + limits.lead());
    await(limits.lead(), () -> false);
    // What runs has longer than the grace, for its last words.
    plane.refuseNew.accept(limits.grace().plus(SETTLED_WITHIN));
    say("new calls are refused; those under way have " + limits.grace());
    await(limits.grace(), () -> calls() == 0 && answers() == 0);
    int left = calls();
    if (left > 0) {
      say("the grace of %s is over: %d calls are ended".formatted(limits.grace(), left));
      plane.endAll.run();
      await(SETTLED_WITHIN, () -> calls() == 0);
    }
    sayHowItEnded();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int calls() {
    return plane.calls.getAsInt();
  }

  private int answers() {
    return plane.answers.getAsInt();
  }

  private void sayHowItEnded() {
    int left = calls();
    if (left == 0) {
      int unread = answers();
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
    long began = now();
    long saidAt = began;
    while (!interrupted && now() - began < atMost.toNanos()) {
      if (done.getAsBoolean()) {
        return;
      }
      if (now() - saidAt >= SAID_EVERY.toNanos()) {
        saidAt = now();
        say("%d answers are being read".formatted(answers()));
      }
      pause();
    }
  }

  private long now() {
    return time.nanos.getAsLong();
  }

  private void pause() {
    try {
      time.pause.about(LOOKED_EVERY);
    } catch (InterruptedException hurry) {
      interrupted = true;
    }
  }

  private void say(String what) {
    log.log(System.Logger.Level.INFO, "shutdown: %s; under way: %d".formatted(what, calls()));
  }
}
