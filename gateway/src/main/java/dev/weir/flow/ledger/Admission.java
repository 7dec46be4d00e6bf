package dev.weir.flow.ledger;

import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.refusal.Refusal;

/// What the ledger answers to a proposal.
public sealed interface Admission {

  /// What the attempt may cost is held; it may be sent when the reservation is durable.
  record Admitted(Reserved reserved, Verdict verdict) implements Admission {}

  /// It may not be sent.
  ///
  /// @param recorded whether the journal had room to say so
  record Refused(Refusal refusal, boolean recorded) implements Admission {}
}
