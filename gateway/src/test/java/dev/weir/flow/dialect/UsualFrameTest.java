package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.SseReader;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.provider.OwnFamilies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A frame that is taken without being parsed tells what parsing it would have told.
class UsualFrameTest {
  private static final String FRAME =
      """
      {"id":"c","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}\
      """;

  /// What a reader makes of frames.
  private record Read(String text, List<AnswerReader.Seen> seen) {}

  /// By one reader, which learns; or by a fresh one for each frame, which cannot.
  private static Read read(Wire wire, byte[] stream, boolean fresh) {
    OutputText text = new OutputText(1 << 20);
    List<AnswerReader.Seen> seen = new ArrayList<>();
    AnswerReader[] reader = {AnswerReader.of(OwnFamilies.metering(wire), text)};
    SseReader events =
        new SseReader(
            1 << 20,
            event -> {
              reader[0] = fresh ? AnswerReader.of(OwnFamilies.metering(wire), text) : reader[0];
              seen.add(reader[0].event(event));
            });
    events.feed(stream);
    events.end();
    return new Read(text.text(), seen);
  }

  private static Read chunks(boolean fresh, String... texts) {
    StringBuilder stream = new StringBuilder();
    for (String text : texts) {
      stream.append("data: ").append(FRAME.formatted(text)).append("\n\n");
    }
    return read(Wire.OPENAI_CHAT, stream.toString().getBytes(UTF_8), fresh);
  }

  @Test
  void recordedStreamsReadTheSame() throws IOException {
    int streams = 0;
    for (Exchange exchange : Recordings.all()) {
      if (exchange.stream() && exchange.status() == 200) {
        byte[] answer = exchange.answerBytes();
        assertThat(read(exchange.wire(), answer, false))
            .as(exchange.where())
            .isEqualTo(read(exchange.wire(), answer, true));
        streams++;
      }
    }
    assertThat(streams).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "two words",
        "an \\\"escaped\\\" word",
        "\\u00e4",
        "grün",
        "\\n",
        "\"},\"finish_reason\":\"stop\"},{\"index\":1,\"delta\":{\"content\":\"x",
        "\",\"refusal\":\"no",
        "\t",
      })
  void aTextOfAnyKindAmongUsualOnesReadsTheSame(String odd) {
    String[] texts = {"one", "two", odd, "three", odd, odd, "four"};

    assertThat(chunks(false, texts)).isEqualTo(chunks(true, texts));
  }

  @Test
  void theFactsAreThoseOfTheWholeStream() {
    AnswerReader reader =
        AnswerReader.of(OwnFamilies.metering(Wire.OPENAI_CHAT), new OutputText(100));
    SseReader events = new SseReader(1_000, reader::event);
    String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
    for (String frame :
        List.of(FRAME.formatted("a"), FRAME.formatted("b"), usage, FRAME.formatted("c"))) {
      events.feed(("data: " + frame + "\n\n").getBytes(UTF_8));
    }

    Answer answer = reader.answer();

    assertThat(answer.responseId()).isEqualTo("c");
    assertThat(answer.usage()).isInstanceOf(UsageReport.Reported.class);
  }
}
