package dev.weir.flow.meter;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.Set;
import java.util.function.Consumer;

/// Walks a request's body for the texts that become input tokens.
final class PromptText {
  private static final Set<String> PROMPT =
      Set.of(
          "messages",
          "system",
          "prompt",
          "input",
          "instructions",
          "contents",
          "content",
          "requests",
          "systemInstruction",
          "system_instruction");
  private static final Set<String> DECLARATIONS =
      Set.of("tools", "functions", "response_format", "text");

  /// Members that carry packed content or name things; their text is no prompt.
  private static final Set<String> NO_TEXT =
      Set.of(
          "type",
          "id",
          "image_url",
          "data",
          "url",
          "file_id",
          "media_type",
          "mimeType",
          "mime_type",
          "thoughtSignature",
          "call_id",
          "tool_call_id");

  /// Members that hold what a model thought: whether that becomes input again is the provider's
  /// choice.
  private static final Set<String> THOUGHTS = Set.of("summary", "encrypted_content");

  private final Consumer<String> pieces;
  private long tokens;
  private boolean declares;

  private PromptText(Consumer<String> pieces) {
    this.pieces = pieces;
  }

  /// Gives each text to `pieces`.
  static PromptText walk(byte[] body, Consumer<String> pieces) throws JsonFault {
    var prompt = new PromptText(pieces);
    try (JsonCursor cursor = JsonCursor.over(body)) {
      while (cursor.nextMember()) {
        String name = cursor.name();
        if (PROMPT.contains(name)) {
          prompt.value(cursor);
        } else if (DECLARATIONS.contains(name) && !cursor.is(Kind.NULL)) {
          prompt.declares = true;
          prompt.value(cursor);
        } else {
          cursor.skip();
        }
      }
    }
    return prompt;
  }

  /// Tokens that the body gives as such.
  long tokens() {
    return tokens;
  }

  /// True if tools or a schema are declared, or thoughts given back: how they become tokens is not
  /// documented.
  boolean declares() {
    return declares;
  }

  private void value(JsonCursor cursor) throws JsonFault {
    switch (cursor.kind()) {
      case STRING -> pieces.accept(cursor.text());
      case INTEGER -> tokens++;
      case ARRAY -> {
        while (cursor.nextElement()) {
          value(cursor);
        }
      }
      case OBJECT -> {
        while (cursor.nextMember()) {
          if (THOUGHTS.contains(cursor.name())) {
            declares = true;
            cursor.skip();
          } else if (NO_TEXT.contains(cursor.name())) {
            cursor.skip();
          } else {
            value(cursor);
          }
        }
      }
      case DECIMAL, TRUE, FALSE, NULL -> cursor.skip();
    }
  }
}
