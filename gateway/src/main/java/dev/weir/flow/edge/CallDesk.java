package dev.weir.flow.edge;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.Tags;
import java.util.function.Consumer;

/// Looks calls up that are not under way at the edge any more. Thread-safe, and never blocks who
/// asks.
@FunctionalInterface
public interface CallDesk {

  /// Knows no call, as nothing is written down.
  CallDesk NONE = (_, told) -> told.accept(new Found.Nothing());

  /// Looks a call up and tells what was found, once; on any thread.
  ///
  /// @param told must not block
  void find(CallId call, Consumer<Found> told);

  /// What is known of a call.
  sealed interface Found {

    /// There is no such call, or nobody has heard of it yet.
    record Nothing() implements Found {}

    /// It cannot be looked up at present.
    record Later(String why) implements Found {}

    /// @param key id of the key it was made with
    record Refused(String key, String kind) implements Found {}

    /// It was admitted.
    ///
    /// @param key id of the key it was made with
    /// @param open whether an attempt is still to be settled: the cost is not all of it
    /// @param attempts those that have ended
    /// @param provider of the last of them; empty without any
    /// @param cost of all of them, corrections included
    /// @param provenance of the one that is known worst: `reported`, `counted`, `estimated`; empty
    ///   where nothing is billed
    /// @param judged what budgets see of the last of them
    record Admitted(
        String key,
        boolean open,
        int attempts,
        String provider,
        String model,
        Total cost,
        String provenance,
        Tags judged)
        implements Found {}
  }
}
