package dev.weir.flow.edge;

import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.translate.Prepared;
import java.util.List;
import java.util.Optional;

/// A call as one attempt at a target carries it: as it came, or translated. Every attempt has its
/// own, since the edit of an answer has a state.
///
/// @param ask read from the body
/// @param body no splices applied
/// @param query of the request line, without its `?`
/// @param translation absent where the target speaks the caller's wire
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
record Carried(Ask ask, byte[] body, String query, Optional<Prepared.Translated> translation) {

  static Carried asItCame(Asked asked, String query) {
    return new Carried(asked.ask(), asked.body(), query, Optional.empty());
  }

  static Carried translated(Prepared.Translated prepared) {
    return new Carried(prepared.ask(), prepared.body(), prepared.query(), Optional.of(prepared));
  }

  boolean isTranslated() {
    return translation.isPresent();
  }

  /// The caller's names of what the operator let go of the request.
  List<String> dropped() {
    return translation.map(Prepared.Translated::droppedFields).orElse(List.of());
  }

  /// What makes the answer the caller's.
  ///
  /// @param splices what was done to the body
  AnswerEdit edit(List<Splice> splices) {
    AnswerEdit undoing = AnswerEdit.undoing(splices, MeterLimits.USUAL.eventBytesMax());
    return translation.map(Prepared.Translated::answer).map(undoing::then).orElse(undoing);
  }
}
