package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class EventStreamReaderTest {
  private static final int UNLIMITED = 1 << 20;

  /// One message as its sink saw it.
  private record Seen(String name, boolean failed, String data, String bytes) {}

  private final List<Seen> seen = new ArrayList<>();

  private EventReader reader(int eventBytesMax) {
    return Framing.EVENT_STREAM.reader(
        eventBytesMax,
        event ->
            seen.add(
                new Seen(
                    event.name(),
                    event.failed(),
                    new String(
                        event.data(), event.dataFrom(), event.dataTo() - event.dataFrom(), UTF_8),
                    hex(Arrays.copyOfRange(event.bytes(), event.from(), event.to())))));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] event(String type, String json) {
    var out = new ByteArrayOutputStream();
    EventStreamOutput.event(type, json.getBytes(UTF_8), out);
    return out.toByteArray();
  }

  private static byte[] exception(String type, String json) {
    var out = new ByteArrayOutputStream();
    EventStreamOutput.exception(type, json.getBytes(UTF_8), out);
    return out.toByteArray();
  }

  @Test
  void givesTheSameMessagesHoweverTheBytesAreSplit() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      List<Seen> expected = new ArrayList<>();
      var stream = new ByteArrayOutputStream();
      for (int left = random.nextInt(20); left > 0; left--) {
        String data = "{\"text\":\"" + "\u6587".repeat(random.nextInt(90)) + "\"}";
        boolean failed = random.nextInt(5) == 0;
        String type = failed ? "throttlingException" : "contentBlockDelta";
        byte[] message = failed ? exception(type, data) : event(type, data);
        expected.add(new Seen(type, failed, data, hex(message)));
        stream.writeBytes(message);
      }
      seen.clear();
      EventReader reader = reader(UNLIMITED);
      byte[] bytes = stream.toByteArray();
      int longest = random.nextBoolean() ? 7 : 1000;
      for (int at = 0; at < bytes.length; ) {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(longest));
        reader.feed(Arrays.copyOfRange(bytes, at, to));
        at = to;
      }
      reader.end();

      assertThat(seen).as("seed %d", seed).isEqualTo(expected);
      assertThat(reader.broken() || reader.overlong()).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void aMessageThatIsChangedOnTheWayIsNotGivenNorAnyBehindIt() {
    byte[] good = event("metadata", "{}");
    for (int at = 4; at < good.length; at++) {
      seen.clear();
      byte[] changed = good.clone();
      changed[at] ^= 1;
      EventReader reader = reader(UNLIMITED);
      reader.feed(changed);
      reader.feed(good);

      assertThat(reader.broken()).as("byte %d", at).isTrue();
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void aStreamThatEndsWithinAMessageIsBroken() {
    byte[] message = event("metadata", "{}");
    for (int length = 1; length < message.length; length++) {
      EventReader reader = reader(UNLIMITED);
      reader.feed(Arrays.copyOf(message, length));
      reader.end();

      assertThat(reader.broken()).as("%d bytes", length).isTrue();
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aMessageLongerThanAllowedIsNotWaitedFor() {
    byte[] message = event("metadata", "{\"a\":1}");
    EventReader reader = reader(message.length - 1);
    reader.feed(Arrays.copyOf(message, 4));

    assertThat(reader.overlong()).isTrue();
    assertThat(reader(message.length).overlong()).isFalse();
  }

  @Test
  void anErrorWithoutPayloadSaysItsMessage() {
    var out = new ByteArrayOutputStream();
    new Message(
            Map.of(
                ":message-type", HeaderValue.fromString("error"),
                ":error-code", HeaderValue.fromString("InternalError"),
                ":error-message", HeaderValue.fromString("It \"broke\"")),
            new byte[0])
        .encode(out);
    reader(UNLIMITED).feed(out.toByteArray());

    assertThat(seen)
        .singleElement()
        .satisfies(error -> assertThat(error.name()).isEqualTo("InternalError"))
        .satisfies(error -> assertThat(error.failed()).isTrue())
        .satisfies(
            error -> assertThat(error.data()).isEqualTo("{\"message\":\"It \\\"broke\\\"\"}"));
  }

  @Test
  void theDataOfAChunkIsWhatItsBytesSay() {
    EventReader reader = reader(UNLIMITED);

    reader.feed(event("chunk", "{\"p\":\"abc\",\"bytes\":\"eyJ0eXBlIjoicGluZyJ9\"}"));
    reader.feed(event("other", "{\"bytes\":\"eyJ9\"}"));

    assertThat(seen)
        .extracting(Seen::data)
        .containsExactly("{\"type\":\"ping\"}", "{\"bytes\":\"eyJ9\"}");
    assertThat(reader.broken()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"bytes\":7}", "{\"bytes\":\"***\"}", "{\"bytes\":\"eyJ9", "no"})
  void aChunkThatHoldsNothingBreaksTheStream(String payload) {
    EventReader reader = reader(UNLIMITED);

    reader.feed(event("chunk", payload));
    reader.feed(event("chunk", "{\"bytes\":\"eyJ9\"}"));

    assertThat(reader.broken()).isTrue();
    assertThat(seen).isEmpty();
  }
}
