package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import java.util.Locale;

/// The parts of a content of Gemini's: what in them is no text.
final class GeminiContent {
  private GeminiContent() {}

  static void parts(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.objects(cursor, each -> part(each, draft));
  }

  private static void part(JsonCursor cursor, AskDraft draft) throws JsonFault {
    var members = new GeminiMembers();
    while (cursor.nextMember()) {
      String name = members.next(cursor);
      switch (name) {
        case "text",
            "thought",
            "thoughtSignature",
            "functionCall",
            "executableCode",
            "codeExecutionResult",
            "videoMetadata",
            "mediaResolution",
            "partMetadata" ->
            cursor.skip();
        case "functionResponse" -> functionResponse(cursor, draft);
        case "inlineData", "fileData" -> media(cursor, draft);
        default -> {
          draft.unbounded("content " + name);
          cursor.skip();
        }
      }
    }
  }

  /// May hold pictures and files beside its text.
  private static void functionResponse(JsonCursor cursor, AskDraft draft) throws JsonFault {
    GeminiMembers.of(
        cursor,
        (name, value) -> {
          if (name.equals("parts")) {
            parts(value, draft);
          } else {
            value.skip();
          }
        });
  }

  private static void media(JsonCursor cursor, AskDraft draft) throws JsonFault {
    String type = "";
    long inline = 0;
    if (!cursor.is(JsonCursor.Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    var members = new GeminiMembers();
    while (cursor.nextMember()) {
      switch (members.next(cursor)) {
        case "mimeType" -> type = AskDraft.shortText(cursor).toLowerCase(Locale.ROOT);
        case "data" -> {
          int from = cursor.start();
          cursor.skip();
          inline += cursor.end() - from;
        }
        default -> cursor.skip();
      }
    }
    if (type.startsWith("image/")) {
      draft.images++;
      draft.imageBytes += inline;
    } else if (type.startsWith("audio/")) {
      draft.audio++;
      draft.unbounded("audio input");
    } else if (type.startsWith("application/") || type.startsWith("text/")) {
      draft.documents++;
    } else {
      // A film, or a file of which nobody says what it is.
      draft.unbounded(type.isEmpty() ? "file of no type" : type + " input");
    }
  }
}
