package dev.weir.flow.route;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// Values of a route's form, each of the kind it must be.
final class Members {
  private Members() {}

  static String text(JsonCursor cursor) throws JsonFault {
    require(cursor, Kind.STRING, "'" + cursor.name() + "'");
    return cursor.text();
  }

  static boolean flag(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.TRUE) && !cursor.is(Kind.FALSE)) {
      throw new JsonFault(
          "'%s' must be true or false, was %s".formatted(cursor.name(), cursor.kind()),
          cursor.start());
    }
    return cursor.is(Kind.TRUE);
  }

  /// A whole number, from 0 on.
  static long number(JsonCursor cursor) throws JsonFault {
    String name = cursor.name();
    int at = cursor.start();
    require(cursor, Kind.INTEGER, "'" + name + "'");
    long number = cursor.integer();
    if (number < 0) {
      throw new JsonFault("'%s' must be a whole number from 0 on".formatted(name), at);
    }
    return number;
  }

  static void require(JsonCursor cursor, Kind kind, String what) throws JsonFault {
    if (!cursor.is(kind)) {
      throw new JsonFault(
          "%s must be of kind %s, was %s".formatted(what, kind, cursor.kind()), cursor.start());
    }
  }

  static JsonFault unknown(JsonCursor cursor, String known) throws JsonFault {
    return new JsonFault(
        "'%s' is not known here, only %s".formatted(cursor.name(), known), cursor.start());
  }
}
