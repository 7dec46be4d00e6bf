package dev.weir.view.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Plays planned calls, each on a virtual thread of its own.
///
/// At most `concurrency` calls are under way, follow-ups in turn behind their call. A call that has
/// to wait for a place, or for a retry, is late by that much: its latency counts from when it was
/// due. Answers of 429 and 503 are tried again after what `retry-after` says, unless that is more
/// than half a minute, up to [#TRIES_MAX] times; every other refusal ends the call.
final class Player {
  static final int TRIES_MAX = 40;

  private static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER_USUAL = Duration.ofMillis(100);

  private final Calls gateway;
  private final Tally tally;
  private final Timepiece time;
  private final Semaphore places;
  private final int triesMax;

  /// Makes one try of a call, and returns when it has ended.
  @FunctionalInterface
  interface Calls {
    /// @param parent id of the call it follows, or empty
    Outcome call(PlannedCall call, String parent) throws InterruptedException;
  }

  /// @param triesMax 1 to [#TRIES_MAX]
  Player(Calls gateway, Tally tally, Timepiece time, int concurrency, int triesMax) {
    this.gateway = gateway;
    this.tally = tally;
    this.time = time;
    this.places = new Semaphore(concurrency);
    this.triesMax = Math.clamp(triesMax, 1, TRIES_MAX);
  }

  /// Returns when every call has ended.
  void play(List<PlannedCall> calls, Pace pace) throws InterruptedException {
    long start = time.nanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (PlannedCall call : calls) {
          long due =
              switch (pace) {
                case Pace.Max _ -> {
                  places.acquire();
                  yield time.nanos();
                }
                case Pace.Times times -> {
                  long at = start + times.dueNanos(call.at());
                  time.sleep(at - time.nanos());
                  places.acquire();
                  yield at;
                }
              };
          threads.execute(() -> make(call, due));
        }
      } catch (InterruptedException stopped) {
        threads.shutdownNow();
        throw stopped;
      }
    }
  }

  private void make(PlannedCall call, long due) {
    try {
      String id = one(call, "", due);
      for (PlannedCall followUp : call.followUps()) {
        if (!id.isEmpty()) {
          one(followUp, id, time.nanos());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /// The call's id, or empty when it was not answered.
  private String one(PlannedCall call, String parent, long due) throws InterruptedException {
    Outcome outcome = gateway.call(call, parent);
    for (int tries = 1; tries < triesMax && isPassing(outcome); tries++) {
      tally.retried();
      time.sleep(pause(outcome, call.row(), tries));
      outcome = gateway.call(call, parent);
    }
    tally.ended(outcome, time.nanos() - due);
    return outcome instanceof Outcome.Answered answered ? answered.callId() : "";
  }

  private static boolean isPassing(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        && refused.isPassing()
        && refused.retryAfter().compareTo(RETRY_AFTER_MAX) <= 0;
  }

  /// What the answer asks for, or a growing pause where it asks for nothing; up to a quarter more,
  /// so that calls refused together do not come back together.
  private static long pause(Outcome outcome, int row, int tries) {
    Duration asked =
        outcome instanceof Outcome.Refused refused ? refused.retryAfter() : Duration.ZERO;
    Duration wait = asked.isZero() ? RETRY_AFTER_USUAL.multipliedBy(tries) : asked;
    return wait.toNanos() + wait.toNanos() * Math.floorMod(row * 31 + tries * 17, 64) / 256;
  }
}
