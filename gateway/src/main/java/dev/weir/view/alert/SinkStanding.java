package dev.weir.view.alert;

import java.time.Instant;
import java.util.Optional;

/// How a receiver of alerts does. Counts are since the process started.
///
/// @param name `log`; a webhook's host and a hash of its address, which may hold a secret;
///   `slack/NAME`, `mail/NAME`
/// @param delivered alerts it took
/// @param failed tries it did not take
/// @param waiting alerts raised that it has not taken; at most 1,000 are known at a time, and when
///   those are taken the next are
/// @param oldestWaiting when the first of them was raised
/// @param lastFailure why and when it did not take one
public record SinkStanding(
    String name,
    long delivered,
    long failed,
    int waiting,
    Optional<Instant> oldestWaiting,
    Optional<Failure> lastFailure) {

  /// A try that failed.
  public record Failure(Instant at, String reason) {}
}
