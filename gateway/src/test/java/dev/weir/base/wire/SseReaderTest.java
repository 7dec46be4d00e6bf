package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  private static final int MAX = 1 << 20;

  private static final String MIXED =
      "\uFEFFdata: first é漢😀\n\n: comment\n\nevent: named\r\ndata: second\r\n\r\ndata:third\rid: 7\r\r"
          + "\ndata: a\ndata\ndata: c\r\n\n"
          + "database: no\nevent:x\ndata:  two spaces\n\r\ndata: {\"unended\":1}";

  /// Name, data and raw bytes of the events of a stream given in pieces.
  private static List<String> events(List<byte[]> pieces, ByteArrayOutputStream raw) {
    var events = new ArrayList<String>();
    var reader =
        new SseReader(
            MAX,
            e -> {
              raw.write(e.bytes(), e.from(), e.to() - e.from());
              if (e.dataLines() > 0) {
                events.add(
                    e.name()
                        + "|"
                        + new String(e.data(), e.dataFrom(), e.dataTo() - e.dataFrom(), UTF_8));
              }
            });
    pieces.forEach(reader::feed);
    reader.end();
    return events;
  }

  @Test
  void readsEveryFormOfLineAndField() {
    var raw = new ByteArrayOutputStream();

    List<String> events = events(List.of(MIXED.getBytes(UTF_8)), raw);

    assertThat(events)
        .containsExactly(
            "|first é漢😀",
            "named|second",
            "|third",
            "|a\n\nc",
            "x| two spaces",
            "|{\"unended\":1}");
    assertThat(raw.toString(UTF_8)).isEqualTo(MIXED);
  }

  @Test
  void seesTheSameEventsHoweverTheBytesAreSplit() {
    byte[] bytes = MIXED.getBytes(UTF_8);
    List<String> whole = events(List.of(bytes), new ByteArrayOutputStream());
    for (int a = 0; a <= bytes.length; a++) {
      for (int b = a; b <= bytes.length; b++) {
        var raw = new ByteArrayOutputStream();
        List<byte[]> pieces =
            List.of(
                Arrays.copyOf(bytes, a),
                Arrays.copyOfRange(bytes, a, b),
                Arrays.copyOfRange(bytes, b, bytes.length));
        assertThat(events(pieces, raw)).as("split at %d and %d", a, b).isEqualTo(whole);
        assertThat(raw.toByteArray()).as("split at %d and %d", a, b).isEqualTo(bytes);
      }
    }
  }

  @Test
  void seesTheSameEventsInRandomStreamsOfLineEnds() {
    long seed = 23;
    var random = new Random(seed);
    String[] parts = {"\n", "\r", "\r\n", "data: x", "data", "event: e", ":c", "é", "data:😀", " "};
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      var pieces = new ArrayList<byte[]>();
      for (int at = 0; at < bytes.length; ) {
        int next = Math.min(bytes.length, at + 1 + random.nextInt(5));
        pieces.add(Arrays.copyOfRange(bytes, at, next));
        at = next;
      }
      var raw = new ByteArrayOutputStream();
      List<String> whole = events(List.of(bytes), new ByteArrayOutputStream());
      assertThat(events(pieces, raw)).as("seed %d: %s", seed, text).isEqualTo(whole);
      assertThat(raw.toByteArray()).as("seed %d: %s", seed, text).isEqualTo(bytes);
    }
  }

  @Test
  void stopsReadingAtAnEventThatIsTooLong() {
    var events = new ArrayList<String>();
    var reader = new SseReader(20, e -> events.add("event"));
    reader.feed("data: a\n\ndata: 12345678901234567890".getBytes(UTF_8));
    assertThat(reader.overlong()).isTrue();
    assertThat(new String(reader.takePending(), UTF_8)).isEqualTo("data: 12345678901234567890");
    reader.feed("\n\ndata: b\n\n".getBytes(UTF_8));
    reader.end();
    assertThat(events).hasSize(1);
  }
}
