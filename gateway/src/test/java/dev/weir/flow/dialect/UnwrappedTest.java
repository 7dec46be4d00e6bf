package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.EventStreamOutput;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnwrappedTest {
  private static final String BINARY = "application/vnd.amazon.eventstream";
  private static final List<Splice> GUISED = List.of(new Splice.Guise(Set.of("model"), Map.of()));

  private final AnswerEdit edit = AnswerEdit.undoing(GUISED, 1 << 20);
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  private void packed(String json) {
    String base64 = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    byte[] payload = "{\"bytes\":\"%s\",\"p\":\"abc\"}".formatted(base64).getBytes(UTF_8);
    EventStreamOutput.event("chunk", payload, messages);
  }

  private String passed(byte[] bytes) {
    return new String(edit.chunk(bytes), UTF_8);
  }

  @Test
  void eachMessageIsAnEventWithItsJsonAsItIsHoweverTheBytesAreSplit() {
    packed("{\"type\":\"message_start\",\"message\":{\"id\":\"é\"}}");
    packed("{ \"index\":0, \"type\":\"content_block_delta\"}");
    packed("{\"type\":\"message_stop\",\n\"more\":1}");
    byte[] bytes = messages.toByteArray();
    String expected =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"é"}}

        event: content_block_delta
        data: { "index":0, "type":"content_block_delta"}

        event: message_stop
        data: {"type":"message_stop",
        data: "more":1}

        """;

    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      AnswerEdit split = AnswerEdit.undoing(GUISED, 1 << 20);
      assertThat(split.head(new AnswerEdit.Head(200, BINARY)).contentType())
          .isEqualTo("text/event-stream; charset=utf-8");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int at = 0; at < bytes.length; ) {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(60));
        out.writeBytes(split.chunk(Arrays.copyOfRange(bytes, at, to)));
        at = to;
      }
      out.writeBytes(split.end());
      assertThat(out.toString(UTF_8)).as("seed %d", seed).isEqualTo(expected);
      assertThat(split.broken()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, rate_limit_error",
    "serviceUnavailableException, overloaded_error",
    "modelTimeoutException, timeout_error",
    "validationException, invalid_request_error",
    "modelStreamErrorException, api_error"
  })
  void anExceptionIsAnErrorEvent(String exception, String type) {
    edit.head(new AnswerEdit.Head(200, BINARY));
    EventStreamOutput.exception(
        exception, "{\"message\":\"it \\\"failed\\\"\"}".getBytes(UTF_8), messages);

    assertThat(passed(messages.toByteArray()))
        .isEqualTo(
            """
            event: error
            data: {"type":"error","error":{"type":"%s","message":"it \\"failed\\""}}

            """
                .formatted(type));
  }

  @Test
  void bytesThatAreNoMessageBreakTheAnswer() {
    edit.head(new AnswerEdit.Head(200, BINARY));
    packed("{\"type\":\"ping\"}");
    byte[] bytes = messages.toByteArray();
    bytes[bytes.length - 1] ^= 1;

    assertThat(passed(bytes)).isEmpty();
    assertThat(edit.broken())
        .hasValueSatisfying(broken -> {
          assertThat(broken.fault()).isEqualTo("bytes that are no event");
          assertThat(new String(broken.event(), UTF_8))
              .startsWith(
                  "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"")
              .endsWith("}}\n\n");
        });
  }

  @Test
  void aMessageThatIsCutOffBreaksTheAnswerAtItsEnd() {
    edit.head(new AnswerEdit.Head(200, BINARY));
    packed("{\"type\":\"ping\"}");
    byte[] half = Arrays.copyOf(messages.toByteArray(), 30);

    assertThat(passed(half)).isEmpty();
    assertThat(edit.broken()).isEmpty();
    assertThat(edit.end()).isEmpty();
    assertThat(edit.broken()).isPresent();
  }

  @Test
  void whatIsServerSentOrWholePasses() {
    byte[] bytes = "event: ping\ndata: {}\n\n".getBytes(UTF_8);

    assertThat(edit.head(new AnswerEdit.Head(200, "text/event-stream")).contentType())
        .isEqualTo("text/event-stream");
    assertThat(edit.chunk(bytes)).isSameAs(bytes);
    assertThat(edit.end()).isEmpty();
    assertThat(edit.whole(bytes)).isSameAs(bytes);
    assertThat(edit.head(new AnswerEdit.Head(529, "")).status()).isEqualTo(529);
    assertThat(edit.broken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "429|{\"message\":\"Too many\"}|{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Too many\"}}",
        "404|{\"error\":{\"code\":404,\"message\":\"No model\",\"status\":\"NOT_FOUND\"}}|{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"No model\"}}",
        "400|{\"type\":\"error\",\"error\":{\"type\":\"x\"}}|{\"type\":\"error\",\"error\":{\"type\":\"x\"}}",
      })
  void aVendorsErrorTakesTheShapeOfTheWire(int status, String theirs, String shown) {
    assertThat(new String(edit.error(status, theirs.getBytes(UTF_8)), UTF_8)).isEqualTo(shown);
  }
}
