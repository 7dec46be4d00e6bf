package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Media;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a picture or document of the wire is.
///
/// @param type in the wire's word: `base64`, `url`, `text`, `file`, `content`
/// @param media empty if it means nothing elsewhere
record MessagesSource(String type, Optional<Media> media) {
  static final MessagesSource NONE = new MessagesSource("", Optional.empty());
  static final String PLAIN_TEXT = "text/plain";

  static MessagesSource read(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String type = "";
    String mediaType = "";
    JsonSlice data = JsonSlice.quoted("");
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = cursor.text();
        case "media_type" -> mediaType = cursor.text();
        case "data", "url" -> data = cursor.slice(Kind.STRING);
        default -> cursor.skip();
      }
    }
    return new MessagesSource(
        type,
        switch (type) {
          case "base64" -> Optional.of(new Media.Inline(mediaType, data));
          case "url" -> Optional.of(new Media.Link("", data));
          case "text" -> Optional.of(new Media.Inline(PLAIN_TEXT, encoded(data)));
          default -> Optional.empty();
        });
  }

  /// A text as the bytes of a file.
  private static JsonSlice encoded(JsonSlice text) {
    byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
    return JsonSlice.quoted(Base64.getEncoder().encodeToString(bytes));
  }

  /// The text of a plain text file; empty if the bytes are no base64.
  static Optional<String> decoded(JsonSlice base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.text());
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
