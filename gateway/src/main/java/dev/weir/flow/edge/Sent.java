package dev.weir.flow.edge;

import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Provider;
import java.util.List;
import java.util.Optional;

/// One attempt as it is sent.
///
/// @param estimate the most it can use, as it is sent
/// @param body splices applied
/// @param operation what it is, where its wire is no known one
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
record Sent(
    Holding holding,
    Provider provider,
    PriceBook prices,
    Ask ask,
    Estimate estimate,
    List<Splice> splices,
    byte[] body,
    Patience patience,
    Optional<Operation> operation) {

  Reserved reserved() {
    return holding.reserved();
  }

  /// What takes out of the answer what a splice brought into it.
  AnswerEdit edit() {
    return AnswerEdit.undoing(splices, MeterLimits.USUAL.eventBytesMax());
  }

  /// How its answer is metered.
  Metering metering() {
    return operation
        .map(own -> new Metering(own.wire(), own.usage()))
        .orElseGet(() -> provider.family().metering(ask.wire()));
  }
}
