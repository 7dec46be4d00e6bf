package dev.weir.flow.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.RandomAnswer;
import dev.weir.flow.conversation.RandomAnswers;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Streams.Event;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateFrameTest {
  private static final String HELLO =
      "{'candidates':[{'content':{'parts':[{'text':'%s'}],'role':'model'},'index':0}],"
          + "'modelVersion':'gemini-x','responseId':'r1'}";
  private static final String STOP =
      "{'candidates':[{'content':{'parts':[{'text':''}],'role':'model'},'finishReason':'STOP',"
          + "'index':0}],'usageMetadata':{'promptTokenCount':3,'candidatesTokenCount':2,"
          + "'thoughtsTokenCount':4,'totalTokenCount':9},'modelVersion':'gemini-x',"
          + "'responseId':'r1'}";
  private static final Usage USED = new Usage(3, 0, 0, 0, 6, 4, Map.of(), Provenance.REPORTED);

  /// The wire has one word for an end and for calls, and none for what was written to a cache.
  private static List<Frame> asTold(List<Frame> answer) {
    boolean calls = answer.stream().anyMatch(Frame.ToolBegan.class::isInstance);
    return RandomAnswer.joined(answer).stream().map(frame -> asTold(frame, calls)).toList();
  }

  private static Frame asTold(Frame frame, boolean calls) {
    return switch (frame) {
      case Frame.Stopped stopped when stopped.stop() == Stop.LENGTH ->
          new Frame.Stopped(0, Stop.LENGTH, "MAX_TOKENS", "");
      case Frame.Stopped _ -> new Frame.Stopped(0, calls ? Stop.TOOL : Stop.END, "STOP", "");
      case Frame.Used(Usage usage) -> new Frame.Used(withoutWrites(usage));
      case Frame.Began _, Frame.Text _, Frame.Thought _, Frame.Sealed _, Frame.Declined _ -> frame;
      case Frame.ToolBegan _, Frame.ToolArguments _, Frame.ToolSealed _ -> frame;
      case Frame.Broke _, Frame.Ended _ -> frame;
    };
  }

  private static Usage withoutWrites(Usage usage) {
    return new Usage(
        usage.input(),
        usage.cacheRead(),
        0,
        0,
        usage.output(),
        usage.reasoning(),
        Map.of(),
        usage.provenance());
  }

  @Test
  void readsWhatItWroteHoweverTheStreamIsDisturbed() throws JsonFault {
    for (int seed = 0; seed < 1000; seed++) {
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.GEMINI_GENERATE);
      byte[] stream = GenerateStreams.written(RandomAnswer.mixed(answer, random));
      List<Event> events = GenerateStreams.scarred(GenerateStreams.events(stream), random);
      List<byte[]> chunks = new Streams(random).disturbed(events);

      List<Frame> read = RandomAnswer.joined(Streams.read(new GenerateFrameReader(), chunks));

      assertThat(read).as("seed %d", seed).isEqualTo(asTold(answer));
    }
  }

  @Test
  void readsTheWholeBodyItWrote() throws JsonFault {
    for (int seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.GEMINI_GENERATE);
      byte[] body = GenerateStreams.writer().whole(RandomAnswer.mixed(answer, random));

      assertThat(RandomAnswer.joined(Streams.readWhole(new GenerateFrameReader(), body)))
          .as("seed %d", seed)
          .isEqualTo(asTold(answer));
    }
  }

  @Test
  void answersOfSeveralChoicesComeBackAndBringTheSealsOfOthers() throws JsonFault {
    for (int seed = 0; seed < 1000; seed++) {
      List<Frame> frames = new RandomAnswers(new Random(seed)).next(3);
      Told.Answer expected = asTold(Told.of(frames));

      assertThat(
              Told.of(
                  GenerateStreams.read(GenerateStreams.events(GenerateStreams.written(frames)))))
          .as("seed %d", seed)
          .isEqualTo(expected);
      byte[] whole = GenerateStreams.writer().whole(frames);
      assertThat(Told.of(Streams.readWhole(new GenerateFrameReader(), whole)))
          .as("seed %d whole", seed)
          .isEqualTo(expected);
    }
  }

  /// A refusal is a text that was filtered.
  private static Told.Answer asTold(Told.Answer told) {
    Map<Integer, Told.Choice> choices = new TreeMap<>();
    told.choices()
        .forEach((at, choice) -> {
          boolean declined =
              !choice.refusal().isEmpty() && choice.stop().equals(Optional.of(Stop.END));
          choices.put(
              at,
              new Told.Choice(
                  choice.text() + choice.refusal(),
                  choice.thought(),
                  choice.seal(),
                  "",
                  choice.tools(),
                  declined ? Optional.of(Stop.FILTERED) : choice.stop()));
        });
    return new Told.Answer(
        told.id(),
        told.model(),
        choices,
        told.usage().map(GenerateFrameTest::withoutWrites),
        told.error(),
        told.ended());
  }

  @Test
  void aStreamThatIsCutDoesNotEnd() throws JsonFault {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      byte[] stream = GenerateStreams.written(RandomAnswer.of(random, Wire.GEMINI_GENERATE));
      List<Event> events = GenerateStreams.events(stream);

      assertThat(GenerateStreams.read(events.subList(0, random.nextInt(events.size()))))
          .as("seed %d", seed)
          .noneMatch(frame -> frame instanceof Frame.Ended || frame instanceof Frame.Broke);
    }
  }

  @Test
  void usageOfEachChunkReplacesTheOneBeforeAndTheLastCounts() throws JsonFault {
    String first =
        HELLO
            .formatted("a")
            .replace(
                "'modelVersion'",
                "'usageMetadata':{'promptTokenCount':8,"
                    + "'candidatesTokenCount':50,'totalTokenCount':58},'modelVersion'");

    List<Frame> frames = GenerateStreams.read(first, HELLO.formatted("b"), STOP);

    assertThat(frames).contains(new Frame.Used(USED), new Frame.Ended());
    assertThat(Told.of(frames).usage()).contains(USED);
  }

  @Test
  void usageThatIsWrittenIsReadAsTheCanonicalOneItWas() throws JsonFault {
    for (int seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      long read = random.nextInt(100);
      long reasoning = random.nextBoolean() ? random.nextInt(100) : 0;
      var usage =
          new Usage(
              read + random.nextInt(100),
              read,
              0,
              0,
              reasoning + random.nextInt(100),
              reasoning,
              Map.of(),
              Provenance.REPORTED);
      List<Frame> frames =
          List.of(
              new Frame.Began("r", "m"),
              new Frame.Stopped(0, Stop.END, "", ""),
              new Frame.Used(usage),
              new Frame.Ended());

      assertThat(
              Told.of(GenerateStreams.read(GenerateStreams.events(GenerateStreams.written(frames))))
                  .usage())
          .as("seed %d", seed)
          .contains(usage);
    }
  }

  @Test
  void callsWithoutIdsGetOnesThatDifferAndEndAsCalls() throws JsonFault {
    List<Frame> frames =
        GenerateStreams.whole(
            "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'look','args':{'a':1}},"
                + "'thoughtSignature':'c2ln'},{'functionCall':{'name':'look'}},"
                + "{'functionCall':{'name':'hear','args':{},'id':'given'}}]},"
                + "'finishReason':'STOP'}],'responseId':'r1'}");

    assertThat(frames)
        .containsExactly(
            new Frame.Began("r1", ""),
            new Frame.ToolBegan(0, 0, "call_r1_0_0", "look"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{\"a\":1}")),
            new Frame.ToolSealed(0, 0, new Seal(Wire.GEMINI_GENERATE, JsonSlice.quoted("c2ln"))),
            new Frame.ToolBegan(0, 1, "call_r1_0_1", "look"),
            new Frame.ToolArguments(0, 1, JsonSlice.quoted("{}")),
            new Frame.ToolBegan(0, 2, "given", "hear"),
            new Frame.ToolArguments(0, 2, JsonSlice.quoted("{}")),
            new Frame.Stopped(0, Stop.TOOL, "STOP", ""),
            new Frame.Ended());
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, END",
    "MAX_TOKENS, LENGTH",
    "SAFETY, FILTERED",
    "RECITATION, FILTERED",
    "PROHIBITED_CONTENT, FILTERED",
    "MODEL_ARMOR, FILTERED",
    "MALFORMED_FUNCTION_CALL, OTHER",
    "UNEXPECTED_TOOL_CALL, OTHER",
    "OTHER, OTHER",
  })
  void readsEachEnding(String reason, Stop stop) throws JsonFault {
    List<Frame> frames =
        GenerateStreams.whole("{'candidates':[{'finishReason':'" + reason + "'}]}");

    assertThat(frames).contains(new Frame.Stopped(0, stop, reason, ""));
  }

  @Test
  void readsAnEndingThatIsANumber() throws JsonFault {
    assertThat(GenerateStreams.whole("{'candidates':[{'finishReason':2,'index':0}]}"))
        .contains(new Frame.Stopped(0, Stop.LENGTH, "MAX_TOKENS", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "END, stop, STOP",
    "TOOL, tool_calls, STOP",
    "SEQUENCE, stop_sequence, STOP",
    "LENGTH, length, MAX_TOKENS",
    "PAUSED, pause_turn, MAX_TOKENS",
    "FILTERED, content_filter, SAFETY",
    "FILTERED, RECITATION, RECITATION",
    "DECLINED, refusal, SAFETY",
    "OTHER, whatever, OTHER",
  })
  void writesEachEndingByAWordOfItsOwn(Stop stop, String raw, String reason) {
    List<Frame> frames =
        List.of(new Frame.Began("r", "m"), new Frame.Stopped(0, stop, raw, ""), new Frame.Ended());

    assertThat(new String(GenerateStreams.writer().whole(frames), UTF_8))
        .contains("\"finishReason\":\"" + reason + "\"");
  }

  @Test
  void aPromptThatWasBlockedIsFilteredAndThatIsAll() throws JsonFault {
    String blocked = "{'promptFeedback':{'blockReason':'SAFETY'},'responseId':'r1'}";

    for (List<Frame> frames :
        List.of(GenerateStreams.whole(blocked), GenerateStreams.read(blocked))) {
      assertThat(frames)
          .containsExactly(
              new Frame.Began("r1", ""),
              new Frame.Stopped(0, Stop.FILTERED, "SAFETY", ""),
              new Frame.Ended());
    }
  }

  @Test
  void anErrorWithinAnAnswerIsItsEnd() throws JsonFault {
    String error = "{'error':{'code':503,'message':'Overloaded','status':'UNAVAILABLE'}}";
    var broke = new Frame.Broke(new ProviderError(503, "UNAVAILABLE", "", "Overloaded", ""));

    assertThat(GenerateStreams.read(HELLO.formatted("a"), error, STOP))
        .containsExactly(
            new Frame.Began("r1", "gemini-x"), new Frame.Text(0, JsonSlice.quoted("a")), broke);
    assertThat(GenerateStreams.whole(error)).containsExactly(broke);
    assertThat(GenerateStreams.events(GenerateStreams.written(List.of(broke))))
        .containsExactly(Event.of(error.replace('\'', '"')));
  }

  @Test
  void anErrorOfAnotherProviderIsSaidInGooglesWords() {
    var error = new ProviderError(429, "rate_limit_error", "slow_down", "Slow", "");

    assertThat(new String(GenerateStreams.writer().error(error), UTF_8))
        .isEqualTo(
            "{\"error\":{\"code\":429,\"message\":\"Slow\",\"status\":\"RESOURCE_EXHAUSTED\","
                + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                + "\"reason\":\"slow_down\"}]}}");
  }

  @Test
  void anArrayOfChunksIsAWholeAnswer() throws JsonFault {
    List<Frame> frames = GenerateStreams.whole("[" + HELLO.formatted("a") + "\n,\r\n" + STOP + "]");

    assertThat(Told.of(frames).only().text()).isEqualTo("a");
    assertThat(Told.of(frames).usage()).contains(USED);
    assertThat(Told.of(frames).ended()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | no candidate",
        "[] | no candidate",
        "7 | an object",
        "{'candidates':[{'content':{'parts':[{'inlineData':{'data':'aQ=='}}]}}]} | inlineData",
        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','willContinue':true}}]}}]} "
            + "| in pieces",
        "{'candidates':[ | Unexpected end",
      })
  void whatIsNoAnswerIsAFault(String body, String why) {
    assertThatThrownBy(() -> GenerateStreams.whole(body))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining(why);
  }

  @Test
  void aLineEndBetweenTheArgumentsOfACallEndsNoEvent() throws JsonFault {
    List<Frame> frames =
        List.of(
            new Frame.Began("r", "m"),
            new Frame.ToolBegan(0, 0, "c", "look"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{\r\n  \"a\": \"b\\n\"\n}")),
            new Frame.Stopped(0, Stop.TOOL, "STOP", ""),
            new Frame.Ended());

    List<Event> events = GenerateStreams.events(GenerateStreams.written(frames));

    assertThat(events.getFirst().data()).contains("\"args\":{    \"a\": \"b\\n\" }}");
    assertThat(Told.of(GenerateStreams.read(events)).only().tools()).hasSize(1);
  }

  @Test
  void writesTheChunksOfTheWireInItsOrder() {
    List<Frame> frames =
        List.of(
            new Frame.Began("chatcmpl-1", "gpt"),
            new Frame.Thought(0, JsonSlice.quoted("Hm")),
            new Frame.Sealed(0, new Seal(Wire.ANTHROPIC_MESSAGES, JsonSlice.quoted("s"))),
            new Frame.Text(0, JsonSlice.quoted("Hi")),
            new Frame.ToolBegan(0, 0, "call_1", "look"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{\"a\":")),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("1}")),
            new Frame.Stopped(0, Stop.TOOL, "tool_calls", ""),
            new Frame.Used(USED),
            new Frame.Ended());
    String head = "{\"candidates\":[{\"content\":{\"parts\":[";
    String tail =
        "],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"gpt\",\"responseId\":\"chatcmpl-1\"}";

    assertThat(GenerateStreams.events(GenerateStreams.written(frames)))
        .containsExactly(
            Event.of(head + "{\"text\":\"Hm\",\"thought\":true}" + tail),
            Event.of(
                head
                    + "{\"text\":\"\",\"thought\":true,"
                    + "\"thoughtSignature\":\"YW50aHJvcGljLm1lc3NhZ2VzOnM=\"}"
                    + tail),
            Event.of(head + "{\"text\":\"Hi\"}" + tail),
            Event.of(
                head
                    + "{\"functionCall\":{\"id\":\"call_1\",\"name\":\"look\",\"args\":{\"a\":1}}}"
                    + tail),
            Event.of(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
                    + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":"
                    + "{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":9,"
                    + "\"thoughtsTokenCount\":4},\"modelVersion\":\"gpt\","
                    + "\"responseId\":\"chatcmpl-1\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER, MALFORMED_FUNCTION_CALL",
    "TOOL, MALFORMED_FUNCTION_CALL",
    "LENGTH, MAX_TOKENS"
  })
  void argumentsThatAreNoObjectAreToldAsAMalformedCall(Stop stop, String reason) {
    List<Frame> frames =
        List.of(
            new Frame.Began("r", "m"),
            new Frame.ToolBegan(0, 0, "c", "look"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{\"a\":")),
            new Frame.Stopped(0, stop, "", ""),
            new Frame.Ended());
    String whole = new String(GenerateStreams.writer().whole(frames), UTF_8);
    String stream = new String(GenerateStreams.written(frames), UTF_8);

    for (String told : List.of(whole, stream)) {
      assertThat(told)
          .contains(
              "\"finishReason\":\"" + reason + "\"",
              "\"finishMessage\":\"Malformed function call: look({\\\"a\\\":)\"")
          .doesNotContain("functionCall");
    }
  }
}
