package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.Wire;
import java.util.Optional;

/// An element of `reasoning_details`, OpenRouter's extension of chat by which a thought comes back
/// with its seal: `reasoning.text` with `text` and `signature`, `reasoning.summary` with `summary`,
/// `reasoning.encrypted` with `data`.
final class ReasoningDetail {
  static final JsonSlice NO_TEXT = JsonSlice.of("\"\"");

  private JsonSlice text = NO_TEXT;
  private JsonSlice seal = NO_TEXT;

  /// Members of any other name only describe these: `format`, `id`, `index`, `type`.
  void member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "text", "summary" -> text = stringOr(text, cursor);
      case "signature", "data" -> seal = stringOr(seal, cursor);
      default -> cursor.skip();
    }
  }

  private static JsonSlice stringOr(JsonSlice other, JsonCursor cursor) throws JsonFault {
    JsonSlice value = cursor.slice();
    return value.isString() ? value : other;
  }

  JsonSlice text() {
    return text;
  }

  Optional<Seal> seal() {
    return seal.isEmptyString() ? Optional.empty() : Optional.of(Seal.of(seal, Wire.OPENAI_CHAT));
  }

  /// None if it says nothing.
  Optional<Part> thought() {
    return text.isEmptyString() && seal.isEmptyString()
        ? Optional.empty()
        : Optional.of(new Part.Thought(text, seal()));
  }

  /// An element of an array.
  static void write(JsonSlice text, String seal, JsonOutput out) {
    out.object();
    if (text.isEmptyString()) {
      out.text("type", "reasoning.encrypted").text("data", seal);
    } else {
      out.text("type", "reasoning.text").value("text", text).text("signature", seal);
    }
    out.endObject();
  }
}
