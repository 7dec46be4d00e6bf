package dev.weir.flow.edge;

import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Timing;
import java.util.Optional;

/// What one attempt holds from its admission to its end: money in the ledger, and what must be kept
/// until that is settled, its ways and its body. Owned by the call's event loop.
final class Holding {
  private final Settlement settlement;
  private final Reserved reserved;
  private Runnable kept;

  /// The settlement has it, which loses no reservation.
  private boolean ended;

  /// @param ways keeps open where the attempt goes, until it is run
  Holding(Settlement settlement, Reserved reserved, Runnable ways) {
    this.settlement = settlement;
    this.reserved = reserved;
    this.kept = ways;
  }

  Reserved reserved() {
    return reserved;
  }

  /// @param more run, on any thread, when nothing of the attempt is needed any more
  void keep(Runnable more) {
    Runnable before = kept;
    kept =
        () -> {
          more.run();
          before.run();
        };
  }

  /// Ends an attempt the provider bills.
  Optional<Settled> settle(Settlement.Attempted attempted) {
    ended = true;
    return settlement.settle(attempted, kept);
  }

  /// Ends an attempt the provider does not bill.
  void release(int status, Ending ending, String reason, Timing timing) {
    ended = true;
    settlement.release(reserved, status, ending, reason, timing);
    kept.run();
  }

  /// Ends an attempt of which nothing can be said any more, unless it was ended.
  void expire() {
    if (!ended) {
      ended = true;
      settlement.expire(reserved);
      kept.run();
    }
  }
}
