package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;

/// The content parts of a message of OpenAI's chat, or of an item of Responses: what in them is no
/// text.
final class OpenAiContent {
  private static final String INLINE_IMAGE = "data:image/";

  private OpenAiContent() {}

  static void read(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.objects(cursor, each -> part(each, draft));
  }

  private static void part(JsonCursor cursor, AskDraft draft) throws JsonFault {
    String type = "";
    long inline = 0;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = AskDraft.shortText(cursor);
        case "image_url" -> inline += imageUrl(cursor);
        default -> cursor.skip();
      }
    }
    switch (type) {
      case "text", "refusal", "input_text", "output_text", "reasoning_text" -> {}
      case "image_url", "input_image" -> {
        draft.images++;
        draft.imageBytes += inline;
      }
      case "input_audio" -> draft.audio++;
      case "file", "input_file" -> draft.documents++;
      // What is not known may be billed by a meter that no bound covers.
      default -> draft.unbounded("content " + type);
    }
  }

  /// Bytes of the picture if it lies in the body: its text is no prompt.
  private static long imageUrl(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      return inlineBytes(cursor);
    }
    long inline = 0;
    while (cursor.nextMember()) {
      if (cursor.name().equals("url")) {
        inline += inlineBytes(cursor);
      } else {
        cursor.skip();
      }
    }
    return inline;
  }

  private static long inlineBytes(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.STRING)) {
      cursor.skip();
      return 0;
    }
    int from = cursor.start();
    return cursor.startsWith(INLINE_IMAGE) ? cursor.end() - from : 0;
  }
}
