package dev.weir.flow.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Occasions;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Streams.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Streams of chunks as Google sends them, and what reader and writer make of them.
final class GenerateStreams {
  private GenerateStreams() {}

  static GenerateFrameWriter writer() {
    return new GenerateFrameWriter(Occasions.OCCASION);
  }

  static byte[] written(List<Frame> frames) {
    return Streams.written(writer(), frames);
  }

  /// The chunks of a stream that the writer wrote.
  static List<Event> events(byte[] stream) {
    List<Event> events = new ArrayList<>();
    for (String event : new String(stream, UTF_8).split("\r\n\r\n", -1)) {
      if (!event.isEmpty()) {
        events.add(Event.of(event.substring("data: ".length())));
      }
    }
    return events;
  }

  static List<Frame> read(List<Event> events) throws JsonFault {
    return Streams.read(new GenerateFrameReader(), Streams.plain(events));
  }

  static List<Frame> read(String... chunks) throws JsonFault {
    List<Event> events = new ArrayList<>();
    for (String chunk : chunks) {
      events.add(Event.of(chunk.replace('\'', '"')));
    }
    return read(events);
  }

  static List<Frame> whole(String body) throws JsonFault {
    return Streams.readWhole(new GenerateFrameReader(), body.replace('\'', '"').getBytes(UTF_8));
  }

  /// Usage so far in each chunk, or a word about traffic alone; chunks of nothing, before and
  /// behind the last; members of tomorrow; parts of the provider's own tools.
  static List<Event> scarred(List<Event> events, Random random) {
    List<Event> scarred = new ArrayList<>();
    boolean cumulative = random.nextBoolean();
    for (Event event : events) {
      if (!scarred.isEmpty()) { // the first chunk says who answers
        nothing(scarred, random);
      }
      String data = event.data();
      if (random.nextInt(5) == 0) {
        data = data.replaceFirst("\\{", "{\"news\":{\"of\":[\"tomorrow\"]},");
      }
      if (!data.contains("usageMetadata")) {
        String figures =
            cumulative
                ? "\"promptTokenCount\":9,\"totalTokenCount\":"
                    + (9 + scarred.size())
                    + ",\"candidatesTokenCount\":"
                    + scarred.size()
                : "\"trafficType\":\"ON_DEMAND\"";
        data = data.replaceFirst("}$", ",\"usageMetadata\":{" + figures + "}}");
      }
      scarred.add(Event.of(data));
    }
    nothing(scarred, random);
    return scarred;
  }

  private static void nothing(List<Event> events, Random random) {
    String part =
        switch (random.nextInt(9)) {
          case 0 -> "{\"text\":\"\"}";
          case 1 -> "{\"text\":\"\",\"thought\":true}";
          case 2 -> "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"}}";
          case 3 -> "{\"text\":\"\",\"thoughtSignature\":\"\"}";
          default -> "";
        };
    if (!part.isEmpty()) {
      events.add(
          Event.of(
              "{\"candidates\":[{\"content\":{\"parts\":[%s],\"role\":\"model\"},\"index\":0,"
                      .formatted(part)
                  + "\"safetyRatings\":[{\"category\":\"C\",\"blocked\":false}]}]}"));
    }
  }
}
