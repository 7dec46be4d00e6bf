package dev.weir.flow.ledger;

import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.rule.Budget;

/// Something a person must be told about money, or about what it is spent on.
public sealed interface Alert {

  /// Settled spend has reached a share of a budget; told once per window.
  record ThresholdPassed(Entry.Alerted entry, Budget budget) implements Alert {}

  /// A provider billed more than was reserved.
  record OverrunSeen(Entry.Overrun entry, CallFacts facts) implements Alert {}

  /// A provider began to answer with another model, which may cost and do otherwise.
  record ModelDrifted(Entry.Drifted entry) implements Seen {}

  /// A key was used at a provider of which the gateway knows nothing; told once per key and day.
  record KeyBypassed(Entry.Bypassed entry) implements Seen {}

  /// Calls for a use case show more than was approved of its scope; told once per part.
  record ScopeGrown(Entry.ScopeGrew entry) implements Seen {}

  /// What was seen of a provider, or of calls, and changes no balance.
  sealed interface Seen extends Alert {
    Entry entry();
  }
}
