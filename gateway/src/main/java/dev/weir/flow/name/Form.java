package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Reads the JSON form of a thing of this room, member by member. What is wrong is an
/// [IllegalArgumentException] that names the thing.
final class Form {
  private Form() {}

  /// Reads the member the cursor stands at.
  @FunctionalInterface
  interface Member {
    /// @return false if there is no member of that name
    boolean read(String name, JsonCursor value) throws JsonFault;
  }

  /// Reads the element the cursor stands at.
  @FunctionalInterface
  interface Element {
    void read(JsonCursor value) throws JsonFault;
  }

  /// @param known all members there are, for the message
  /// @param made what the members make, once all are read
  static <T> T read(String thing, String json, String known, Member member, Supplier<T> made) {
    try (JsonCursor cursor = JsonCursor.overUnique(json.getBytes(StandardCharsets.UTF_8))) {
      object(cursor, known, member);
      cursor.requireEnd();
      return made.get();
    } catch (JsonFault fault) {
      throw new IllegalArgumentException(
          "%s, byte %d: %s".formatted(thing, fault.position(), fault.getMessage()), fault);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(thing + ": " + wrong.getMessage(), wrong);
    }
  }

  static void object(JsonCursor cursor, String known, Member member) throws JsonFault {
    require(cursor, Kind.OBJECT, "an object of " + known);
    while (cursor.nextMember()) {
      String name = cursor.name();
      int at = cursor.start();
      if (!member.read(name, cursor)) {
        throw new JsonFault("'%s' is not known here, only %s".formatted(name, known), at);
      }
    }
  }

  /// Reads an object of any names.
  static void entries(JsonCursor cursor, Member member) throws JsonFault {
    object(cursor, "names", member);
  }

  static void list(JsonCursor cursor, Element element) throws JsonFault {
    require(cursor, Kind.ARRAY, "a list");
    while (cursor.nextElement()) {
      element.read(cursor);
    }
  }

  static String text(JsonCursor cursor) throws JsonFault {
    require(cursor, Kind.STRING, "a text");
    return cursor.text();
  }

  static int whole(JsonCursor cursor) throws JsonFault {
    require(cursor, Kind.INTEGER, "a whole number");
    int at = cursor.start();
    long number = cursor.integer();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new JsonFault("a whole number from 0 to 2147483647 is needed", at);
    }
    return (int) number;
  }

  private static void require(JsonCursor cursor, Kind kind, String what) throws JsonFault {
    if (!cursor.is(kind)) {
      throw new JsonFault(
          "%s is needed, was of kind %s".formatted(what, cursor.kind()), cursor.start());
    }
  }
}
