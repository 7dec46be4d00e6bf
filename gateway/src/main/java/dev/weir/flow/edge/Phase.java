package dev.weir.flow.edge;

import dev.weir.flow.edge.Journey.Trial;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.route.Next;

/// Where the [Attempts] of a call are.
///
/// `Choosing` → `Pacing` (where the target's limits leave no room) → `Reserving` → `Answering` →
/// `Over`; a failure nobody has seen leads from `Answering` to `Waiting`, and from there to
/// `Pacing` or `Reserving`; each leads to `Over`.
sealed interface Phase {
  /// Nothing is held.
  record Choosing() implements Phase {}

  /// It waits for room within the target's limits; nothing is held.
  record Pacing(Trial trial, Estimates estimates) implements Phase {}

  /// The reservation waits to be durable; nothing was sent.
  record Reserving(Trial trial, Estimates estimates, Verdict verdict, Holding holding)
      implements Phase {}

  /// The request was sent, or is being sent.
  record Answering(Trial trial, Relay relay) implements Phase {}

  /// An attempt has failed, and another is to follow.
  ///
  /// @param cancel keeps it from following
  record Waiting(Outcome.Failed last, Next next, Runnable cancel) implements Phase {}

  record Over() implements Phase {}
}
