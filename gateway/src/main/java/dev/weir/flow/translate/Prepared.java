package dev.weir.flow.translate;

import dev.weir.flow.conversation.Loss;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Wire;
import java.util.List;

/// What became of a request on its way to a target.
public sealed interface Prepared {

  /// @param body in the target's wire
  /// @param ask read from that very body
  /// @param dropped what the operator let go of it
  /// @param answer makes the provider's answer the caller's
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  record Translated(byte[] body, Ask ask, List<Loss> dropped, AnswerEdit answer)
      implements Prepared {
    public Translated {
      dropped = List.copyOf(dropped);
    }
  }

  /// @param refused what of it the target cannot carry, at least one
  record NotCarried(List<Loss> refused) implements Prepared {
    public NotCarried {
      refused = List.copyOf(refused);
    }
  }

  /// The request has not the form of its own wire, or would have none that the target's wire
  /// allows.
  record Malformed(String why) implements Prepared {}

  /// Nobody translates between these.
  record Unpaired(Wire from, Wire to) implements Prepared {}
}
