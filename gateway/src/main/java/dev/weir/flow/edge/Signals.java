package dev.weir.flow.edge;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.health.Turn;
import dev.weir.flow.refusal.Refusal;

/// Hears what happens at the edge, for metrics and logs; what a listener has no use for, it leaves
/// out, but says itself what becomes of a defect. Called on event loops; must not block.
public interface Signals {

  /// @param recorded false when the journal had no room to say so
  default void refused(CallId call, Refusal refusal, boolean recorded) {}

  /// A request without a known key: nobody's call, so in no ledger.
  ///
  /// @param call the id its answer carries
  default void unknownKey(CallId call) {}

  /// A request that is no call: broken HTTP, a limit of the listener, an unknown route. In no
  /// ledger either.
  ///
  /// @param call the id its answer carries
  default void turnedAway(CallId call, Refusal.Kind kind) {}

  default void ended(Reserved reserved, Entry.Ended ending) {}

  /// A circuit of a target stands otherwise than before.
  default void turned(Turn turn) {}

  /// A defect of Weir.
  void bug(Throwable defect);
}
