package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.Set;

/// The content blocks of a Converse message: what in them is no text.
final class ConverseBlocks {
  private static final Set<String> TEXT_BLOCKS =
      Set.of(
          "text",
          "json",
          "toolUse",
          "guardContent",
          "cachePoint",
          "reasoningContent",
          "citationsContent",
          "searchResult");

  /// Formats whose bytes are the text, so that they bound its tokens.
  private static final Set<String> WRITTEN = Set.of("txt", "md", "csv", "html");

  private ConverseBlocks() {}

  static void read(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.objects(cursor, each -> Reading.members(each, member -> block(member, draft)));
  }

  private static void block(JsonCursor cursor, AskDraft draft) throws JsonFault {
    String kind = cursor.name();
    switch (kind) {
      case "toolResult" ->
          Reading.members(
              cursor,
              member -> {
                if (member.name().equals("content")) {
                  read(member, draft);
                } else {
                  member.skip();
                }
              });
      case "image" -> {
        draft.images++;
        draft.imageBytes += new File().read(cursor).inlineBytes;
      }
      case "document" -> {
        File file = new File().read(cursor);
        boolean written = file.within && WRITTEN.contains(file.format);
        draft.documents += written || file.text ? 0 : 1;
      }
      default -> {
        if (!TEXT_BLOCKS.contains(kind)) {
          draft.unbounded("content " + kind);
        }
        cursor.skip();
      }
    }
  }

  /// A picture or document being read.
  private static final class File {
    String format = "";

    /// Whether its bytes are in the body.
    boolean within;

    /// Whether it is a text, or blocks of texts.
    boolean text;

    long inlineBytes;

    File read(JsonCursor cursor) throws JsonFault {
      Reading.members(cursor, this::member);
      return this;
    }

    private void member(JsonCursor cursor) throws JsonFault {
      switch (cursor.name()) {
        case "format" -> format = AskDraft.shortText(cursor);
        case "source" -> Reading.members(cursor, this::source);
        default -> cursor.skip();
      }
    }

    private void source(JsonCursor cursor) throws JsonFault {
      switch (cursor.name()) {
        case "bytes" -> {
          within = cursor.is(Kind.STRING);
          Span bytes = AskDraft.spanOf(cursor);
          inlineBytes += bytes.to() - bytes.from();
        }
        case "text", "content" -> {
          text = true;
          cursor.skip();
        }
        default -> cursor.skip();
      }
    }
  }
}
