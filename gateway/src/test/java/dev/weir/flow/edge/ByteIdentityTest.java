package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.entry.Entry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A stream reaches its caller byte for byte, however the wire splits it.
class ByteIdentityTest {
  private static final String[] WORDS = {"Grüße", " 🦫", "\\n\\\"usage\\\": ", "", "結"};
  private static final String USAGE = Wires.openAiUsage(7, 9, 16);

  private final Walk walk = new Walk();

  private byte[] passed(boolean openAi, byte[] ask, byte[] stream, int... splits) {
    SimCaller caller = walk.sent(openAi, ask);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    int from = 0;
    for (int split : splits) {
      walk.provider().chunk(Arrays.copyOfRange(stream, from, split));
      from = split;
    }
    walk.provider().chunk(Arrays.copyOfRange(stream, from, stream.length));
    walk.provider().end();
    assertThat(caller.complete()).isTrue();
    return caller.received();
  }

  @Test
  void anUntouchedStreamAtEverySplit() {
    byte[] ask = Wires.request(true, true, "large", 50, "hello");
    byte[] openAi = Wires.openAiStream("large", WORDS, USAGE).getBytes(UTF_8);
    byte[] anthropic = Wires.anthropicStream("large", WORDS, 5, 6).getBytes(UTF_8);
    for (int split = 0; split <= openAi.length; split++) {
      assertThat(passed(true, ask, openAi, split)).as("split at %d", split).isEqualTo(openAi);
    }
    byte[] plain = Wires.request(true, false, "large", 50, "hello");
    for (int split = 0; split <= anthropic.length; split++) {
      assertThat(passed(false, plain, anthropic, split))
          .as("split at %d", split)
          .isEqualTo(anthropic);
    }
  }

  @Test
  void aStreamThatWasAskedForUsageAtEverySplitIsAsWithoutWeir() {
    byte[] ask = Wires.request(true, false, "large", 50, "hello");
    byte[] asked = Wires.openAiStream("large", WORDS, USAGE).getBytes(UTF_8);
    byte[] unasked = Wires.openAiStream("large", WORDS, "").getBytes(UTF_8);
    for (int split = 0; split <= asked.length; split++) {
      int second = (split * 31 + 7) % (asked.length - split + 1) + split;
      assertThat(passed(true, ask, asked, split, second))
          .as("split at %d", split)
          .isEqualTo(unasked);
    }
    assertThat(walk.endings)
        .allSatisfy(ending -> assertThat(((Entry.Settled) ending).usage().output()).isEqualTo(9));
  }

  @Test
  void recordedStreamsAtRandomSplits() throws IOException {
    for (Recordings.Exchange exchange : Recordings.all()) {
      Wire wire = exchange.wire();
      boolean openAi = wire == Wire.OPENAI_CHAT;
      boolean asked = openAi || wire == Wire.ANTHROPIC_MESSAGES;
      if (!asked || !exchange.stream() || exchange.status() != 200) {
        continue;
      }
      byte[] stream = exchange.answerBytes();
      byte[] ask = Wires.request(true, true, "large", 50, "hello");
      for (long seed = 0; seed < 3; seed++) {
        int[] splits = new Random(seed).ints(20, 0, stream.length + 1).sorted().toArray();
        assertThat(passed(openAi, ask, stream, splits))
            .as("%s, seed %d", exchange.where(), seed)
            .isEqualTo(stream);
      }
    }
  }
}
