package dev.weir.app;

import dev.weir.flow.edge.Deferred;
import dev.weir.flow.projection.EndedAttempts;
import dev.weir.flow.projection.EndedAttempts.DeferredAttempt;
import dev.weir.flow.projection.LedgerLoader;
import java.time.Duration;
import java.time.InstantSource;

/// The answers that went on when the gateway was started, from the ledger database.
///
/// @param until the journal's end at the start: from there on the data plane knows them itself
record Recalled(LedgerLoader loader, EndedAttempts ended, long until, InstantSource clock) {
  /// As long as providers keep answers.
  private static final Duration KEPT = Duration.ofDays(30);

  private static final Duration PATIENCE = Duration.ofHours(1);

  /// Blocks until the database has been brought up to the start. One that is not within an hour
  /// shows in `/readyz`, and its answers are known after the next start.
  void into(Deferred deferred) throws InterruptedException {
    if (loader.awaitLoaded(until, PATIENCE)) {
      for (DeferredAttempt each : ended.deferred(clock.instant().minus(KEPT))) {
        deferred.begun(
            new Deferred.Begun(
                each.id(), each.route(), each.key(), each.provider(), each.response()),
            each.corrected());
      }
    }
  }
}
