package dev.weir.flow.provider;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads the `guise` of a family's file.
final class GuiseFile {
  private GuiseFile() {}

  static Guise read(JsonCursor cursor) throws JsonFault {
    FamilyFile.requireObject("'guise'", cursor);
    Set<String> without = new HashSet<>();
    Map<String, String> with = Map.of();
    Map<String, String> lists = Map.of();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "without" -> names(cursor, without);
        case "with" -> with = texts("'with'", cursor);
        case "lists" -> lists = texts("'lists'", cursor);
        default -> throw FamilyFile.unknown(cursor, "without, with, lists");
      }
    }
    return new Guise(without, with, lists);
  }

  private static void names(JsonCursor cursor, Set<String> into) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      throw new JsonFault("'without' must be a list, was " + cursor.kind(), cursor.start());
    }
    while (cursor.nextElement()) {
      into.add(cursor.text());
    }
  }

  private static Map<String, String> texts(String what, JsonCursor cursor) throws JsonFault {
    FamilyFile.requireObject(what, cursor);
    Map<String, String> texts = new HashMap<>();
    while (cursor.nextMember()) {
      texts.put(cursor.name(), cursor.text());
    }
    return texts;
  }
}
