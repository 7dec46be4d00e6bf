package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;

/// A content block of an answer, or a piece of one. What it does not say is empty.
final class MessagesBlock {
  private static final JsonSlice EMPTY = JsonSlice.quoted("");

  String type = "";
  String id = "";
  String name = "";
  JsonSlice text = EMPTY;
  JsonSlice thinking = EMPTY;
  JsonSlice signature = EMPTY;
  JsonSlice data = EMPTY;
  JsonSlice arguments = EMPTY;

  static MessagesBlock read(JsonCursor cursor) throws JsonFault {
    var block = new MessagesBlock();
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      block.member(cursor.name(), cursor);
    }
    return block;
  }

  void member(String member, JsonCursor cursor) throws JsonFault {
    switch (member) {
      case "type" -> type = cursor.text();
      case "id" -> id = cursor.text();
      case "name" -> name = cursor.text();
      case "text" -> text = string(cursor);
      case "thinking" -> thinking = string(cursor);
      case "signature" -> signature = string(cursor);
      case "data" -> data = string(cursor);
      case "partial_json" -> arguments = string(cursor);
      case "input" -> arguments = input(cursor);
      default -> cursor.skip();
    }
  }

  private static JsonSlice string(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      return cursor.slice();
    }
    cursor.skip();
    return EMPTY;
  }

  /// A stream opens a tool with an object of nothing: its arguments come in pieces.
  private static JsonSlice input(JsonCursor cursor) throws JsonFault {
    JsonSlice input = cursor.slice();
    return input.json().matches("\\{\\s*}") ? EMPTY : input.asString();
  }
}
