package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What must hold of the reader of server-sent events for any bytes: the first decides where the
/// stream is split, the rest is the stream. The expected events are found line by line, as the
/// standard (WHATWG HTML, "Server-sent events") describes a stream that is all there.
public final class StreamFuzz {
  private static final int UNLIMITED = 1 << 20;
  private static final int SMALL = 32;
  private static final int CHUNK_MAX = 9;
  private static final String BOM = "\u00EF\u00BB\u00BF";

  /// One event as its sink saw it.
  private record Seen(String bytes, int dataLines, String data, String name) {}

  /// The events of a stream fed in chunks, and what the reader said at its end.
  private record Heard(List<Seen> events, boolean overlong, int pending) {}

  private StreamFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    List<Seen> expected = expected(stream);
    assertThat(heard(stream, stream.length, input[0], UNLIMITED).events()).isEqualTo(expected);
    assertThat(heard(stream, 1, input[0], UNLIMITED).events()).isEqualTo(expected);
    assertThat(heard(stream, CHUNK_MAX, input[0], UNLIMITED).events()).isEqualTo(expected);
    limited(expected, heard(stream, CHUNK_MAX, input[0], SMALL));
  }

  private static void limited(List<Seen> expected, Heard heard) {
    assertThat(heard.pending()).isLessThanOrEqualTo(SMALL + CHUNK_MAX);
    int heardEvents = Math.min(heard.events().size(), expected.size());
    assertThat(heard.events()).isEqualTo(expected.subList(0, heardEvents));
    if (!heard.overlong()) {
      assertThat(heard.events()).isEqualTo(expected);
    }
  }

  private static Heard heard(byte[] stream, int chunkMax, long seed, int eventBytesMax) {
    List<Seen> events = new ArrayList<>();
    var reader = new SseReader(eventBytesMax, event -> events.add(seen(event)));
    var random = new Random(seed);
    for (int at = 0; at < stream.length; ) {
      int to = Math.min(stream.length, at + Math.max(1, random.nextInt(chunkMax + 1)));
      reader.feed(Arrays.copyOfRange(stream, at, to));
      at = to;
    }
    if (reader.overlong()) {
      return new Heard(events, true, reader.takePending().length);
    }
    reader.end();
    return new Heard(events, false, 0);
  }

  private static Seen seen(WireEvent event) {
    String bytes = text(event.bytes(), event.from(), event.to());
    String data =
        event.dataLines() == 0 ? "" : text(event.data(), event.dataFrom(), event.dataTo());
    return new Seen(bytes, event.dataLines(), data, event.name());
  }

  private static List<Seen> expected(byte[] stream) {
    List<Seen> events = new ArrayList<>();
    int start = 0;
    int at = 0;
    List<String> data = new ArrayList<>();
    String name = "";
    while (at < stream.length) {
      int end = at;
      while (end < stream.length && stream[end] != '\n' && stream[end] != '\r') {
        end++;
      }
      int next = Math.min(stream.length, end + 1);
      if (next < stream.length && stream[end] == '\r' && stream[next] == '\n') {
        next++;
      }
      String line = text(stream, at, end);
      line = at == 0 && line.startsWith(BOM) ? line.substring(BOM.length()) : line;
      field(line, "data").ifPresent(data::add);
      name = field(line, "event").orElse(name);
      at = next;
      if (line.isEmpty() || at == stream.length) {
        String called = new String(name.getBytes(ISO_8859_1), UTF_8);
        String joined = String.join("\n", data);
        events.add(new Seen(text(stream, start, at), data.size(), joined, called));
        start = at;
        data.clear();
        name = "";
      }
    }
    return events;
  }

  /// The field's value if the line has that field.
  private static Optional<String> field(String line, String name) {
    if (line.equals(name)) {
      return Optional.of("");
    }
    return line.startsWith(name + ":")
        ? Optional.of(line.substring(name.length() + 1).replaceFirst("^ ", ""))
        : Optional.empty();
  }

  /// Bytes as characters, none of them changed.
  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
