package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.EventStreamOutput;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Wire;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Habits of clients and vendors that only recordings tell of, each by a small example.
class RecordedHabitsTest {
  private static final int PIECE = 7;

  private static byte[] bytes(String readable) {
    return readable.replace('\'', '"').getBytes(UTF_8);
  }

  private static String translated(Wire caller, String body, Wire target) {
    Prepared prepared = Question.prepared(caller, false, body.replace('\'', '"'), target);
    return new String(((Prepared.Translated) prepared).body(), UTF_8);
  }

  private static byte[] events(String... data) {
    var stream = new ByteArrayOutputStream();
    for (String each : data) {
      stream.writeBytes(bytes("data: " + each + "\n\n"));
    }
    return stream.toByteArray();
  }

  /// @param events name and data, by turns
  private static byte[] messages(String... events) {
    var stream = new ByteArrayOutputStream();
    for (int i = 0; i < events.length; i += 2) {
      EventStreamOutput.event(events[i], bytes(events[i + 1]), stream);
    }
    return stream.toByteArray();
  }

  private static AnswerEdit edit(Wire caller, Wire target, boolean stream) {
    AnswerEdit edit = Question.answered(caller, target, stream);
    String binary = EventStreamOutput.TYPE;
    String type = target == Wire.BEDROCK_CONVERSE ? binary : "text/event-stream";
    edit.head(new AnswerEdit.Head(200, stream ? type : "application/json"));
    return edit;
  }

  private static String whole(Wire caller, Wire target, String body) {
    return new String(edit(caller, target, false).whole(bytes(body)), UTF_8);
  }

