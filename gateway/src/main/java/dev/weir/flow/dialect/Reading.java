package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// Reads the value the cursor stands at, and moves behind it. What has another form than the wire
/// says is passed over.
///
/// A reader of frames keeps the ones that it needs for each in fields, so that none is made then.
@FunctionalInterface
interface Reading {
  void on(JsonCursor cursor) throws JsonFault;

  /// Reads each member of a whole body.
  ///
  /// @return false if the bytes are no JSON object
  static boolean body(byte[] json, int from, int to, Reading member) {
    try (JsonCursor cursor = JsonCursor.over(json, from, to)) {
      if (!cursor.is(Kind.OBJECT)) {
        return false;
      }
      while (cursor.nextMember()) {
        member.on(cursor);
      }
      return true;
    } catch (JsonFault fault) {
      return false;
    }
  }

  /// Reads each member of an object.
  static void members(JsonCursor cursor, Reading member) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      member.on(cursor);
    }
  }

  /// Reads each object of an array.
  static void objects(JsonCursor cursor, Reading object) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      if (cursor.is(Kind.OBJECT)) {
        object.on(cursor);
      } else {
        cursor.skip();
      }
    }
  }
}
