package dev.weir.flow.translate;

import dev.weir.flow.conversation.Loss;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Wire;
import java.util.List;
import java.util.stream.Collectors;

/// What became of a request on its way to a target.
public sealed interface Prepared {

  /// @param body in the target's wire
  /// @param query of the request line, without its `?`
  /// @param ask read from that very body
  /// @param dropped what the operator let go of it
  /// @param answer makes the provider's answer the caller's
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  record Translated(byte[] body, String query, Ask ask, List<Loss> dropped, AnswerEdit answer)
      implements Prepared {
    public Translated {
      dropped = List.copyOf(dropped);
    }

    /// The fields that were let go, each once.
    public List<String> droppedFields() {
      return dropped.stream().map(Loss::field).distinct().toList();
    }
  }

  /// @param refused what of it the target cannot carry, at least one; of many the first
  /// @param more how many there are besides
  record NotCarried(List<Loss> refused, int more) implements Prepared {
    public NotCarried {
      refused = List.copyOf(refused);
    }

    /// Names each field, where it is and why it cannot be carried.
    public String why() {
      String said =
          refused.stream().map(NotCarried::said).distinct().collect(Collectors.joining("; "));
      return more == 0 ? said : "%s; and %d more".formatted(said, more);
    }

    private static String said(Loss loss) {
      return loss.turn() < 0
          ? "`%s`: %s".formatted(loss.field(), loss.why())
          : "`%s` (turn %d): %s".formatted(loss.field(), loss.turn(), loss.why());
    }
  }

  /// The request has not the form of its own wire, or would have none that the target's wire
  /// allows.
  record Malformed(String why) implements Prepared {}

  /// Nobody translates between these.
  record Unpaired(Wire from, Wire to) implements Prepared {}
}
