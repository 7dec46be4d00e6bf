package dev.weir.exchange.focus;

import dev.weir.flow.agreement.DueKind;
import java.time.Instant;
import java.time.YearMonth;

/// A charge that was split: what an agreement came to within an hour or day. No row has it; its
/// parts add up to it.
///
/// @param what `capacity`, of which a part may be unused, or the code of a kind of due
/// @param start of the hour or day
/// @param billed the month it is billed in
/// @param afterClosing whether it corrects a period that was closed before
record Origin(
    String agreement, String what, Instant start, YearMonth billed, boolean afterClosing) {

  static Origin of(Charged due, DueKind kind) {
    boolean capacity = kind == DueKind.CAPACITY_USED || kind == DueKind.CAPACITY_UNUSED;
    return new Origin(
        due.basis().agreementName(),
        capacity ? "capacity" : kind.code(),
        due.start(),
        due.billed(),
        due.afterClosing());
  }

  /// `azure-ptu/capacity/2026-10-03T00:00:00Z`; of a correction with the month it is billed in.
  String id() {
    String id = "%s/%s/%s".formatted(agreement, what, start);
    return afterClosing ? id + "/" + billed : id;
  }
}
