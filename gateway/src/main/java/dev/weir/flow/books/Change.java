package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/// The wish that one thing have a new version.
///
/// @param id unique within its kind, 1 to 200 visible characters
/// @param body the whole new content; for a retirement, the content it had
/// @param retired it is no longer in force; a later version may bring it back
/// @param expected the version this change was made against, 0 for a new thing; absent = whatever
///   is current
/// @param who the operator who makes it
/// @param why in their words
public record Change(
    Kind kind,
    String id,
    ObjectNode body,
    boolean retired,
    OptionalInt expected,
    String who,
    String why) {
  private static final int ID_LENGTH_MAX = 200;
  private static final int WHO_LENGTH_MAX = 200;
  private static final int WHY_LENGTH_MAX = 2_000;
  private static final int BODY_LENGTH_MAX = 64 << 20;

  public Change {
    body = body.deepCopy();
    require(kind, "id", id, ID_LENGTH_MAX);
    require(kind, "who", who, WHO_LENGTH_MAX);
    require(kind, "why", why, WHY_LENGTH_MAX);
    int length = Json.write(body).length();
    if (length > BODY_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "%s '%s': its content has at most %d characters, was %d"
              .formatted(kind.code(), id, BODY_LENGTH_MAX, length));
    }
  }

  /// A change of what is current, whatever that is.
  public static Change of(Kind kind, String id, ObjectNode body, String who, String why) {
    return new Change(kind, id, body, false, OptionalInt.empty(), who, why);
  }

  /// This change, refused when the thing has another version by then.
  public Change expecting(int version) {
    return new Change(kind, id, body, retired, OptionalInt.of(version), who, why);
  }

  private static void require(Kind kind, String field, String text, int lengthMax) {
    if (text.isBlank() || text.length() > lengthMax) {
      throw new IllegalArgumentException(
          "%s: %s has 1 to %d characters, was %d"
              .formatted(kind.code(), field, lengthMax, text.length()));
    }
  }
}
