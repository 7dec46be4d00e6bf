package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.HashSet;
import java.util.Set;

/// The members of an object of Gemini's, which takes each in two spellings: `inlineData` and
/// `inline_data`. One given in both is refused, since which of them counts is the provider's
/// choice.
public final class GeminiMembers {
  private final Set<String> seen = new HashSet<>();

  /// Reads a member.
  @FunctionalInterface
  public interface Each {
    /// @param name without underscores: `inlineData`
    void on(String name, JsonCursor cursor) throws JsonFault;
  }

  /// The name of the member that the cursor stands at.
  String next(JsonCursor cursor) throws JsonFault {
    String name = camel(cursor.name());
    if (!seen.add(name)) {
      throw new JsonFault("'%s' is given in two spellings".formatted(name), cursor.start());
    }
    return name;
  }

  /// Reads each member of an object; passes over what is none.
  public static void of(JsonCursor cursor, Each each) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    var members = new GeminiMembers();
    while (cursor.nextMember()) {
      each.on(members.next(cursor), cursor);
    }
  }

  /// A member's name without underscores: `inlineData`.
  public static String camel(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      boolean joint = letter == '_' && !camel.isEmpty();
      if (!joint) {
        camel.append(up ? Character.toUpperCase(letter) : letter);
      }
      up = joint;
    }
    return camel.toString();
  }
}
