package dev.weir.flow.ledger;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.rule.Rule;
import java.time.Instant;

/// What was settled before a rule began to count.
public interface History {

  /// Everything that ended before a position of the journal, as the rule would have counted it, in
  /// the slices that count at `at`. Blocks until the ledger database has read that far.
  Entry.Armed upTo(long position, Rule rule, Instant at) throws InterruptedException;
}
