package dev.weir.flow.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.SseReader;
import dev.weir.base.wire.WireEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Streams of server-sent events as networks, proxies and providers disturb them, and what a frame
/// reader makes of them. Everything random comes from the generator given: the seed tells all.
public final class Streams {
  private static final int EVENT_BYTES_MAX = 1 << 22;

  /// @param name empty for an event without
  public record Event(String name, String data) {
    public static Event of(String data) {
      return new Event("", data);
    }
  }

  private final RandomGenerator random;

  public Streams(RandomGenerator random) {
    this.random = random;
  }

  /// The events with any line end, comments and heartbeats between them, empty events, names before
  /// or behind the data, with or without a last blank line, cut anywhere.
  public List<byte[]> disturbed(List<Event> events) {
    String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
    for (Event event : events) {
      noise(text, end);
      String colon = random.nextInt(5) == 0 ? ":" : ": ";
      String name = event.name().isEmpty() ? "" : "event" + colon + event.name() + end;
      String data = "data" + colon + event.data() + end;
      text.append(random.nextBoolean() ? name + data : data + name).append(end);
    }
    noise(text, end);
    if (random.nextInt(4) == 0) {
      text.setLength(text.length() - end.length());
    }
    return split(text.toString().getBytes(UTF_8));
  }

  private void noise(StringBuilder text, String end) {
    switch (random.nextInt(8)) {
      case 0 -> text.append(": heartbeat").append(end).append(end);
      case 1 -> text.append(":").append(end);
      case 2 -> text.append("data:").append(end).append(end);
      case 3 -> text.append("id: 7").append(end).append("retry: 10").append(end).append(end);
      case 4 -> text.append(end);
      default -> {}
    }
  }

  /// Cut anywhere, within characters too.
  public List<byte[]> split(byte[] bytes) {
    List<byte[]> chunks = new ArrayList<>();
    int longest = 1 + random.nextInt(random.nextBoolean() ? 7 : 4000);
    for (int at = 0; at < bytes.length; ) {
      int to = Math.min(bytes.length, at + 1 + random.nextInt(longest));
      chunks.add(Arrays.copyOfRange(bytes, at, to));
      at = to;
    }
    return chunks;
  }

  /// A stream as one chunk, as a provider would send it.
  public static byte[] plain(List<Event> events) {
    var bytes = new ByteArrayOutputStream();
    for (Event event : events) {
      String name = event.name().isEmpty() ? "" : "event: " + event.name() + "\n";
      bytes.writeBytes((name + "data: " + event.data() + "\n\n").getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /// All frames of a stream, kept.
  public static List<Frame> read(FrameReader reader, List<byte[]> chunks) throws JsonFault {
    List<Frame> frames = new ArrayList<>();
    List<JsonFault> faults = new ArrayList<>();
    var events = new SseReader(EVENT_BYTES_MAX, event -> read(reader, event, frames, faults));
    chunks.forEach(events::feed);
    events.end();
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    reader.end(frame -> frames.add(kept(frame)));
    return frames;
  }

  public static List<Frame> read(FrameReader reader, byte[] stream) throws JsonFault {
    return read(reader, List.of(stream));
  }

  private static void read(
      FrameReader reader, WireEvent event, List<Frame> frames, List<JsonFault> faults) {
    try {
      reader.event(event, frame -> frames.add(kept(frame)));
    } catch (JsonFault fault) {
      faults.add(fault);
    }
  }

  /// All frames of a body, kept.
  public static List<Frame> readWhole(FrameReader reader, byte[] body) throws JsonFault {
    List<Frame> frames = new ArrayList<>();
    reader.whole(body, frame -> frames.add(kept(frame)));
    return frames;
  }

  /// The stream that frames are written as.
  public static byte[] written(FrameWriter writer, List<Frame> frames) {
    var out = new ByteArrayOutputStream();
    frames.forEach(frame -> writer.frame(frame, out));
    return out.toByteArray();
  }

  /// A frame whose pieces outlive what they were read from.
  public static Frame kept(Frame frame) {
    return switch (frame) {
      case Frame.Text(int choice, JsonSlice piece) -> new Frame.Text(choice, kept(piece));
      case Frame.Thought(int choice, JsonSlice piece) -> new Frame.Thought(choice, kept(piece));
      case Frame.Declined(int choice, JsonSlice piece) -> new Frame.Declined(choice, kept(piece));
      case Frame.ToolArguments(int choice, int tool, JsonSlice piece) ->
          new Frame.ToolArguments(choice, tool, kept(piece));
      case Frame.Sealed(int choice, Seal seal) -> new Frame.Sealed(choice, kept(seal));
      case Frame.ToolSealed(int choice, int tool, Seal seal) ->
          new Frame.ToolSealed(choice, tool, kept(seal));
      case Frame.ToolBegan _, Frame.Began _, Frame.Stopped _, Frame.Used _ -> frame;
      case Frame.Broke _, Frame.Ended _ -> frame;
    };
  }

  private static Seal kept(Seal seal) {
    return new Seal(seal.by(), kept(seal.value()));
  }

  private static JsonSlice kept(JsonSlice slice) {
    return JsonSlice.of(slice.json());
  }
}
