package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Media;
import java.util.List;

/// What OpenAI's wires have instead of bytes: `data:image/png;base64,…`.
final class DataUrl {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64,";

  /// No media type is longer: the mark is looked for in a URL's head only.
  private static final int HEAD_MAX = 256;

  private DataUrl() {}

  /// @param url a JSON string
  static Media media(JsonSlice url) {
    String text = url.text();
    int mark = text.substring(0, Math.min(HEAD_MAX, text.length())).indexOf(BASE64);
    if (!text.startsWith(SCHEME) || mark < 0) {
      return new Media.Link("", url);
    }
    return new Media.Inline(
        text.substring(SCHEME.length(), mark),
        JsonSlice.quoted(text.substring(mark + BASE64.length())));
  }

  static void write(String name, Media media, JsonOutput out) {
    switch (media) {
      case Media.Link(_, JsonSlice url) -> out.value(name, url);
      case Media.Inline(String type, JsonSlice data) ->
          out.joined(name, List.of(JsonSlice.quoted(SCHEME + type + BASE64), data));
    }
  }
}
