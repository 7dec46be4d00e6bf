package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.conversation.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every recorded exchange of chat, with whichever vendor.
class ChatRecordingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyRecordedAnswerIsReadAndWhatItSaysIsWrittenAgain() throws IOException, JsonFault {
    OpenAiSchema schema = OpenAiSchema.read();
    int answers = 0;
    for (OpenAiRecordings.Exchange exchange : OpenAiRecordings.of("/chat/completions")) {
      if (exchange.status() >= 300) {
        continue;
      }
      answers++;
      List<Frame> frames = exchange.frames(new ChatFrameReader());
      Told.Answer told = Told.of(frames);
      String where = exchange.where();
      assertThat(told.ended() || told.error().isPresent()).as(where).isTrue();
      if (told.error().isPresent()) {
        continue;
      }
      assertThat(told.choices()).as(where).hasSize(exchange.choices());
      assertThat(told.choices().values().iterator().next().text())
          .as(where)
          .isEqualTo(exchange.text());
      assertThat(told.usage().isPresent()).as(where + " usage").isEqualTo(exchange.hasUsage());

      byte[] whole = new ChatFrameWriter(Occasions.whole()).whole(frames);
      assertThat(schema.wrong("CreateChatCompletionResponse", JSON.readTree(whole)))
          .as(where)
          .isEmpty();
      assertThat(Told.of(Streams.readWhole(new ChatFrameReader(), whole)))
          .as(where)
          .usingRecursiveComparison()
          .ignoringFields("id", "model") // some vendors give none
          .isEqualTo(told);
      byte[] stream = Streams.written(new ChatFrameWriter(Occasions.streamed(true)), frames);
      assertThat(Told.of(Streams.read(new ChatFrameReader(), stream)).choices())
          .as(where)
          .isEqualTo(told.choices());
    }
    assertThat(answers).isGreaterThan(900);
  }

  @Test
  void everyRecordedRequestIsReadAndWhatIsNotLostComesBack() throws IOException {
    List<String> wrong = new ArrayList<>();
    int requests = 0;
    for (OpenAiRecordings.Exchange exchange : OpenAiRecordings.of("/chat/completions")) {
      if (!exchange.request().startsWith("{") || exchange.status() >= 300) {
        continue;
      }
      JsonNode asked = tree(exchange.request());
      if (asked == null || !asked.has("messages")) {
        continue; // one vendor took a trailing comma
      }
      requests++;
      var losses = Requests.losses();
      try {
        Conversation first = Requests.chat(exchange.request(), losses);
        String written = Requests.asChat(first, losses);
        Conversation second = Requests.chat(written);
        if (losses.refused().isEmpty() && !alike(first, second)) {
          wrong.add(exchange.where() + " comes back as another");
        }
      } catch (JsonFault fault) {
        wrong.add(exchange.where() + " " + fault.getMessage());
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(requests).isGreaterThan(900);
  }

  /// All but what the writer asks for by itself: the usage of a stream.
  private static boolean alike(Conversation one, Conversation other) {
    return unnamed(one.turns()).equals(unnamed(other.turns()))
        && one.tools().equals(other.tools())
        && one.sampling().equals(other.sampling())
        && one.format().equals(other.format())
        && one.reasoning().equals(other.reasoning())
        && one.caller().user().equals(other.caller().user())
        && one.caller().metadata().equals(other.caller().metadata());
  }

  /// A few clients name the tool in its result too; its call has named it.
  private static List<Turn> unnamed(List<Turn> turns) {
    return turns.stream()
        .map(turn ->
            new Turn(
                turn.role(), turn.parts().stream().map(ChatRecordingsTest::unnamed).toList(), 0))
        .toList();
  }

  private static Part unnamed(Part part) {
    return part
            instanceof Part.ToolResult(String call, _, var content, boolean failed, boolean mark)
        ? new Part.ToolResult(call, "", content, failed, mark)
        : part;
  }

  private static @Nullable ObjectNode tree(String json) {
    try {
      return (ObjectNode) JSON.readTree(json.getBytes(UTF_8));
    } catch (IOException e) {
      return null;
    }
  }
}
