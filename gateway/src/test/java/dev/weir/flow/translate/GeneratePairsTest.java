package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.conversation.Loss;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratePairsTest {
  private static final Translations TRANSLATIONS = new Translations(1 << 20);
  private static final String SSE = "text/event-stream";
  private static final String GENERATE =
      "{'systemInstruction':{'parts':[{'text':'Be brief'}]},'contents':[{'role':'user','parts':["
          + "{'text':'Hi'},{'inlineData':{'mimeType':'image/png','data':'aQ=='}}]},"
          + "{'role':'model','parts':[{'functionCall':{'name':'look','args':{'a':1}}},"
          + "{'functionCall':{'name':'look','args':{}}}]},"
          + "{'role':'user','parts':[{'functionResponse':{'name':'look','response':{'output':'x'}}},"
          + "{'functionResponse':{'name':'look','response':{'output':'y'}}}]}],"
          + "'tools':[{'functionDeclarations':[{'name':'look','parameters':{'type':'OBJECT'}}]}],"
          + "'generationConfig':{'maxOutputTokens':9,'responseMimeType':'application/json',"
          + "'responseJsonSchema':{'type':'object'}}}";
  private static final String CHAT =
      "{'model':'m','stream':true,'stream_options':{'include_usage':true},'max_tokens':9,"
          + "'messages':[{'role':'system','content':'Be brief'},"
          + "{'role':'user','content':[{'type':'text','text':'Hi'},"
          + "{'type':'image_url','image_url':{'url':'data:image/png;base64,aQ=='}}]},"
          + "{'role':'assistant','content':null,'tool_calls':["
          + "{'id':'c1','type':'function','function':{'name':'look','arguments':'{\\u0022a\\u0022:1}'}},"
          + "{'id':'c2','type':'function','function':{'name':'look','arguments':'{}'}}]},"
          + "{'role':'tool','tool_call_id':'c1','content':'x'},"
          + "{'role':'tool','tool_call_id':'c2','content':'{\\u0022b\\u0022:2}'}],"
          + "'tools':[{'type':'function','function':{'name':'look','parameters':{'type':'object'},"
          + "'strict':true}}],'tool_choice':'auto',"
          + "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,"
          + "'schema':{'type':'object'}}}}";
  private static final String MESSAGES =
      "{'model':'m','max_tokens':9,'stream':true,'system':'Be brief',"
          + "'messages':[{'role':'user','content':'Hi'}]}";
  private static final String CONVERSE =
      "{'system':[{'text':'Be brief'}],'messages':[{'role':'user','content':[{'text':'Hi'}]}]}";
  private static final String RESPONSES =
      "{'model':'m','stream':true,'instructions':'Be brief','input':'Hi'}";
  private static final List<String> CHUNKS =
      List.of(
          "{'candidates':[{'content':{'parts':[{'text':'Hm','thought':true}],'role':'model'},"
              + "'index':0}],'usageMetadata':{'promptTokenCount':3,'totalTokenCount':3},"
              + "'modelVersion':'gemini-x','responseId':'r1'}",
          "{'candidates':[{'content':{'parts':[{'text':'Hey'}],'role':'model'},'index':0}],"
              + "'usageMetadata':{'promptTokenCount':3,'candidatesTokenCount':1,'totalTokenCount':4},"
              + "'modelVersion':'gemini-x','responseId':'r1'}",
          "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'look','args':{'a':1}},"
              + "'thoughtSignature':'c2ln'}],'role':'model'},'finishReason':'STOP','index':0}],"
              + "'usageMetadata':{'promptTokenCount':3,'candidatesTokenCount':2,"
              + "'thoughtsTokenCount':4,'totalTokenCount':9},'modelVersion':'gemini-x',"
              + "'responseId':'r1'}");

  private static byte[] bytes(String readable) {
    return readable.replace('\'', '"').getBytes(UTF_8);
  }

  private static Prepared prepare(Incoming incoming, String body, Wire to, Set<String> mayDrop) {
    byte[] bytes = bytes(body);
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(incoming, bytes)).ask();
    return TRANSLATIONS.prepare(
        new Translations.Asked(bytes, ask, List.of(), Instant.EPOCH, "call-id"),
        new Translations.Bound(to, "gemini-3-pro", OptionalLong.of(4096), mayDrop));
  }

  private static Prepared.Translated translated(Incoming incoming, String body, Wire to) {
    return (Prepared.Translated) prepare(incoming, body, to, Set.of());
  }

  private static Incoming generate(boolean stream) {
    return new Incoming(Wire.GEMINI_GENERATE, "m", stream);
  }

  private static String told(AnswerEdit answer, List<String> events) {
    answer.head(new AnswerEdit.Head(200, SSE));
    StringBuilder told = new StringBuilder();
    for (String event : events) {
      byte[] chunk = ("data: " + event.replace('\'', '"') + "\r\n\r\n").getBytes(UTF_8);
      told.append(new String(answer.chunk(chunk), UTF_8));
    }
    told.append(new String(answer.end(), UTF_8));
    assertThat(answer.broken()).isEmpty();
    return told.toString();
  }

  private static String body(Prepared.Translated translated) {
    return new String(translated.body(), UTF_8);
  }

  @Test
  void aCallerOfChatAsksGemini() {
    Prepared.Translated translated =
        translated(Incoming.of(Wire.OPENAI_CHAT), CHAT, Wire.GEMINI_GENERATE);

    assertThat(body(translated))
        .isEqualTo(
            ("{'systemInstruction':{'parts':[{'text':'Be brief'}]},'contents':[{'role':'user',"
                    + "'parts':[{'text':'Hi'},{'inlineData':{'mimeType':'image/png','data':'aQ=='}}]},"
                    + "{'role':'model','parts':[{'functionCall':{'id':'c1','name':'look',"
                    + "'args':{'a':1}},'thoughtSignature':'skip_thought_signature_validator'},"
                    + "{'functionCall':{'id':'c2','name':'look','args':{}}}]},"
                    + "{'role':'user','parts':[{'functionResponse':{'id':'c1','name':'look',"
                    + "'response':{'output':'x'}}},{'functionResponse':{'id':'c2','name':'look',"
                    + "'response':{'b':2}}}]}],'tools':[{'functionDeclarations':[{'name':'look',"
                    + "'parametersJsonSchema':{'type':'object'}}]}],'toolConfig':"
                    + "{'functionCallingConfig':{'mode':'VALIDATED'}},'generationConfig':"
                    + "{'maxOutputTokens':9,'responseMimeType':'application/json',"
                    + "'responseJsonSchema':{'type':'object'}}}")
                .replace('\'', '"'));
    assertThat(translated.ask().stream()).isTrue();
    assertThat(translated.ask().model()).isEqualTo("gemini-3-pro");
    assertThat(translated.ask().maxTokens()).hasValue(9);
  }

  @Test
  void aCallerOfChatHasItsStreamFromGemini() {
    AnswerEdit answer =
        translated(Incoming.of(Wire.OPENAI_CHAT), CHAT, Wire.GEMINI_GENERATE).answer();

    assertThat(told(answer, CHUNKS))
        .contains(
            "\"id\":\"r1\"",
            "\"model\":\"gemini-x\"",
            "\"delta\":{\"reasoning_content\":\"Hm\"}",
            "\"delta\":{\"content\":\"Hey\"}",
            "\"id\":\"call_r1_0_0\"",
            "\"arguments\":\"{\\\"a\\\":1}\"",
            "\"thought_signature\":\"gemini.generate:c2ln\"",
            "\"finish_reason\":\"tool_calls\"",
            "\"prompt_tokens\":3,\"completion_tokens\":6,\"total_tokens\":9")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void aCallerOfMessagesHasItsStreamFromGemini() {
    AnswerEdit answer =
        translated(Incoming.of(Wire.ANTHROPIC_MESSAGES), MESSAGES, Wire.GEMINI_GENERATE).answer();

    assertThat(told(answer, CHUNKS))
        .startsWith("event: message_start\n")
        .contains(
            "\"input_tokens\":3",
            "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}",
            "{\"type\":\"text_delta\",\"text\":\"Hey\"}",
            "{\"type\":\"tool_use\",\"id\":\"call_r1_0_0\",\"name\":\"look\",\"input\":{}}",
            "\"signature\":\"gemini.generate:c2ln\"",
            "\"stop_reason\":\"tool_use\"",
            "\"output_tokens\":6")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"OPENAI_RESPONSES", "BEDROCK_CONVERSE"})
  void aCallerOfAnyOtherWireHasItsStreamFromGemini(Wire from) {
    boolean responses = from == Wire.OPENAI_RESPONSES;
    Incoming incoming = responses ? Incoming.of(from) : new Incoming(from, "m", true);
    Prepared.Translated translated =
        translated(incoming, responses ? RESPONSES : CONVERSE, Wire.GEMINI_GENERATE);

    assertThat(body(translated))
        .isEqualTo(
            ("{'systemInstruction':{'parts':[{'text':'Be brief'}]},"
                    + "'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}")
                .replace('\'', '"'));
    assertThat(told(translated.answer(), CHUNKS)).contains("Hm", "Hey", "call_r1_0_0");
  }

  @Test
  void aCallerOfGenerateAsksAChat() {
    String expected =
        "{'model':'gemini-3-pro','messages':[{'role':'system','content':'Be brief'},"
            + "{'role':'user','content':[{'type':'text','text':'Hi'},{'type':'image_url',"
            + "'image_url':{'url':'data:image/png;base64,aQ=='}}]},"
            + "{'role':'assistant','content':null,'tool_calls':[{'id':'gemini_call_0',"
            + "'type':'function','function':{'name':'look','arguments':'{\\'a\\':1}'}},"
            + "{'id':'gemini_call_1','type':'function','function':{'name':'look',"
            + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'gemini_call_0','content':'x'},"
            + "{'role':'tool','tool_call_id':'gemini_call_1','content':'y'}],"
            + "'tools':[{'type':'function','function':{'name':'look',"
            + "'parameters':{'type':'object'}}}],'max_completion_tokens':9,"
            + "'response_format':{'type':'json_schema','json_schema':{'name':'answer',"
            + "'schema':{'type':'object'}}}}";

    assertThat(body(translated(generate(false), GENERATE, Wire.OPENAI_CHAT)))
        .isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void aCallerOfGenerateHasItsStreamFromAChat() {
    AnswerEdit answer = translated(generate(true), GENERATE, Wire.OPENAI_CHAT).answer();
    assertThat(answer.head(new AnswerEdit.Head(200, SSE)).contentType()).isEqualTo(SSE);

    String told =
        told(
            answer,
            List.of(
                "{'id':'c1','model':'served','choices':[{'index':0,'delta':{'content':'Hey'}}]}",
                "{'id':'c1','choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'t1',"
                    + "'type':'function','function':{'name':'look','arguments':'{}'}}]}}]}",
                "{'id':'c1','choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
                "{'id':'c1','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2}}",
                "[DONE]"));

    assertThat(told)
        .startsWith(
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hey\"}],\"role\":\"model\"},"
                + "\"index\":0}],\"modelVersion\":\"served\",\"responseId\":\"c1\"}\r\n\r\n")
        .contains("{\"functionCall\":{\"id\":\"t1\",\"name\":\"look\",\"args\":{}}}")
        .contains("\"finishReason\":\"STOP\"")
        .endsWith(
            "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,"
                + "\"totalTokenCount\":5},\"modelVersion\":\"served\",\"responseId\":\"c1\"}\r\n\r\n");
  }

  @Test
  void aCallerOfGenerateHasItsAnswerFromMessagesAndASealThatItBringsBack() {
    Prepared.Translated translated = translated(generate(false), GENERATE, Wire.ANTHROPIC_MESSAGES);
    assertThat(body(translated))
        .contains(
            "\"max_tokens\":9", "\"system\":\"Be brief\"", "\"tool_use_id\":\"gemini_call_1\"");
    translated.answer().head(new AnswerEdit.Head(200, "application/json"));

    String told =
        new String(
            translated
                .answer()
                .whole(
                    bytes(
                        "{'id':'msg_1','type':'message','model':'served','content':["
                            + "{'type':'thinking','thinking':'Hm','signature':'s'},"
                            + "{'type':'text','text':'Hey'}],'stop_reason':'end_turn',"
                            + "'usage':{'input_tokens':3,'output_tokens':2}}")),
            UTF_8);

    assertThat(told)
        .startsWith(
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true,"
                + "\"thoughtSignature\":\"YW50aHJvcGljLm1lc3NhZ2VzOnM=\"},{\"text\":\"Hey\"}],");
    String again =
        "{'contents':[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':["
            + "{'text':'Hm','thought':true,'thoughtSignature':'YW50aHJvcGljLm1lc3NhZ2VzOnM='},"
            + "{'text':'Hey'}]},{'role':'user','parts':[{'text':'And?'}]}]}";
    assertThat(body(translated(generate(false), again, Wire.ANTHROPIC_MESSAGES)))
        .contains("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s\"}");
    assertThat(
            ((Prepared.NotCarried) prepare(generate(false), again, Wire.OPENAI_CHAT, Set.of()))
                .refused())
        .extracting(Loss::field)
        .containsExactly("contents.parts.thought");
  }

  @Test
  void aStreamOfGeminisThatStopsBeforeItsFinishNeverEndsCleanly() {
    AnswerEdit answer =
        translated(Incoming.of(Wire.OPENAI_CHAT), CHAT, Wire.GEMINI_GENERATE).answer();
    answer.head(new AnswerEdit.Head(200, SSE));
    answer.chunk(("data: " + CHUNKS.get(1).replace('\'', '"') + "\r\n\r\n").getBytes(UTF_8));

    assertThat(new String(answer.end(), UTF_8)).doesNotContain("[DONE]");
    assertThat(answer.broken().orElseThrow().fault()).contains("ended before");
  }

  @Test
  void whatOnlyGoogleHasIsRefusedByNameOrDropped() {
    String body =
        "{'contents':[{'parts':[{'text':'a'}]}],'safety_settings':[{'category':'C'}],"
            + "'generationConfig':{'topK':3}}";

    assertThat(
            ((Prepared.NotCarried) prepare(generate(false), body, Wire.OPENAI_CHAT, Set.of()))
                .refused())
        .extracting(Loss::field)
        .containsExactly("safetySettings", "generationConfig.topK");
    Set<String> mayDrop = Set.of("safetySettings", "generationConfig.topK");
    assertThat(
            ((Prepared.Translated) prepare(generate(false), body, Wire.OPENAI_CHAT, mayDrop))
                .dropped())
        .hasSize(2);
  }
}
