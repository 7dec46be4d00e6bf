package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.Recordings.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/// The events of a stream, read by lines, or by AWS's own decoder.
final class SlowEvents {

  /// @param name empty for an event without
  record Event(String name, JsonNode data) {}

  private SlowEvents() {}

  static List<Event> of(Recorded stream) throws IOException {
    return stream.framing() == Framing.EVENT_STREAM
        ? messages(stream.answer())
        : lines(stream.answer());
  }

  private static List<Event> messages(byte[] stream) throws IOException {
    List<Event> events = new ArrayList<>();
    var decoder = new MessageDecoder();
    decoder.feed(stream);
    for (Message message : decoder.getDecodedMessages()) {
      HeaderValue type = message.getHeaders().get(":event-type");
      String name = type == null ? "" : type.getString(); // an exception has none
      events.add(new Event(name, SlowJson.tree(message.getPayload())));
    }
    return events;
  }

  private static List<Event> lines(byte[] stream) throws IOException {
    List<Event> events = new ArrayList<>();
    String name = "";
    for (String line : new String(stream, UTF_8).lines().toList()) {
      if (line.startsWith("event:")) {
        name = line.substring("event:".length()).strip();
      } else if (line.startsWith("data:") && !line.endsWith("[DONE]")) {
        String data = line.substring("data:".length());
        events.add(new Event(name, SlowJson.tree(data.getBytes(UTF_8))));
      }
    }
    return events;
  }
}
