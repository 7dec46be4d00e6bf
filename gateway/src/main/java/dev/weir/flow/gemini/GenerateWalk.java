package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.GeminiMembers;
import java.math.BigDecimal;

/// Steps through a request. What has another form than the wire says is a fault with the member's
/// name; a member that is null is as one that is not given.
final class GenerateWalk {

  /// Reads the value the cursor stands at, and moves behind it.
  @FunctionalInterface
  interface Element {
    void at(JsonCursor value) throws JsonFault;
  }

  private GenerateWalk() {}

  /// Each member of an object, by its name in camel case.
  static void members(JsonCursor cursor, GeminiMembers.Each member) throws JsonFault {
    cursor.require(Kind.OBJECT);
    GeminiMembers.of(
        cursor,
        (name, value) -> {
          if (!value.is(Kind.NULL)) {
            member.on(name, value);
          }
        });
  }

  /// Each element of a list. The wire takes one alone for a list of one.
  static void each(JsonCursor cursor, Element element) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      element.at(cursor);
      return;
    }
    while (cursor.nextElement()) {
      element.at(cursor);
    }
  }

  static JsonSlice number(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.DECIMAL)) {
      cursor.require(Kind.INTEGER);
    }
    return cursor.slice();
  }

  /// A whole number, which may be written with a fraction of nothing.
  static long whole(JsonCursor cursor) throws JsonFault {
    int from = cursor.start();
    String name = cursor.name();
    try {
      return new BigDecimal(number(cursor).json()).longValueExact();
    } catch (ArithmeticException _) {
      throw new JsonFault("'%s' must be a whole number".formatted(name), from);
    }
  }
}
