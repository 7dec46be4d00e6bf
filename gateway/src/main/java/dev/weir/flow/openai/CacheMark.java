package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;

/// `cache_control`, Anthropic's word, which vendors with OpenAI's wire took over.
final class CacheMark {
  private CacheMark() {}

  /// @param path of the object that has the mark, with a dot behind it
  static boolean read(String path, JsonCursor cursor, int turn, RequestDraft draft)
      throws JsonFault {
    Walk.members(
        path + "cache_control",
        cursor,
        (name, value) -> {
          boolean usual = name.equals("type") || value.text().equals("5m");
          value.skip();
          if (!usual) {
            draft.losses.lost(path + "cache_control." + name, turn, "a mark has one term");
          }
        });
    return true;
  }
}
