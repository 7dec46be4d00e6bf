package dev.weir.flow.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Occasions;
import dev.weir.flow.conversation.RandomAnswer;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Streams.Event;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesFrameTest {
  private static MessagesFrameWriter writer() {
    return new MessagesFrameWriter(Occasions.OCCASION);
  }

  private static List<Frame> read(byte[] stream) throws JsonFault {
    return Streams.read(new MessagesFrameReader(), stream);
  }

  private static List<Event> events(byte[] stream) {
    List<Event> events = new ArrayList<>();
    for (String event : new String(stream, UTF_8).split("\n\n", -1)) {
      if (event.isEmpty()) {
        continue;
      }
      int data = event.indexOf("\ndata: ");
      events.add(new Event(event.substring("event: ".length(), data), event.substring(data + 7)));
    }
    return events;
  }

  /// Pings, deltas of nothing and events of tomorrow, anywhere.
  private static List<Event> padded(List<Event> events, Random random) {
    List<Event> padded = new ArrayList<>();
    for (Event event : events) {
      switch (random.nextInt(6)) {
        case 0 -> padded.add(new Event("ping", "{\"type\": \"ping\"}"));
        case 1 -> padded.add(new Event("news", "{\"type\":\"news\",\"index\":{\"a\":[]}}"));
        default -> {}
      }
      padded.add(new Event(event.name(), event.data().replaceFirst("}$", "   }")));
      boolean within = event.data().contains("\"text_delta\"");
      if (within && random.nextInt(4) == 0) {
        String index = event.data().replaceFirst(".*?\"index\":(\\d+).*", "$1");
        padded.add(
            Event.of(
                "{\"delta\":{\"text\":\"\",\"type\":\"text_delta\"},\"index\":"
                    + index
                    + ",\"type\":\"content_block_delta\"}"));
      }
    }
    return padded;
  }

  @Test
  void readsWhatItWroteHoweverTheStreamIsDisturbed() throws JsonFault {
    for (int seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.ANTHROPIC_MESSAGES);
      byte[] stream = Streams.written(writer(), RandomAnswer.mixed(answer, random));
      List<byte[]> chunks = new Streams(random).disturbed(padded(events(stream), random));

      assertThat(RandomAnswer.joined(Streams.read(new MessagesFrameReader(), chunks)))
          .as("seed %d", seed)
          .isEqualTo(RandomAnswer.joined(answer));
    }
  }

  @Test
  void readsTheWholeBodyItWrote() throws JsonFault {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.ANTHROPIC_MESSAGES);
      byte[] body = writer().whole(RandomAnswer.mixed(answer, random));

      assertThat(RandomAnswer.joined(Streams.readWhole(new MessagesFrameReader(), body)))
          .as("seed %d", seed)
          .isEqualTo(RandomAnswer.joined(answer));
    }
  }

  @Test
  void aStreamThatIsCutDoesNotEnd() throws JsonFault {
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      byte[] stream = Streams.written(writer(), RandomAnswer.of(random, Wire.ANTHROPIC_MESSAGES));
      List<Event> events = events(stream);
      List<Event> some = events.subList(0, random.nextInt(events.size()));

      assertThat(read(Streams.plain(some)))
          .as("seed %d", seed)
          .noneMatch(frame -> frame instanceof Frame.Ended || frame instanceof Frame.Broke);
    }
  }

  @Test
  void anErrorWithinAnAnswerIsItsEnd() throws JsonFault {
    byte[] stream =
        """
        event: error
        data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

        event: message_stop
        data: {"type":"message_stop"}

        """
            .getBytes(UTF_8);

    assertThat(read(stream))
        .last()
        .isEqualTo(new Frame.Broke(new ProviderError(0, "overloaded_error", "", "Overloaded", "")));
  }

  @Test
  void anotherAnswerWithinAToolsCallIsAnError() throws JsonFault {
    String start =
        "{\"type\":\"message_start\",\"message\":{\"id\":\"%s\",\"model\":\"m\",\"content\":[]}}";
    byte[] stream =
        Streams.plain(
            List.of(
                Event.of(start.formatted("one")),
                Event.of(
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}}"),
                Event.of(start.formatted("one")),
                Event.of(start.formatted("two"))));

    assertThat(read(stream)).hasSize(3).last().isInstanceOf(Frame.Broke.class);
  }

  @Test
  void anEventThatIsNoObjectIsAFault() {
    assertThatThrownBy(() -> read("data: [1]\n\n".getBytes(UTF_8))).isInstanceOf(JsonFault.class);
    assertThatThrownBy(() -> read("data: {\"type\":\n\n".getBytes(UTF_8)))
        .isInstanceOf(JsonFault.class);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, END",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "stop_sequence, SEQUENCE",
    "tool_use, TOOL",
    "pause_turn, PAUSED",
    "refusal, DECLINED",
    "tomorrow, OTHER",
  })
  void readsEachEndingAndWritesBackWhatTheWireKnows(String reason, Stop stop) throws JsonFault {
    String body =
        "{\"id\":\"i\",\"type\":\"message\",\"content\":[],\"stop_reason\":\"" + reason + "\"}";
    List<Frame> frames = Streams.readWhole(new MessagesFrameReader(), body.getBytes(UTF_8));

    assertThat(frames).contains(new Frame.Stopped(0, stop, reason, ""));
    assertThat(new String(writer().whole(frames), UTF_8))
        .contains("\"stop_reason\":\"" + (stop == Stop.OTHER ? "end_turn" : reason) + "\"");
  }

  @Test
  void aSealOfAnotherWireTravelsInTheSignature() throws JsonFault {
    var seal = new Seal(Wire.GEMINI_GENERATE, JsonSlice.quoted("c2VhbA=="));
    List<Frame> frames =
        List.of(
            new Frame.Began("", ""),
            new Frame.ToolBegan(0, 0, "call_0", "look"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{}")),
            new Frame.ToolSealed(0, 0, seal),
            new Frame.Stopped(0, Stop.TOOL, "STOP", ""),
            new Frame.Ended());
    String stream = new String(Streams.written(writer(), frames), UTF_8);

    assertThat(stream)
        .contains("\"id\":\"call-1\"", "\"model\":\"asked-model\"")
        .contains("\"signature\":\"gemini.generate:c2VhbA==\"")
        .contains("\"stop_reason\":\"tool_use\"");
    assertThat(new String(writer().whole(frames), UTF_8))
        .contains("\"signature\":\"gemini.generate:c2VhbA==\"");
  }

  @Test
  void aRefusalInWordsIsARefusalInTheEnding() {
    List<Frame> frames =
        List.of(
            new Frame.Began("", ""),
            new Frame.Declined(0, JsonSlice.quoted("No.")),
            new Frame.Stopped(0, Stop.END, "stop", ""),
            new Frame.Ended());

    assertThat(new String(Streams.written(writer(), frames), UTF_8))
        .contains("\"text\":\"No.\"", "\"stop_reason\":\"refusal\"");
  }

  @Test
  void writesTheEventsOfTheWireInItsOrder() {
    List<Frame> frames =
        List.of(
            new Frame.Began("msg_1", "claude"),
            new Frame.Text(0, JsonSlice.quoted("Hi")),
            new Frame.Stopped(0, Stop.END, "", ""),
            new Frame.Ended());

    assertThat(new String(Streams.written(writer(), frames), UTF_8))
        .isEqualTo(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
            "model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":\
            {"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":\
            {"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
            "output_tokens":0}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
  }

  @Test
  void anErrorHasATypeThatTheWireKnows() {
    var error = new ProviderError(429, "ThrottlingException", "", "Too many", "");

    assertThat(new String(writer().error(error), UTF_8))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Too many\"}}");
  }

  @Test
  void aWholeAnswerThatIsAnErrorWithoutItsTypeIsNoEmptyAnswer() throws JsonFault {
    List<Frame> frames = new ArrayList<>();
    new MessagesFrameReader()
        .whole("{\"error\":{\"type\":\"overloaded_error\"}}".getBytes(UTF_8), frames::add);

    assertThat(frames).last().isInstanceOf(Frame.Broke.class);
    assertThat(frames).doesNotHaveAnyElementsOfTypes(Frame.Ended.class);
    assertThatThrownBy(() -> new MessagesFrameReader().whole("{}".getBytes(UTF_8), _ -> {}))
        .isInstanceOf(JsonFault.class);
  }
}
