package dev.weir.flow.bedrock;

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
/// @param kind in the wire's word: `bytes`, `text`, `s3Location`, `content`
/// @param data base64, a JSON string; empty if the bytes are not in the request
record ConverseSource(String kind, Optional<JsonSlice> data) {
  static final ConverseSource NONE = new ConverseSource("", Optional.empty());

  static ConverseSource read(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    ConverseSource source = NONE;
    while (cursor.nextMember()) {
      String kind = cursor.name();
      switch (kind) {
        case "bytes" -> source = new ConverseSource(kind, Optional.of(cursor.slice(Kind.STRING)));
        case "text" ->
            source = new ConverseSource(kind, Optional.of(encoded(cursor.slice(Kind.STRING))));
        default -> {
          source = new ConverseSource(kind, Optional.empty());
          cursor.skip();
        }
      }
    }
    return source;
  }

  private static JsonSlice encoded(JsonSlice text) {
    byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
    return JsonSlice.quoted(Base64.getEncoder().encodeToString(bytes));
  }

  Media media(String mime) {
    return new Media.Inline(mime, data.orElseThrow());
  }
}