  /// In pieces whose bytes are used for something else once they are read.
  private static String streamed(AnswerEdit edit, byte[] stream) {
    var told = new ByteArrayOutputStream();
    for (int from = 0; from < stream.length; from += PIECE) {
      byte[] piece = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + PIECE));
      told.writeBytes(edit.chunk(piece));
      Arrays.fill(piece, (byte) '!');
    }
    told.writeBytes(edit.end());
    return told.toString(UTF_8);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "BEDROCK_CONVERSE"})
  void theSealOfACallOutlivesTheChunkThatItCameIn(Wire caller) {
    byte[] stream =
        events(
            "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':{'a':1}},"
                + "'thoughtSignature':'c2VhbA=='}]}}]}",
            "{'candidates':[{'content':{'parts':[{'text':'" + "later".repeat(50) + "'}]}}]}",
            "{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':1,"
                + "'candidatesTokenCount':1,'totalTokenCount':2}}");
    AnswerEdit edit = edit(caller, Wire.GEMINI_GENERATE, true);

    assertThat(streamed(edit, stream)).contains("c2VhbA==");
    assertThat(edit.broken()).isEmpty();
  }

  @Test
  void theSealOfACallOutlivesItsChunkForACallerOfGeminisToo() {
    byte[] stream =
        events(
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','function':{"
                + "'name':'f','arguments':'{'},'extra_content':{'google':{"
                + "'thought_signature':'c2VhbA=='}}}]}}]}",
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{"
                + "'arguments':'}'}}]},'finish_reason':'tool_calls'}]}");
    AnswerEdit edit = edit(Wire.GEMINI_GENERATE, Wire.OPENAI_CHAT, true);

    assertThat(streamed(edit, stream)).contains("\"functionCall\"", "\"thoughtSignature\"");
    assertThat(edit.broken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC_MESSAGES, GEMINI_GENERATE, '\"stop_reason\":\"end_turn\"'",
    "BEDROCK_CONVERSE, GEMINI_GENERATE, '\"stopReason\":\"end_turn\"'",
  })
  void aReasonToStopThatNoOtherWireHasIsNotTold(Wire caller, Wire target, String told) {
    String answer =
        "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'UNEXPECTED_TOOL_CALL'}]}";

    assertThat(whole(caller, target, answer)).contains(told).doesNotContain("UNEXPECTED_TOOL_CALL");
  }

  @Test
  void anAnswerThatIsPausedIsOneThatWasCutForACallerOfConverse() {
    String answer =
        "{'id':'1','type':'message','role':'assistant','model':'c','content':[],"
            + "'stop_reason':'pause_turn','usage':{'input_tokens':1,'output_tokens':1}}";

    assertThat(whole(Wire.BEDROCK_CONVERSE, Wire.ANTHROPIC_MESSAGES, answer))
        .contains("\"stopReason\":\"max_tokens\"");
  }

  @Test
  void aStreamOfConverseEndsWithItsStopWhereverItsUsageIs() {
    String usage = "{'usage':{'inputTokens':3,'outputTokens':2}}";
    String text = "{'contentBlockIndex':0,'delta':{'text':'Hey'}}";
    AnswerEdit edit = edit(Wire.OPENAI_CHAT, Wire.BEDROCK_CONVERSE, true);
    AnswerEdit without = edit(Wire.OPENAI_CHAT, Wire.BEDROCK_CONVERSE, true);

    String told =
        streamed(
            edit,
            messages(
                "contentBlockDelta",
                text,
                "metadata",
                usage,
                "messageStop",
                "{'stopReason':'end_turn'}"));
    streamed(without, messages("contentBlockDelta", text, "metadata", usage));

    assertThat(told).contains("\"finish_reason\":\"stop\"", "\"prompt_tokens\":3", "[DONE]");
    assertThat(edit.broken()).isEmpty();
    assertThat(without.broken()).isPresent();
  }

  @Test
  void whatAToolOfBedrocksGaveIsRefusedByItsName() {
    Prepared prepared =
        Question.prepared(
            Wire.BEDROCK_CONVERSE,
            false,
            """
            {"messages":[{"role":"user","content":[{"text":"Reckon"}]},
             {"role":"assistant","content":[
              {"toolUse":{"toolUseId":"t","name":"nova_code_interpreter","input":{},
               "type":"server_tool_use"}},
              {"toolResult":{"toolUseId":"t","content":[{"text":"7"}],"type":"nova"}},
              {"text":"It is 7"}]},
             {"role":"user","content":[{"text":"Thanks"}]}]}
            """,
            Wire.OPENAI_CHAT);

    assertThat(((Prepared.NotCarried) prepared).refused())
        .extracting(Loss::field)
        .contains("messages.content.toolResult");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user      | {\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}",
        "assistant | {\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"7\"}"
      })
  void whatOnlyTheOtherSideSaysIsNoRequest(String role, String block) {
    String body =
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"%s\",\"content\":[%s]}]}"
            .formatted(role, block);

    assertThat(Question.prepared(Wire.ANTHROPIC_MESSAGES, false, body, Wire.OPENAI_CHAT))
        .isInstanceOfSatisfying(
            Prepared.Malformed.class,
            malformed -> assertThat(malformed.why()).contains("messages[0]"));
  }

  @ParameterizedTest
  @CsvSource({
    "-_-_, +/+/",
    "-_8, +/8=",
    "+/8=, +/8=",
    "aQ, aQ==",
    "'aQ\\u003d\\u003d', aQ==",
    "'AAAA\\nAAA=', AAAAAAA="
  })
  void base64OfEitherAlphabetIsTheUsualOneForOthers(String googles, String usual) {
    String body =
        "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'%s'}}]}]}"
            .formatted(googles);

    assertThat(translated(Wire.GEMINI_GENERATE, body, Wire.OPENAI_CHAT))
        .contains("\"data:image/png;base64," + usual + "\"");
  }

  @Test
  @Timeout(20)
  void paddingWithoutEndTakesNoLongerThanItsLength() {
    String padding = "=".repeat(4_000_000) + "-A";

    assertThat(
            translated(
                Wire.GEMINI_GENERATE,
                "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'%s'}}]}]}"
                    .formatted(padding),
                Wire.OPENAI_CHAT))
        .contains("+A");
  }

  @Test
  void aTypeMayBeSaidByItsNumber() {
    String body =
        "{'contents':[{'parts':[{'text':'a'}]}],'tools':[{'functionDeclarations':[{'name':'f',"
            + "'parameters':{'type':6,'properties':{'a':{'type':1}}}}]}]}";

    assertThat(translated(Wire.GEMINI_GENERATE, body, Wire.OPENAI_CHAT))
        .contains(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}".substring(1));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"num_cached_tokens\":32,\"total_tokens\":70', 32, 6",
    "'\"prompt_cache_hit_tokens\":32,\"total_tokens\":70', 32, 6",
    "'\"total_tokens\":138', 0, 74",
  })
  void usageIsToldWhereverACompatibleVendorHasIt(String members, int cached, int output) {
    String answer =
        "{'choices':[{'index':0,'message':{'content':'a'},'finish_reason':'stop'}],"
            + "'usage':{'prompt_tokens':64,'completion_tokens':6,%s}}".formatted(members);

    assertThat(whole(Wire.ANTHROPIC_MESSAGES, Wire.OPENAI_CHAT, answer))
        .contains(
            "\"input_tokens\":" + (64 - cached),
            "\"cache_read_input_tokens\":" + cached,
            "\"output_tokens\":" + output);
  }

  @Test
  void aFunctionCallOfNothingIsNone() {
    String answer =
        "{'choices':[{'index':0,'message':{'content':'a','function_call':{'arguments':'',"
            + "'name':''}},'finish_reason':''}]}";

    assertThat(whole(Wire.ANTHROPIC_MESSAGES, Wire.OPENAI_CHAT, answer))
        .contains("\"stop_reason\":\"end_turn\"")
        .doesNotContain("tool_use");
  }

  @Test
  void anItemThatChangesItsPlaceIsToldOnce() {
    String item = "{'type':'message','id':'i2','content':[{'type':'output_text','text':'Hey'}]}";
    byte[] stream =
        events(
            "{'type':'response.output_item.added','output_index':2,'item':{'type':'message',"
                + "'id':'i2'}}",
            "{'type':'response.output_text.delta','output_index':2,'delta':'Hey'}",
            "{'type':'response.completed','response':{'status':'completed','output':[%s]}}"
                .formatted(item));

    assertThat(streamed(edit(Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, true), stream))
        .containsOnlyOnce("Hey");
  }

  @ParameterizedTest
  @CsvSource({"5m, false", "1h, true"})
  void theEndOfAStreamSaysHowLongACacheIsKeptWhereItIsNotUsual(String term, boolean said) {
    byte[] stream =
        messages(
            "contentBlockDelta",
            "{'contentBlockIndex':0,'delta':{'text':'Hey'}}",
            "messageStop",
            "{'stopReason':'end_turn'}",
            "metadata",
            "{'usage':{'inputTokens':3,'outputTokens':2,'cacheWriteInputTokens':9,"
                + "'cacheDetails':[{'ttl':'%s','inputTokens':9}]}}".formatted(term));
    String told = streamed(edit(Wire.ANTHROPIC_MESSAGES, Wire.BEDROCK_CONVERSE, true), stream);
    String end = told.substring(told.indexOf("event: message_delta"));

    assertThat(end).contains("\"cache_creation_input_tokens\":9");
    assertThat(List.of(end.contains("ephemeral_1h_input_tokens\":9"))).containsExactly(said);
  }
}
