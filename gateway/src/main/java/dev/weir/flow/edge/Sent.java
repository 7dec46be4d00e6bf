package dev.weir.flow.edge;

import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Provider;
import java.util.List;

/// One attempt as it is sent.
///
/// @param carried what the target is asked
/// @param estimate the most it can use, as it is sent
/// @param body splices applied
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
record Sent(
    Holding holding,
    Provider provider,
    PriceBook prices,
    Carried carried,
    Estimate estimate,
    List<Splice> splices,
    byte[] body,
    Patience patience) {

  Reserved reserved() {
    return holding.reserved();
  }

  Ask ask() {
    return carried.ask();
  }

  /// What makes of the answer what the caller would have got without Weir.
  AnswerEdit edit() {
    return carried.edit(splices);
  }

  /// How its answer is metered.
  Metering metering() {
    return provider.family().metering(ask().wire());
  }
}
