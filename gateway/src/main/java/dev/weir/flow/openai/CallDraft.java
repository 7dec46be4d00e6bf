package dev.weir.flow.openai;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Seal;
import java.util.Optional;

/// A call of a tool being read. Owned by one reading.
final class CallDraft {
  private static final JsonSlice NONE = JsonSlice.of("{}");

  String id = "";
  String name = "";
  JsonSlice arguments = JsonSlice.of("\"\"");
  Optional<Seal> seal = Optional.empty();

  /// @param path of the arguments, for one whose text is no object
  Part part(String path, int turn, RequestDraft draft) {
    JsonSlice object = arguments.isEmptyString() ? NONE : arguments.unquoted();
    if (!object.isObject()) {
      draft.losses.lost(path, turn, "arguments are an object, these are none");
      object = NONE;
    }
    return new Part.ToolCall(id, name, object, seal);
  }
}
