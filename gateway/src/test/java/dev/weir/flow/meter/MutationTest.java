package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.OwnFamilies;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Recorded bytes with random damage: nothing throws, and what is still understood is understood as
/// another parser understands it.
class MutationTest {
  private static final long SEED = 41;
  private static final int LENGTH_MAX = 6000;
  private static final String[] PIECES = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-",
    "9999999999999999999",
    "1e5",
    "\\",
    "\"model\":\"x\",",
    "\"max_tokens\":1,",
    "\"usage\":",
    "\n\n",
    "\r",
    "data: ",
    "\"type\":\"x\","
  };

  private static byte[] damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      int to = Math.min(damaged.length(), at + random.nextInt(4));
      damaged.replace(at, to, PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = damaged.toString().getBytes(UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static List<Exchange> samples() throws IOException {
    return Recordings.all().stream()
        .filter(e -> e.request().length() < LENGTH_MAX && e.answer().length() < LENGTH_MAX)
        .toList();
  }

  @Test
  void aDamagedRequestIsRefusedOrMeansWhatItSays() throws IOException {
    var random = new Random(SEED);
    int understood = 0;
    for (Exchange exchange : samples()) {
      for (int round = 0; round < 15; round++) {
        byte[] body = damaged(exchange.request(), random);
        if (AskReader.read(exchange.incoming(), body) instanceof Reading.Understood(Ask ask)) {
          String text = new String(body, UTF_8);
          JsonNode tree = Recordings.tree(text);
          if (exchange.incoming().model().isEmpty()) {
            assertThat(ask.model()).as(text).isEqualTo(tree.path("model").asText());
            assertThat(ask.stream()).as(text).isEqualTo(tree.path("stream").asBoolean());
          }
          if (exchange.wire() == Wire.ANTHROPIC_MESSAGES) {
            assertThat(ask.maxTokens()).as(text).hasValue(tree.path("max_tokens").asLong());
          }
          understood++;
        }
      }
    }
    assertThat(understood).isGreaterThan(1000);
  }

  @Test
  void aDamagedAnswerIsMeteredAndPassedOnWithoutFailing() throws IOException {
    var random = new Random(SEED);
    for (Exchange exchange : samples()) {
      for (int round = 0; round < 15; round++) {
        byte[] answer = damaged(exchange.answer(), random);
        var meter = new Meter(OwnFamilies.metering(exchange.wire()), true, MeterLimits.USUAL, 0);
        meter.head(exchange.framing(), 0);
        meter.chunk(answer, 1);
        assertThat(meter.end(2).totalMicros()).as("seed %d", SEED).isZero();
        AnswerEdit edit = AnswerEdit.undoing(List.of(new Splice.UsageRequest()), 1 << 20);
        int passed = edit.chunk(answer).length + edit.end().length;
        assertThat(passed).as("seed %d", SEED).isLessThanOrEqualTo(answer.length);
      }
    }
  }
}
