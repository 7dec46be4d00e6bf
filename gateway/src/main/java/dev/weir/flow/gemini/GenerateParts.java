package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parts of one turn being read. A thought that came in pieces is one, closed by its seal; a
/// seal beside anything but a thought or a call stands for a thought that is not shown.
final class GenerateParts {
  private static final JsonSlice EMPTY = JsonSlice.quoted("");

  private final List<Part> list = new ArrayList<>();

  /// One part: its members may come in any order.
  static final class Draft {
    Optional<JsonSlice> text = Optional.empty();
    boolean thought;
    Optional<Seal> seal = Optional.empty();
    Optional<Part.ToolCall> call = Optional.empty();

    /// A file, or a tool's result.
    Optional<Part> part = Optional.empty();
  }

  List<Part> list() {
    return list;
  }

  void add(Draft draft) {
    if (draft.call.isPresent()) {
      Part.ToolCall call = draft.call.get();
      list.add(new Part.ToolCall(call.id(), call.name(), call.arguments(), draft.seal));
      return;
    }
    draft.part.ifPresent(list::add);
    JsonSlice text = draft.text.orElse(EMPTY);
    if (draft.thought) {
      thought(text, draft.seal);
      return;
    }
    if (!text.isEmptyString()) {
      list.add(new Part.Text(text, false));
    }
    draft.seal.ifPresent(_ -> thought(EMPTY, draft.seal));
  }

  private void thought(JsonSlice text, Optional<Seal> seal) {
    if (!list.isEmpty()
        && list.getLast() instanceof Part.Thought(JsonSlice before, Optional<Seal> closed)
        && closed.isEmpty()) {
      list.removeLast();
      list.add(new Part.Thought(joined(before, text), seal));
    } else if (!text.isEmptyString() || seal.isPresent()) {
      list.add(new Part.Thought(text, seal));
    }
  }

  private static JsonSlice joined(JsonSlice one, JsonSlice other) {
    String rest = other.json().substring(1);
    String begin = one.json();
    return JsonSlice.of(begin.substring(0, begin.length() - 1) + rest);
  }
}
