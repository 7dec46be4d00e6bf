package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;

/// A block of an answer, or a piece of one: each has one member that says what it is. What it does
/// not say is empty.
final class ConverseBlock {
  private static final JsonSlice EMPTY = JsonSlice.quoted("");

  /// Whether it is, or opens, the call of a tool of the caller's.
  boolean tool;

  String id = "";
  String name = "";
  JsonSlice arguments = EMPTY;
  JsonSlice text = EMPTY;
  JsonSlice thought = EMPTY;
  JsonSlice signature = EMPTY;
  JsonSlice redacted = EMPTY;

  void read(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "text" -> text = string(cursor);
        case "toolUse" -> tool(cursor);
        case "reasoningContent" -> reasoning(cursor);
        default -> cursor.skip(); // of one of the provider's own tools
      }
    }
  }

  private void tool(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String type = "";
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "toolUseId" -> id = cursor.text();
        case "name" -> name = cursor.text();
        case "type" -> type = cursor.text();
        case "input" ->
            arguments = cursor.is(Kind.OBJECT) ? cursor.slice().asString() : string(cursor);
        default -> cursor.skip();
      }
    }
    tool = type.isEmpty() || type.equals("tool_use");
  }

  /// In a whole body the text and its signature are one object deeper.
  private void reasoning(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "reasoningText" -> reasoning(cursor);
        case "text" -> thought = string(cursor);
        case "signature" -> signature = string(cursor);
        case "redactedContent" -> redacted = string(cursor);
        default -> cursor.skip();
      }
    }
  }

  private static JsonSlice string(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      return cursor.slice();
    }
    cursor.skip();
    return EMPTY;
  }
}
