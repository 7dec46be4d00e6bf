package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.Set;

/// The content blocks of an Anthropic message: what in them is no text.
///
/// Only blocks where the wire has blocks are looked at: a `tool_use` whose input merely looks like
/// a picture is text.
final class AnthropicContent {
  private static final Set<String> TEXT_BLOCKS =
      Set.of(
          "text",
          "tool_use",
          "tool_result",
          "thinking",
          "redacted_thinking",
          "server_tool_use",
          "web_search_tool_result",
          "web_fetch_tool_result",
          "code_execution_tool_result",
          "bash_code_execution_tool_result",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result",
          "mcp_tool_use",
          "mcp_tool_result",
          "search_result",
          "compaction");

  private AnthropicContent() {}

  /// Reads a `content` or `system`: a text or an array of blocks.
  static void read(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.objects(cursor, each -> block(each, draft));
  }

  private static void block(JsonCursor cursor, AskDraft draft) throws JsonFault {
    String type = "";
    var source = new Source();
    long inlineBefore = draft.imageBytes;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = AskDraft.shortText(cursor);
        case "source" -> source.read(cursor, draft);
        case "content" -> read(cursor, draft);
        default -> cursor.skip();
      }
    }
    if (!type.equals("tool_result") && !type.equals("document")) {
      // Pictures nested elsewhere are not known to be pictures: their bytes stay text.
      draft.imageBytes = inlineBefore;
    }
    count(type, source, draft);
  }

  private static void count(String type, Source source, AskDraft draft) {
    switch (type) {
      case "image" -> {
        draft.images++;
        draft.imageBytes += source.type.equals("base64") ? source.dataBytes : 0;
      }
      case "document" -> {
        boolean written = source.type.equals("text") || source.type.equals("content");
        draft.documents += written ? 0 : 1;
      }
      default -> {
        if (!TEXT_BLOCKS.contains(type)) {
          draft.unbounded("content " + type);
        }
      }
    }
  }

  /// Where a picture or document comes from.
  private static final class Source {
    String type = "";
    long dataBytes;

    void read(JsonCursor cursor, AskDraft draft) throws JsonFault {
      if (!cursor.is(Kind.OBJECT)) {
        cursor.skip();
        return;
      }
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "type" -> type = AskDraft.shortText(cursor);
          case "data" -> {
            int from = cursor.start();
            cursor.skip();
            dataBytes += cursor.end() - from;
          }
          case "content" -> AnthropicContent.read(cursor, draft);
          default -> cursor.skip();
        }
      }
    }
  }
}
