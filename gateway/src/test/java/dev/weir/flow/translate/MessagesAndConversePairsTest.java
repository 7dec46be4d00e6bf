package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.EventStreamOutput;
import dev.weir.base.wire.Framing;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagesAndConversePairsTest {
  private static final Translations TRANSLATIONS = new Translations(1 << 20);
  private static final String MESSAGES =
      "{'model':'m','max_tokens':9,'stream':true,'system':'Be brief','messages':"
          + "[{'role':'user','content':'Hi'}],"
          + "'tools':[{'name':'look','input_schema':{'type':'object'}}]}";
  private static final String CONVERSE =
      "{'system':[{'text':'Be brief'}],'messages':[{'role':'user','content':[{'text':'Hi'}]}],"
          + "'inferenceConfig':{'maxTokens':9}}";
  private static final List<String> CHUNKS =
      List.of(
          "{'id':'c1','model':'served','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}",
          "{'id':'c1','model':'served','choices':[{'index':0,'delta':{'content':'Hey'}}]}",
          "{'id':'c1','model':'served','choices':[{'index':0,'delta':{'tool_calls':[{'index':0,"
              + "'id':'call_1','type':'function','function':{'name':'look','arguments':'{}'}}]}}]}",
          "{'id':'c1','model':'served','choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
          "{'id':'c1','model':'served','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2,"
              + "'total_tokens':5}}");

  private static Prepared prepare(Incoming incoming, byte[] bytes, Wire to) {
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(incoming, bytes)).ask();
    return TRANSLATIONS.prepare(
        new Translations.Asked(bytes, ask, List.of(), Instant.EPOCH, "call-id"),
        new Translations.Bound(to, "us.anthropic.claude", OptionalLong.of(4096), Set.of()));
  }

  private static Incoming messages() {
    return Incoming.of(Wire.ANTHROPIC_MESSAGES);
  }

  private static Incoming converse() {
    return new Incoming(Wire.BEDROCK_CONVERSE, "m", true);
  }

  private static Prepared.Translated translated(Incoming incoming, String body, Wire to) {
    return (Prepared.Translated) prepare(incoming, bytes(body), to);
  }

  private static byte[] bytes(String readable) {
    return readable.replace('\'', '"').getBytes(UTF_8);
  }

  /// What a caller gets of a chat's stream.
  private static byte[] told(AnswerEdit answer) {
    assertThat(answer.head(new AnswerEdit.Head(200, "text/event-stream")).contentType())
        .isNotEmpty();
    var told = new ByteArrayOutputStream();
    for (String chunk : CHUNKS) {
      told.writeBytes(answer.chunk(("data: " + chunk.replace('\'', '"') + "\n\n").getBytes(UTF_8)));
    }
    told.writeBytes(answer.chunk("data: [DONE]\n\n".getBytes(UTF_8)));
    told.writeBytes(answer.end());
    assertThat(answer.broken()).isEmpty();
    return told.toByteArray();
  }

  @Test
  void aCallerOfMessagesHasItsStreamFromAChat() {
    Prepared.Translated translated = translated(messages(), MESSAGES, Wire.OPENAI_CHAT);

    assertThat(new String(translated.body(), UTF_8))
        .contains("\"role\":\"system\"", "\"Be brief\"", "\"name\":\"look\"");
    assertThat(new String(told(translated.answer()), UTF_8))
        .startsWith("event: message_start\n")
        .contains(
            "\"id\":\"c1\"",
            "{\"type\":\"text_delta\",\"text\":\"Hey\"}",
            "{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"look\",\"input\":{}}",
            "\"stop_reason\":\"tool_use\"",
            "\"input_tokens\":3",
            "\"output_tokens\":2")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void aCallerOfConverseHasItsBinaryStreamFromAChat() {
    Prepared.Translated translated = translated(converse(), CONVERSE, Wire.OPENAI_CHAT);
    AnswerEdit answer = translated.answer();
    List<String> events = new ArrayList<>();
    EventReader reader =
        Framing.EVENT_STREAM.reader(
            1 << 20,
            event ->
                events.add(
                    event.name()
                        + new String(
                            event.data(),
                            event.dataFrom(),
                            event.dataTo() - event.dataFrom(),
                            UTF_8)));
    reader.feed(told(answer));
    reader.end();

    assertThat(answer.head(new AnswerEdit.Head(200, "text/event-stream")).contentType())
        .isEqualTo("application/vnd.amazon.eventstream");
    assertThat(reader.broken()).isFalse();
    assertThat(events)
        .startsWith("messageStart{\"role\":\"assistant\"}")
        .contains(
            "contentBlockDelta{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hey\"}}",
            "contentBlockDelta{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}",
            "messageStop{\"stopReason\":\"tool_use\"}")
        .last()
        .asString()
        .startsWith("metadata{\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"totalTokens\":5");
  }

  private static byte[] binary(String type, String json) {
    var out = new ByteArrayOutputStream();
    EventStreamOutput.event(type, bytes(json), out);
    return out.toByteArray();
  }

  @Test
  void aCallerOfMessagesHasItsStreamFromConverse() {
    Prepared.Translated translated = translated(messages(), MESSAGES, Wire.BEDROCK_CONVERSE);
    AnswerEdit answer = translated.answer();
    assertThat(translated.ask().stream()).isTrue();
    assertThat(translated.ask().model()).isEqualTo("us.anthropic.claude");
    assertThat(
            answer
                .head(new AnswerEdit.Head(200, "application/vnd.amazon.eventstream"))
                .contentType())
        .startsWith("text/event-stream");

    String told =
        new String(answer.chunk(binary("messageStart", "{'role':'assistant'}")), UTF_8)
            + new String(
                answer.chunk(
                    binary("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hey'}}")),
                UTF_8)
            + new String(answer.chunk(binary("messageStop", "{'stopReason':'end_turn'}")), UTF_8)
            + new String(
                answer.chunk(binary("metadata", "{'usage':{'inputTokens':3,'outputTokens':2}}")),
                UTF_8);

    assertThat(told)
        .contains("\"id\":\"call-id\"", "\"model\":\"m\"", "\"text\":\"Hey\"")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    assertThat(answer.broken()).isEmpty();
  }

  @Test
  void anExceptionOrAChangedMessageOfConverseBreaksTheAnswer() {
    var out = new ByteArrayOutputStream();
    EventStreamOutput.exception("throttlingException", bytes("{'message':'Slow'}"), out);
    byte[] changed = binary("messageStop", "{'stopReason':'end_turn'}");
    changed[changed.length - 1] ^= 1;
    for (byte[] bytes : List.of(out.toByteArray(), changed)) {
      AnswerEdit answer = translated(messages(), MESSAGES, Wire.BEDROCK_CONVERSE).answer();
      answer.head(new AnswerEdit.Head(200, "application/vnd.amazon.eventstream"));
      answer.chunk(bytes);

      assertThat(new String(answer.broken().orElseThrow().event(), UTF_8))
          .contains("event: error\ndata: {\"type\":\"error\"");
    }
  }

  @Test
  void whatATargetCannotCarryIsRefusedByTheCallersName() {
    Prepared prepared =
        prepare(
            messages(),
            bytes(MESSAGES.replace("'max_tokens':9", "'max_tokens':9,'container':'c','top_k':3")),
            Wire.OPENAI_CHAT);

    assertThat(((Prepared.NotCarried) prepared).refused())
        .extracting(Loss::field)
        .containsExactly("container", "top_k");
  }
}
