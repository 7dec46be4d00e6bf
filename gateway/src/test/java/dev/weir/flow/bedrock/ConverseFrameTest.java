package dev.weir.flow.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.bedrock.ConverseStreams.Event;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.RandomAnswer;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseFrameTest {

  /// The wire names neither the answer nor its model.
  private static List<Frame> nameless(List<Frame> answer) {
    List<Frame> nameless = new ArrayList<>(answer);
    nameless.set(0, new Frame.Began("", ""));
    return RandomAnswer.joined(nameless);
  }

  /// The padding that Bedrock adds, deltas of nothing, events of tomorrow.
  private static List<Event> padded(List<Event> events, Random random) {
    List<Event> padded = new ArrayList<>();
    for (Event event : events) {
      if (random.nextInt(6) == 0) {
        padded.add(new Event("newsOfTomorrow", "{\"a\":[1]}"));
      }
      String p = "abcdefghijklmnop".substring(random.nextInt(16));
      padded.add(new Event(event.name(), event.data().replaceFirst("}$", ",\"p\":\"" + p + "\"}")));
      if (event.data().contains("\"delta\":{\"text\"") && random.nextInt(4) == 0) {
        padded.add(
            new Event("contentBlockDelta", "{\"delta\":{\"text\":\"\"},\"contentBlockIndex\":0}"));
      }
    }
    return padded;
  }

  @Test
  void readsWhatItWroteHoweverTheStreamIsDisturbed() throws JsonFault {
    for (int seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.BEDROCK_CONVERSE);
      byte[] stream =
          Streams.written(new ConverseFrameWriter(), RandomAnswer.mixed(answer, random));
      byte[] disturbed = ConverseStreams.stream(padded(ConverseStreams.events(stream), random));
      List<byte[]> chunks = new Streams(random).split(disturbed);

      assertThat(RandomAnswer.joined(ConverseStreams.read(chunks)))
          .as("seed %d", seed)
          .isEqualTo(nameless(answer));
    }
  }

  @Test
  void readsTheWholeBodyItWrote() throws JsonFault {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.BEDROCK_CONVERSE);
      byte[] body = new ConverseFrameWriter().whole(RandomAnswer.mixed(answer, random));

      assertThat(RandomAnswer.joined(Streams.readWhole(new ConverseFrameReader(), body)))
          .as("seed %d", seed)
          .isEqualTo(nameless(answer));
    }
  }

  @Test
  void aStreamThatIsCutBeforeItsStopDoesNotEnd() throws JsonFault {
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      byte[] stream =
          Streams.written(
              new ConverseFrameWriter(), RandomAnswer.of(random, Wire.BEDROCK_CONVERSE));
      List<Event> events = ConverseStreams.events(stream);
      byte[] cut = ConverseStreams.stream(events.subList(0, random.nextInt(events.size() - 1)));

      assertThat(ConverseStreams.read(List.of(cut)))
          .as("seed %d", seed)
          .noneMatch(frame -> frame instanceof Frame.Ended || frame instanceof Frame.Broke);
    }
  }

  @Test
  void aStreamWithoutMetadataEndsWithItsUsageUnknown() throws JsonFault {
    byte[] stream =
        ConverseStreams.stream(
            List.of(
                new Event("messageStart", "{\"role\":\"assistant\"}"),
                new Event("messageStop", "{\"stopReason\":\"end_turn\"}")));

    assertThat(ConverseStreams.read(List.of(stream)))
        .containsExactly(
            new Frame.Began("", ""),
            new Frame.Stopped(0, Stop.END, "end_turn", ""),
            new Frame.Ended());
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, 429",
    "validationException, 400",
    "modelStreamErrorException, 424",
    "serviceUnavailableException, 503",
    "internalServerException, 500",
  })
  void anExceptionIsTheEndAndIsWrittenAsTheSame(String type, int status) throws JsonFault {
    byte[] stream =
        ConverseStreams.stream(
            List.of(new Event(type, "{\"message\":\"No more\"}"), new Event("metadata", "{}")));
    var broke = new Frame.Broke(new ProviderError(status, type, "", "No more", ""));

    assertThat(ConverseStreams.read(List.of(stream)))
        .containsExactly(new Frame.Began("", ""), broke);
    assertThat(ConverseStreams.events(Streams.written(new ConverseFrameWriter(), List.of(broke))))
        .containsExactly(new Event(type, "{\"message\":\"No more\"}"));
  }

  @Test
  void anEventThatIsNoObjectIsAFault() {
    byte[] stream = ConverseStreams.stream(List.of(new Event("messageStop", "[]")));

    assertThatThrownBy(() -> ConverseStreams.read(List.of(stream))).isInstanceOf(JsonFault.class);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, END",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "stop_sequence, SEQUENCE",
    "tool_use, TOOL",
    "guardrail_intervened, FILTERED",
    "content_filtered, FILTERED",
    "malformed_tool_use, OTHER",
  })
  void readsEachEndingAndWritesBackWhatTheWireKnows(String reason, Stop stop) throws JsonFault {
    String body = "{\"output\":{\"message\":{\"content\":[]}},\"stopReason\":\"" + reason + "\"}";
    List<Frame> frames = Streams.readWhole(new ConverseFrameReader(), body.getBytes(UTF_8));

    assertThat(frames).contains(new Frame.Stopped(0, stop, reason, ""));
    assertThat(new String(new ConverseFrameWriter().whole(frames), UTF_8))
        .contains("\"stopReason\":\"" + (stop == Stop.OTHER ? "end_turn" : reason) + "\"");
  }

  @Test
  void writesTheEventsOfTheWireInItsOrder() {
    List<Frame> frames =
        List.of(
            new Frame.Began("chatcmpl-1", "gpt"),
            new Frame.Text(0, JsonSlice.quoted("Hi")),
            new Frame.ToolBegan(0, 0, "call_1", "look"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{}")),
            new Frame.ToolSealed(0, 0, new Seal(Wire.GEMINI_GENERATE, JsonSlice.quoted("cw=="))),
            new Frame.Stopped(0, Stop.TOOL, "tool_calls", ""),
            new Frame.Ended());

    assertThat(ConverseStreams.events(Streams.written(new ConverseFrameWriter(), frames)))
        .containsExactly(
            new Event("messageStart", "{\"role\":\"assistant\"}"),
            new Event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"}}"),
            new Event("contentBlockStop", "{\"contentBlockIndex\":0}"),
            new Event(
                "contentBlockStart",
                "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"call_1\","
                    + "\"name\":\"look\"}}}"),
            new Event(
                "contentBlockDelta",
                "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}"),
            new Event("contentBlockStop", "{\"contentBlockIndex\":1}"),
            new Event(
                "contentBlockDelta",
                "{\"contentBlockIndex\":2,\"delta\":{\"reasoningContent\":"
                    + "{\"signature\":\"gemini.generate:cw==\"}}}"),
            new Event("contentBlockStop", "{\"contentBlockIndex\":2}"),
            new Event("messageStop", "{\"stopReason\":\"tool_use\"}"),
            new Event(
                "metadata",
                "{\"usage\":{\"inputTokens\":0,\"outputTokens\":0,\"totalTokens\":0,"
                    + "\"cacheReadInputTokens\":0,\"cacheWriteInputTokens\":0},"
                    + "\"metrics\":{\"latencyMs\":0}}"));
  }
}
