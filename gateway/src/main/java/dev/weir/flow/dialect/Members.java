package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// Reading one member of an object and stepping over the rest.
final class Members {
  private Members() {}

  /// The `type` of an object, or empty; steps over the whole value.
  static String typeOf(JsonCursor cursor) throws JsonFault {
    String type = "";
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return type;
    }
    while (cursor.nextMember()) {
      if (!cursor.name().equals("type")) {
        cursor.skip();
        continue;
      }
      type = AskDraft.shortText(cursor);
    }
    return type;
  }
}
