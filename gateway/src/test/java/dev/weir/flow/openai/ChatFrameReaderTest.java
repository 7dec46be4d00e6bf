package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.RandomAnswers;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Streams.Event;
import dev.weir.flow.conversation.Told;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChatFrameReaderTest {
  private static final String TEXT =
      "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
          + "\"finish_reason\":null}]}";
  private static final String STOP =
      "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

  @Test
  void whateverDisturbsAStreamItSaysTheSame() throws JsonFault {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      var field = new ScarredChat(random);
      List<Frame> frames = new RandomAnswers(random).next(field.mixes() ? 3 : 1);
      if (!field.mixes()) {
        frames = unmixed(frames);
      }
      List<byte[]> chunks = new Streams(random).disturbed(field.events(frames));

      List<Frame> read = Streams.read(new ChatFrameReader(), chunks);

      assertThat(Told.of(read)).as("seed %d", seed).isEqualTo(Told.of(frames));
    }
  }

  /// Pieces of a tool right behind its beginning.
  private static List<Frame> unmixed(List<Frame> frames) {
    return frames.stream()
        .sorted((one, other) -> Integer.compare(place(one), place(other)))
        .toList();
  }

  private static int place(Frame frame) {
    return switch (frame) {
      case Frame.Began _ -> 0;
      case Frame.Text _, Frame.Thought _, Frame.Sealed _, Frame.Declined _ -> 1;
      case Frame.ToolBegan began -> 2 + began.tool();
      case Frame.ToolArguments piece -> 2 + piece.tool();
      case Frame.ToolSealed sealed -> 2 + sealed.tool();
      case Frame.Stopped _ -> 100;
      case Frame.Used _ -> 101;
      case Frame.Broke _, Frame.Ended _ -> 102;
    };
  }

  @Test
  void aStreamThatEndsBeforeItsChoiceFinishedHasNotEnded() throws JsonFault {
    List<Frame> frames = stream(TEXT.formatted("a"));

    assertThat(Told.of(frames).ended()).isFalse();
    assertThat(Told.of(frames).only().text()).isEqualTo("a");
  }

  @Test
  void aStreamThatFinishedHasEndedWithoutDone() throws JsonFault {
    assertThat(Told.of(stream(TEXT.formatted("a"), STOP)).ended()).isTrue();
  }

  @Test
  void doneEndsAStreamWhoseVendorNeverSaysWhyItFinished() throws JsonFault {
    Told.Answer told = Told.of(stream(TEXT.formatted("a"), "[DONE]"));

    assertThat(told.ended()).isTrue();
    assertThat(told.only().stop()).contains(Stop.END);
  }

  @Test
  void aDoneWithoutAnyChoiceIsNoAnswer() {
    assertThatThrownBy(() -> stream("[DONE]"))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("no choice");
  }

  @Test
  void anErrorWithinAStreamBreaksItAndNothingFollows() throws JsonFault {
    List<Frame> frames =
        stream(
            TEXT.formatted("a"),
            "{\"error\":{\"message\":\"gone\",\"type\":\"api_error\",\"code\":503}}",
            TEXT.formatted("b"),
            "[DONE]");

    Told.Answer told = Told.of(frames);
    assertThat(told.ended()).isFalse();
    assertThat(told.only().text()).isEqualTo("a");
    assertThat(told.error())
        .hasValueSatisfying(error -> {
          assertThat(error.status()).isEqualTo(503);
          assertThat(error.message()).isEqualTo("gone");
        });
  }

  @Test
  void anEventNamedErrorBreaksAStreamWhateverItsData() throws JsonFault {
    byte[] stream = Streams.plain(List.of(new Event("error", "{\"message\":\"gone\"}")));

    assertThat(Told.of(Streams.read(new ChatFrameReader(), stream)).error())
        .hasValueSatisfying(error -> assertThat(error.message()).isEqualTo("gone"));
  }

  @Test
  void anErrorInAWholeAnswerThatClaimsSuccessIsAnError() throws JsonFault {
    String refused =
        "{\"error\":{\"code\":\"content_filter\",\"status\":400,\"message\":\"policy\"}}";

    Told.Answer told = Told.of(Streams.readWhole(new ChatFrameReader(), refused.getBytes(UTF_8)));

    assertThat(told.error().orElseThrow().code()).isEqualTo("content_filter");
  }

  @Test
  void bytesThatAreNoAnswerAreAFault() {
    for (String body : List.of("", "<html>", "[]", "{}", "{\"choices\":[]}", "{\"choices\":[")) {
      assertThatThrownBy(() -> Streams.readWhole(new ChatFrameReader(), body.getBytes(UTF_8)))
          .as(body)
          .isInstanceOf(JsonFault.class);
    }
    assertThatThrownBy(() -> stream(TEXT.formatted("a"), "{\"choi")).isInstanceOf(JsonFault.class);
  }

  @Test
  void callsThatAllHaveIndexZeroAreToldApartByTheirIds() throws JsonFault {
    Told.Choice choice = Told.of(stream(callAtZero("a"), callAtZero("b"), STOP)).only();

    assertThat(choice.tools().values()).extracting(Told.Tool::id).containsExactly("a", "b");
    assertThat(choice.stop()).contains(Stop.TOOL);
  }

  @Test
  void callsWithoutIdsGetOnesThatDifferBetweenAnswers() throws JsonFault {
    String calls =
        "{'id':'ANSWER','choices':[{'message':{'tool_calls':["
            + "{'id':'','function':{'name':'f','arguments':'{}'}},"
            + "{'id':'','function':{'name':'f','arguments':'{}'}}]}}]}";

    List<String> ids =
        List.of("one", "two").stream()
            .flatMap(answer ->
                whole(calls.replace('\'', '"').replace("ANSWER", answer))
                    .only()
                    .tools()
                    .values()
                    .stream())
            .map(Told.Tool::id)
            .toList();

    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void aListOfThoughtsAndTextsIsReadAsOneVendorSendsIt() {
    Told.Choice choice =
        whole(
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":"
                    + "[{\"type\":\"text\",\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"yes\"}]},"
                    + "\"finish_reason\":\"stop\"}]}")
            .only();

    assertThat(choice.thought()).isEqualTo("hm");
    assertThat(choice.text()).isEqualTo("yes");
  }

  @Test
  void aThoughtThatIsToldTwiceIsReadOnce() {
    Told.Choice choice =
        whole(
                "{\"choices\":[{\"message\":{\"content\":\"yes\",\"reasoning\":\"hm\","
                    + "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\","
                    + "\"signature\":\"s\"}]},\"finish_reason\":\"stop\"}]}")
            .only();

    assertThat(choice.thought()).isEqualTo("hm");
    assertThat(choice.seal()).isEqualTo("openai.chat:s");
  }

  private static String callAtZero(String id) {
    return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,"
        + "\"id\":\""
        + id
        + "\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}";
  }

  private static Told.Answer whole(String body) {
    try {
      return Told.of(Streams.readWhole(new ChatFrameReader(), body.getBytes(UTF_8)));
    } catch (JsonFault fault) {
      throw new AssertionError(fault);
    }
  }

  private static List<Frame> stream(String... data) throws JsonFault {
    byte[] stream = Streams.plain(Arrays.stream(data).map(Event::of).toList());
    return Streams.read(new ChatFrameReader(), stream);
  }
}
