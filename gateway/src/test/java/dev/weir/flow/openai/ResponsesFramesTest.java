package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.RandomAnswers;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Streams.Event;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.ProviderError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponsesFramesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Frame BEGAN = new Frame.Began("resp_1", "m");

  @Test
  void whateverDisturbsAStreamItSaysTheSame() throws JsonFault {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      Told.Answer told = Told.of(new RandomAnswers(random).next(1));
      List<Event> events = new ScarredResponses(random).events(told);

      List<Frame> read =
          Streams.read(new ResponsesFrameReader(), new Streams(random).disturbed(events));

      assertThat(Told.of(read)).as("seed %d", seed).isEqualTo(told);
    }
  }

  @Test
  void whatIsWrittenReadsAsWhatItWas() throws JsonFault {
    for (int seed = 0; seed < 1000; seed++) {
      var random = new Random(seed);
      List<Frame> frames = new RandomAnswers(random).next(1);
      Told.Answer told = Told.of(frames);

      byte[] stream = Streams.written(new ResponsesFrameWriter(Occasions.streamed(true)), frames);
      byte[] whole = new ResponsesFrameWriter(Occasions.whole()).whole(frames);

      List<byte[]> chunks = new Streams(random).split(stream);
      assertThat(Told.of(Streams.read(new ResponsesFrameReader(), chunks)))
          .as("seed %d", seed)
          .isEqualTo(told);
      assertThat(Told.of(Streams.readWhole(new ResponsesFrameReader(), whole)))
          .as("seed %d", seed)
          .isEqualTo(told);
    }
  }

  @Test
  void everyEventAndEveryWholeAnswerIsValidByOpenAisSchema() throws IOException {
    OpenAiSchema schema = OpenAiSchema.read();
    for (int seed = 0; seed < 100; seed++) {
      List<Frame> frames = new RandomAnswers(new Random(seed)).next(1);
      List<JsonNode> events = events(frames);
      for (JsonNode event : events) {
        assertThat(schema.wrong(schemaOf(event), withoutNoUsage(event)))
            .as("seed %d: %s", seed, event)
            .isEmpty();
      }
      JsonNode whole = JSON.readTree(new ResponsesFrameWriter(Occasions.whole()).whole(frames));
      assertThat(schema.wrong("Response", withoutNoUsage(whole))).as("seed %d", seed).isEmpty();
      assertThat(whole).isEqualTo(events.getLast().path("response"));
    }
  }

  private static String schemaOf(JsonNode event) {
    String type = event.path("type").asText().replaceFirst("^response\\.", "");
    StringBuilder name = new StringBuilder("Response");
    for (String word : type.split("[._]", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString().replace("ResponseOutputText", "ResponseText") + "Event";
  }

  /// Where an answer is under way OpenAI sends `"usage":null`, which its schema has forgotten.
  private static JsonNode withoutNoUsage(JsonNode value) {
    JsonNode copy = value.deepCopy();
    JsonNode body = copy.has("response") ? copy.path("response") : copy;
    if (body.path("usage").isNull()) {
      ((ObjectNode) body).remove("usage");
    }
    return copy;
  }

  @Test
  void aTextComesWithEveryEventOfItsItemInOrder() throws IOException {
    List<Frame> frames = List.of(BEGAN, text("a"), text("b"), stopped(Stop.END), new Frame.Ended());

    assertThat(types(frames))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    assertThat(events(frames))
        .extracting(event -> event.path("sequence_number").asInt())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void aThoughtAndACallComeWithEveryEventOfTheirItems() throws IOException {
    List<Frame> frames =
        List.of(
            BEGAN,
            new Frame.Thought(0, JsonSlice.quoted("hm")),
            new Frame.ToolBegan(0, 0, "call", "f"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{}")),
            stopped(Stop.TOOL),
            new Frame.Ended());

    assertThat(types(frames))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
  }

  @Test
  void anAnswerThatRanOutOfTokensIsIncompleteAndSaysWhy() throws IOException {
    JsonNode last =
        events(List.of(BEGAN, text("a"), stopped(Stop.LENGTH), new Frame.Ended())).getLast();

    assertThat(last.path("type").asText()).isEqualTo("response.incomplete");
    assertThat(last.at("/response/incomplete_details/reason").asText())
        .isEqualTo("max_output_tokens");
  }

  @Test
  void anErrorAfterTextEndsInAFailureAndNeverCompletes() throws IOException {
    var error = new ProviderError(529, "overloaded_error", "", "Overloaded", "");

    List<String> types = types(List.of(BEGAN, text("a"), new Frame.Broke(error)));

    assertThat(types).endsWith("error", "response.failed").doesNotContain("response.completed");
  }

  @Test
  void aFailureAndAnErrorEventBreakTheAnswer() throws JsonFault {
    assertThat(broken("{\"type\":\"error\",\"code\":\"x\",\"message\":\"gone\"}").code())
        .isEqualTo("x");
    assertThat(
            broken(
                    "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\","
                        + "\"error\":{\"code\":\"server_error\",\"message\":\"gone\"}}}")
                .message())
        .isEqualTo("gone");
  }

  private static ProviderError broken(String data) throws JsonFault {
    byte[] stream = Streams.plain(List.of(Event.of(data)));
    return Told.of(Streams.read(new ResponsesFrameReader(), stream)).error().orElseThrow();
  }

  @Test
  void aStreamWithoutItsLastEventHasNotEnded() throws JsonFault {
    byte[] stream =
        Streams.plain(
            List.of(
                Event.of(
                    "{\"type\":\"response.output_text.delta\",\"output_index\":0,"
                        + "\"delta\":\"a\"}")));

    assertThat(Told.of(Streams.read(new ResponsesFrameReader(), stream)).ended()).isFalse();
  }

  @Test
  void bytesThatAreNoAnswerAreAFault() {
    for (String body : List.of("", "<html>", "[]", "{}", "{\"status\":\"queued\",\"output\":[]}")) {
      assertThatThrownBy(() -> Streams.readWhole(new ResponsesFrameReader(), body.getBytes(UTF_8)))
          .as(body)
          .isInstanceOf(JsonFault.class);
    }
  }

  @Test
  void everyRecordedAnswerIsReadAndWhatItSaysIsWrittenAgain() throws IOException, JsonFault {
    OpenAiSchema schema = OpenAiSchema.read();
    int answers = 0;
    for (OpenAiRecordings.Exchange exchange : OpenAiRecordings.of("/responses")) {
      boolean queued = exchange.answer().matches("(?s)\\{.*\"status\"\\s*:\\s*\"queued\".*");
      if (exchange.status() >= 300 || (queued && !exchange.stream())) {
        continue;
      }
      answers++;
      String where = exchange.where();
      List<Frame> frames = exchange.frames(new ResponsesFrameReader());
      Told.Answer told = Told.of(frames);
      assertThat(told.ended()).as(where).isTrue();
      assertThat(told.only().text()).as(where).isEqualTo(recordedText(exchange));
      assertThat(told.usage()).as(where + " usage").isPresent();

      byte[] whole = new ResponsesFrameWriter(Occasions.whole()).whole(frames);
      assertThat(schema.wrong("Response", JSON.readTree(whole))).as(where).isEmpty();
      byte[] stream = Streams.written(new ResponsesFrameWriter(Occasions.streamed(true)), frames);
      assertThat(Told.of(Streams.read(new ResponsesFrameReader(), stream)).only().text())
          .as(where)
          .isEqualTo(told.only().text());
    }
    assertThat(answers).isGreaterThan(400);
  }

  /// All texts of the whole answer, by another library.
  private static String recordedText(OpenAiRecordings.Exchange exchange) throws IOException {
    JsonNode last = exchange.bodies().getLast();
    JsonNode body = last.has("response") ? last.path("response") : last;
    StringBuilder text = new StringBuilder();
    for (JsonNode item : body.path("output")) {
      for (JsonNode part : item.path("content")) {
        boolean isText = part.path("type").asText().equals("output_text");
        text.append(isText ? part.path("text").asText() : "");
      }
    }
    return text.toString();
  }

  private static List<JsonNode> events(List<Frame> frames) throws IOException {
    byte[] stream = Streams.written(new ResponsesFrameWriter(Occasions.streamed(true)), frames);
    List<JsonNode> events = new ArrayList<>();
    for (String event : new String(stream, UTF_8).split("\n\n", 0)) {
      String[] lines = event.split("\n", 2);
      JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
      assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
      events.add(data);
    }
    return events;
  }

  private static List<String> types(List<Frame> frames) throws IOException {
    return events(frames).stream().map(event -> event.path("type").asText()).toList();
  }

  private static Frame text(String text) {
    return new Frame.Text(0, JsonSlice.quoted(text));
  }

  private static Frame stopped(Stop stop) {
    return new Frame.Stopped(0, stop, "", "");
  }
}
