package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;

/// Steps through JSON. A request must have its wire's form: what has another is a fault with the
/// member's path, and a member that is null is as one that is not given. In an answer what has
/// another form than expected is passed over.
final class Walk {

  /// Reads the value the cursor stands at, and moves behind it.
  @FunctionalInterface
  interface Member {
    void at(String name, JsonCursor value) throws JsonFault;
  }

  @FunctionalInterface
  interface Element {
    void at(JsonCursor value) throws JsonFault;
  }

  private Walk() {}

  static void members(String path, JsonCursor cursor, Member member) throws JsonFault {
    require(path, cursor, Kind.OBJECT);
    while (cursor.nextMember()) {
      if (!cursor.is(Kind.NULL)) {
        member.at(cursor.name(), cursor);
      }
    }
  }

  static void members(String path, JsonSlice object, Member member) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(object.bytes(), object.from(), object.to())) {
      members(path, cursor, member);
    }
  }

  static void elements(String path, JsonCursor cursor, Element element) throws JsonFault {
    require(path, cursor, Kind.ARRAY);
    while (cursor.nextElement()) {
      element.at(cursor);
    }
  }

  /// Of an answer.
  static void anyMembers(JsonCursor cursor, Member member) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      member.at(cursor.name(), cursor);
    }
  }

  /// Of an answer.
  static void anyElements(JsonCursor cursor, Element element) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      element.at(cursor);
    }
  }

  static JsonSlice string(String path, JsonCursor cursor) throws JsonFault {
    require(path, cursor, Kind.STRING);
    return cursor.slice();
  }

  static String text(String path, JsonCursor cursor) throws JsonFault {
    require(path, cursor, Kind.STRING);
    return cursor.text();
  }

  static JsonSlice object(String path, JsonCursor cursor) throws JsonFault {
    require(path, cursor, Kind.OBJECT);
    return cursor.slice();
  }

  static JsonSlice number(String path, JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.DECIMAL)) {
      require(path, cursor, Kind.INTEGER);
    }
    return cursor.slice();
  }

  static long whole(String path, JsonCursor cursor) throws JsonFault {
    require(path, cursor, Kind.INTEGER);
    return cursor.integer();
  }

  static boolean flag(String path, JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.TRUE)) {
      require(path, cursor, Kind.FALSE);
    }
    return cursor.is(Kind.TRUE);
  }

  private static void require(String path, JsonCursor cursor, Kind kind) throws JsonFault {
    if (!cursor.is(kind)) {
      throw new JsonFault(
          "'%s' must be %s, was %s".formatted(path, kind, cursor.kind()), cursor.start());
    }
  }
}
