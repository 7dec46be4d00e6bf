package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The events of one stream of Responses, numbered. One thread.
final class ResponsesEvents {
  private static final byte[] BLANK_LINE = ascii("\n\n");

  private ByteArrayOutputStream to = new ByteArrayOutputStream();
  private long sequence;

  /// Where the next events go.
  void to(ByteArrayOutputStream out) {
    to = out;
  }

  void write(String type, Consumer<JsonOutput> members) {
    var out = new JsonOutput().object().text("type", type).number("sequence_number", sequence++);
    members.accept(out);
    to.writeBytes(ascii("event: " + type + "\ndata: "));
    byte[] json = out.endObject().bytes();
    new JsonSlice(json, 0, json.length).onOneLine().writeTo(to);
    to.writeBytes(BLANK_LINE);
  }

  /// The hot path: no generator.
  ///
  /// @param place the members that say which item and part, ASCII
  void delta(String type, String place, JsonSlice piece) {
    to.writeBytes(
        ascii("event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":".formatted(type, type)));
    to.writeBytes(ascii(Long.toString(sequence++)));
    to.writeBytes(ascii(place));
    to.writeBytes(ascii(",\"delta\":"));
    piece.writeTo(to);
    to.writeBytes(ascii("}\n\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
