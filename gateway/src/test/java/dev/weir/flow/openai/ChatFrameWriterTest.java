package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.RandomAnswers;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChatFrameWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Frame BEGAN = new Frame.Began("id", "m");
  private static final Frame END = new Frame.Stopped(0, Stop.END, "", "");

  @Test
  void whatIsWrittenAsAStreamReadsAsWhatItWas() throws JsonFault {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      List<Frame> frames = new RandomAnswers(random).next(3);

      byte[] stream = Streams.written(new ChatFrameWriter(Occasions.streamed(true)), frames);
      List<Frame> read = Streams.read(new ChatFrameReader(), new Streams(random).split(stream));

      assertThat(Told.of(read)).as("seed %d", seed).isEqualTo(Told.of(frames));
    }
  }

  @Test
  void whatIsWrittenAsAWholeReadsAsWhatItWas() throws JsonFault {
    for (int seed = 0; seed < 1000; seed++) {
      List<Frame> frames = new RandomAnswers(new Random(seed)).next(3);

      byte[] body = new ChatFrameWriter(Occasions.whole()).whole(frames);

      assertThat(Told.of(Streams.readWhole(new ChatFrameReader(), body)))
          .as("seed %d", seed)
          .isEqualTo(Told.of(frames));
    }
  }

  @Test
  void everyChunkAndEveryWholeAnswerIsValidByOpenAisSchema() throws IOException {
    OpenAiSchema schema = OpenAiSchema.read();
    for (int seed = 0; seed < 100; seed++) {
      List<Frame> frames = new RandomAnswers(new Random(seed)).next(2);
      byte[] stream = Streams.written(new ChatFrameWriter(Occasions.streamed(true)), frames);
      for (JsonNode chunk : chunks(stream)) {
        assertThat(schema.wrong("CreateChatCompletionStreamResponse", nullUsageAway(chunk)))
            .as("seed %d: %s", seed, chunk)
            .isEmpty();
      }
      byte[] body = new ChatFrameWriter(Occasions.whole()).whole(frames);
      assertThat(schema.wrong("CreateChatCompletionResponse", JSON.readTree(body)))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  /// OpenAI sends `"usage":null` in every chunk of such a stream, which its schema has forgotten.
  private static JsonNode nullUsageAway(JsonNode chunk) {
    return chunk.path("usage").isNull() ? ((ObjectNode) chunk.deepCopy()).without("usage") : chunk;
  }

  @Test
  void usageIsToldInAStreamOnlyIfItWasAskedFor() {
    List<Frame> frames = List.of(BEGAN, text("a"), END, used(), new Frame.Ended());

    assertThat(stream(Occasions.streamed(false), frames))
        .doesNotContain("usage")
        .endsWith("data: [DONE]\n\n");
    assertThat(stream(Occasions.streamed(true), frames))
        .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void anErrorAfterTextIsAnEventAndNoDoneFollows() {
    var error = new ProviderError(529, "overloaded_error", "", "Overloaded", "");

    String stream =
        stream(Occasions.streamed(true), List.of(BEGAN, text("a"), new Frame.Broke(error)));

    assertThat(stream)
        .endsWith(
            "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\","
                + "\"param\":null,\"code\":null}}\n\n")
        .doesNotContain("[DONE]")
        .doesNotContain("\"finish_reason\":\"");
  }

  @Test
  void aToolWithoutArgumentsGetsAnEmptyObjectOfThem() {
    String stream =
        stream(
            Occasions.streamed(false),
            List.of(
                BEGAN,
                new Frame.ToolBegan(0, 0, "call", "now"),
                new Frame.Stopped(0, Stop.TOOL, "tool_use", ""),
                new Frame.Ended()));

    assertThat(stream).contains("\"function\":{\"arguments\":\"{}\"}");
  }

  @Test
  void aForeignSealComesBackInTheNextRequestAsWhatItWas() throws JsonFault, IOException {
    Seal seal = new Seal(Wire.ANTHROPIC_MESSAGES, JsonSlice.quoted("c2ln"));
    List<Frame> frames =
        List.of(
            BEGAN,
            new Frame.Thought(0, JsonSlice.quoted("hm")),
            new Frame.Sealed(0, seal),
            text("yes"),
            END,
            new Frame.Ended());
    JsonNode message =
        JSON.readTree(new ChatFrameWriter(Occasions.whole()).whole(frames))
            .at("/choices/0/message");

    String request = "{\"model\":\"m\",\"messages\":[" + message + "]}";

    assertThat(Requests.chat(request).turns().getFirst().parts().getFirst())
        .isEqualTo(new Part.Thought(JsonSlice.quoted("hm"), Optional.of(seal)));
  }

  @Test
  void reasonsToStopHaveTheWordsOfChat() {
    List<String> words = new ArrayList<>();
    for (Stop stop : Stop.values()) {
      words.add(stop + " " + ChatStop.word(new Frame.Stopped(0, stop, "", "")));
    }

    assertThat(words)
        .containsExactly(
            "END stop",
            "LENGTH length",
            "TOOL tool_calls",
            "SEQUENCE stop",
            "FILTERED content_filter",
            "DECLINED content_filter",
            "PAUSED length",
            "OTHER stop");
  }

  private static List<JsonNode> chunks(byte[] stream) throws IOException {
    List<JsonNode> chunks = new ArrayList<>();
    for (String event : new String(stream, UTF_8).split("\n\n", 0)) {
      String data = event.substring("data: ".length());
      if (!data.equals("[DONE]")) {
        chunks.add(JSON.readTree(data));
      }
    }
    return chunks;
  }

  private static Frame text(String text) {
    return new Frame.Text(0, JsonSlice.quoted(text));
  }

  private static Frame used() {
    return new Frame.Used(Usage.of(10, 5, Provenance.REPORTED));
  }

  private static String stream(FrameWriter.Occasion occasion, List<Frame> frames) {
    return new String(Streams.written(new ChatFrameWriter(occasion), frames), UTF_8);
  }
}
