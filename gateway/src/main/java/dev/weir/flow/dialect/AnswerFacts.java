package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// What both dialects' answers have in common. Owned by one reader.
final class AnswerFacts {
  private static final int TEXT_MAX = 300;

  String modelServed = "";
  String serviceTier = "";
  String responseId = "";
  String systemFingerprint = "";
  String finishReason = "";
  boolean complete;
  String error = "";

  Answer with(UsageReport usage) {
    return new Answer(
        usage,
        modelServed,
        serviceTier,
        responseId,
        systemFingerprint,
        finishReason,
        complete,
        error);
  }

  /// A text of the answer, cut to a bounded length; `known` if the value is no text.
  static String text(JsonCursor cursor, String known) throws JsonFault {
    if (!cursor.is(Kind.STRING)) {
      cursor.skip();
      return known;
    }
    return bounded(cursor.text());
  }

  /// Reads an `error` member: an object with `type` and `message`, or a text.
  void error(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      error = text(cursor, error);
      return;
    }
    String type = "error";
    String message = "";
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = text(cursor, type);
        case "message" -> message = text(cursor, message);
        default -> cursor.skip();
      }
    }
    error = bounded(type + ": " + message);
  }

  /// An error that its framing names.
  void error(String type, String message) {
    error = bounded(type + ": " + message);
  }

  private static String bounded(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
  }
}
