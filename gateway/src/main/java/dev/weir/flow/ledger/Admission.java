package dev.weir.flow.ledger;

import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.journal.Appended;
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

  /// Why a call may not be sent whose reservation the journal does not take.
  static Refusal noRoom(Appended.Refused refused) {
    return switch (refused.reason()) {
      case INBOX_FULL -> Refusal.of(Refusal.Kind.OVERLOADED, refused.message());
      case NO_ROOM, STOPPED -> Refusal.of(Refusal.Kind.JOURNAL_FULL, refused.message());
      case TOO_LARGE -> Refusal.of(Refusal.Kind.BODY_INVALID, refused.message());
    };
  }
}
