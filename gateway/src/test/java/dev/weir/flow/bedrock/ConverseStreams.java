package dev.weir.flow.bedrock;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.EventStreamOutput;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Streams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Streams of binary event messages, and what the frame reader makes of them.
final class ConverseStreams {
  private static final int UNLIMITED = 1 << 22;

  /// @param data JSON
  record Event(String name, String data) {}

  private ConverseStreams() {}

  static List<Event> events(byte[] stream) {
    List<Event> events = new ArrayList<>();
    EventReader reader =
        Framing.EVENT_STREAM.reader(
            UNLIMITED,
            event ->
                events.add(
                    new Event(
                        event.name(),
                        new String(
                            event.data(),
                            event.dataFrom(),
                            event.dataTo() - event.dataFrom(),
                            StandardCharsets.UTF_8))));
    reader.feed(stream);
    reader.end();
    if (reader.broken()) {
      throw new AssertionError("the stream is broken");
    }
    return events;
  }

  static byte[] stream(List<Event> events) {
    var out = new ByteArrayOutputStream();
    for (Event event : events) {
      byte[] data = event.data().getBytes(StandardCharsets.UTF_8);
      if (event.name().endsWith("Exception")) {
        EventStreamOutput.exception(event.name(), data, out);
      } else {
        EventStreamOutput.event(event.name(), data, out);
      }
    }
    return out.toByteArray();
  }

  /// All frames of a stream, kept.
  static List<Frame> read(List<byte[]> chunks) throws JsonFault {
    var reader = new ConverseFrameReader();
    List<Frame> frames = new ArrayList<>();
    List<JsonFault> faults = new ArrayList<>();
    EventReader events =
        Framing.EVENT_STREAM.reader(
            UNLIMITED,
            event -> {
              try {
                reader.event(event, frame -> frames.add(Streams.kept(frame)));
              } catch (JsonFault fault) {
                faults.add(fault);
              }
            });
    chunks.forEach(events::feed);
    events.end();
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    reader.end(frames::add);
    return frames;
  }
}
