package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.conversation.Loss;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Wire;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TranslationsTest {
  private static final Translations TRANSLATIONS = new Translations(1 << 20);
  private static final String HELLO = "{'model':'m','messages':[{'role':'user','content':'Hi'}]}";
  private static final String STREAMED =
      "{'model':'m','stream':true,'messages':[{'role':'user','content':'Hi'}]}";
  private static final String SSE = "text/event-stream";

  private static final String RESPONSE =
      "{'id':'resp_1','model':'served','status':'completed','output':[{'type':'message','content':"
          + "[{'type':'output_text','text':'Hey'}]}],'usage':{'input_tokens':3,'output_tokens':2}}";
  private static final List<String> EVENTS =
      List.of(
          "{'type':'response.created','response':{'id':'resp_1','model':'served'}}",
          "{'type':'response.output_text.delta','output_index':0,'delta':'Hey'}",
          "{'type':'response.completed','response':" + RESPONSE + "}");

  @Test
  void aRequestIsTheTargetsAndIsReadAgainAsOneOfItsWire() {
    Prepared.Translated translated = translated(HELLO);

    assertThat(new String(translated.body(), UTF_8))
        .isEqualTo(
            "{\"model\":\"theirs\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"store\":false}");
    assertThat(translated.ask().wire()).isEqualTo(Wire.OPENAI_RESPONSES);
    assertThat(translated.ask().model()).isEqualTo("theirs");
    assertThat(translated.ask().bodyBytes()).isEqualTo(translated.body().length);
  }

  @Test
  void whatTheTargetCannotCarryIsRefusedByTheCallersName() {
    Prepared prepared = prepare("{'model':'m','n':2,'logit_bias':{'5':1},'messages':[]}", Set.of());

    assertThat(((Prepared.NotCarried) prepared).refused())
        .extracting(Loss::field)
        .containsExactly("logit_bias", "n");
  }

  @Test
  void whatTheOperatorLetsGoIsDroppedAndTold() {
    Prepared prepared = prepare("{'model':'m','seed':7,'messages':[]}", Set.of("seed"));

    assertThat(((Prepared.Translated) prepared).dropped())
        .extracting(Loss::field)
        .containsExactly("seed");
  }

  @Test
  void ofManyFieldsTheFirstAreNamedAndTheRestCounted() {
    StringBuilder body = new StringBuilder("{'model':'m'");
    for (int i = 0; i < 1_000; i++) {
      body.append(",'x").append("y".repeat(500)).append(i).append("':1");
    }
    Prepared prepared = prepare(body + ",'messages':[{'role':'user','content':'a'}]}", Set.of());

    Prepared.NotCarried not = (Prepared.NotCarried) prepared;
    assertThat(not.refused()).hasSize(10);
    assertThat(not.more()).isEqualTo(990);
    assertThat(not.why()).endsWith("; and 990 more").hasSizeLessThan(5_000);
  }

  @Test
  void aFieldThatIsLetGoManyTimesIsNotedOnce() {
    String turn = "{'role':'user','content':'a','name':'n'}";
    Prepared prepared =
        prepare("{'model':'m','messages':[%s,%s]}".formatted(turn, turn), Set.of("messages.name"));

    assertThat(((Prepared.Translated) prepared).droppedFields()).containsExactly("messages.name");
  }

  @Test
  void aBodyThatHasNotItsWiresFormIsMalformed() {
    Prepared prepared =
        prepare("{'model':'m','messages':[{'role':'robot','content':'a'}]}", Set.of());

    assertThat(((Prepared.Malformed) prepared).why()).contains("'messages.role'");
  }

  @Test
  void wiresThatNobodyPairedAreNamed() {
    Prepared prepared =
        TRANSLATIONS.prepare(
            asked(HELLO),
            new Translations.Bound(Wire.OPENAI_EMBEDDINGS, "m", OptionalLong.empty(), Set.of()));

    assertThat(prepared).isEqualTo(new Prepared.Unpaired(Wire.OPENAI_CHAT, Wire.OPENAI_EMBEDDINGS));
  }

  @Test
  void aWholeAnswerIsTheCallers() {
    AnswerEdit answer = translated(HELLO).answer();

    assertThat(answer.head(new AnswerEdit.Head(200, "application/json")).contentType())
        .isEqualTo("application/json");
    assertThat(text(answer.whole(bytes(RESPONSE))))
        .startsWith("{\"id\":\"resp_1\",\"object\":\"chat.completion\",\"created\":1700000000,")
        .contains(
            "\"content\":\"Hey\"",
            "\"finish_reason\":\"stop\"",
            "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5,");
    assertThat(answer.broken()).isEmpty();
  }

  @Test
  void aStreamIsTheCallersEventByEvent() {
    AnswerEdit answer = translated(STREAMED).answer();
    assertThat(answer.head(new AnswerEdit.Head(200, SSE)).contentType()).startsWith(SSE);

    StringBuilder told = new StringBuilder();
    EVENTS.forEach(event -> told.append(text(answer.chunk(sse(event)))));
    told.append(text(answer.end()));

    assertThat(told.toString())
        .contains("\"delta\":{\"content\":\"Hey\"}", "\"finish_reason\":\"stop\"")
        .endsWith("data: [DONE]\n\n");
    assertThat(answer.broken()).isEmpty();
  }

  @Test
  void aStreamThatComesWholeIsAStreamForTheCaller() {
    AnswerEdit answer = translated(STREAMED).answer();

    assertThat(answer.head(new AnswerEdit.Head(200, "application/json")).contentType())
        .startsWith(SSE);
    assertThat(text(answer.whole(bytes(RESPONSE)))).endsWith("data: [DONE]\n\n");
  }

  @Test
  void aStreamThatEndsBeforeItsAnswerNeverEndsCleanly() {
    AnswerEdit answer = translated(STREAMED).answer();

    String told = text(answer.chunk(sse(EVENTS.get(0)))) + text(answer.chunk(sse(EVENTS.get(1))));
    told += text(answer.end());

    assertThat(told).doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"");
    AnswerEdit.Broken broken = answer.broken().orElseThrow();
    assertThat(broken.head().status()).isEqualTo(502);
    assertThat(text(broken.event()))
        .startsWith("data: {\"error\":{\"message\":\"the stream ended before its answer did\"");
  }

  @Test
  void aStreamThatBrokeOffIsNotEnded() {
    AnswerEdit answer = translated(STREAMED).answer();
    answer.chunk(sse(EVENTS.get(1)));

    assertThat(answer.torn()).isEmpty();
  }

  @Test
  void aMalformedEventBreaksTheAnswerAndNothingFollows() {
    AnswerEdit answer = translated(STREAMED).answer();

    String first = text(answer.chunk(sse(EVENTS.get(1))));
    String second = text(answer.chunk(sse("{'type':'response.outp")));
    String third = text(answer.chunk(sse(EVENTS.get(2)))) + text(answer.end());

    assertThat(first).contains("Hey");
    assertThat(second + third).isEmpty();
    assertThat(answer.broken().orElseThrow().fault()).contains("malformed");
  }

  @Test
  void anErrorEventBreaksTheAnswerBeforeAndBehindItsContent() {
    String error = "{'type':'error','code':'overloaded','message':'Try later','param':null}";
    AnswerEdit before = translated(STREAMED).answer();
    AnswerEdit behind = translated(STREAMED).answer();
    behind.chunk(sse(EVENTS.get(1)));

    assertThat(before.chunk(sse(error))).isEmpty();
    assertThat(behind.chunk(sse(error))).isEmpty();
    for (AnswerEdit answer : List.of(before, behind)) {
      AnswerEdit.Broken broken = answer.broken().orElseThrow();
      assertThat(broken.fault()).as("said by the provider").isEmpty();
      assertThat(text(broken.event())).contains("Try later", "overloaded");
      assertThat(broken.head().status()).isEqualTo(503);
      assertThat(text(broken.body())).startsWith("{\"error\":{\"message\":\"Try later\"");
      assertThat(answer.end()).isEmpty();
    }
  }

  @Test
  void aWholeAnswerThatFailedOrIsNoneIsBroken() {
    for (String body : List.of("<html>", "{}", "{'status':'failed','error':{'message':'no'}}")) {
      AnswerEdit answer = translated(HELLO).answer();

      assertThat(answer.whole(bytes(body))).as(body).isEmpty();
      assertThat(text(answer.broken().orElseThrow().body()))
          .as(body)
          .startsWith("{\"error\":{\"message\":\"");
    }
  }

  @Test
  void aStreamWhereNoneWasAskedForIsBroken() {
    AnswerEdit answer = translated(HELLO).answer();
    answer.head(new AnswerEdit.Head(200, SSE));

    assertThat(answer.chunk(sse(EVENTS.get(0)))).isEmpty();
    assertThat(answer.broken()).isPresent();
  }

  @Test
  void anEventLongerThanAllowedIsBroken() {
    Prepared prepared = new Translations(10).prepare(asked(STREAMED), bound(Set.of()));
    AnswerEdit answer = ((Prepared.Translated) prepared).answer();

    answer.chunk("data: {\"type\":\"response.output_text.delta\"".getBytes(UTF_8));

    assertThat(answer.broken().orElseThrow().fault()).contains("longer than 10 bytes");
  }

  @Test
  void anErrorsBodyIsSaidAgainAndItsStatusIsOneTheCallerKnows() {
    AnswerEdit answer = translated(HELLO).answer();

    assertThat(answer.head(new AnswerEdit.Head(529, "")).status()).isEqualTo(503);
    assertThat(answer.head(new AnswerEdit.Head(429, "")).status()).isEqualTo(429);
    assertThat(
            text(
                answer.error(
                    400,
                    bytes(
                        "{'error':{'message':'Too long','type':'invalid_request_error',"
                            + "'param':'input','code':'context_length_exceeded'}}"))))
        .isEqualTo(
            "{\"error\":{\"message\":\"Too long\",\"type\":\"invalid_request_error\","
                + "\"param\":\"input\",\"code\":\"context_length_exceeded\"}}");
  }

  private static Prepared.Translated translated(String body) {
    return (Prepared.Translated) prepare(body, Set.of());
  }

  private static Prepared prepare(String body, Set<String> mayDrop) {
    return TRANSLATIONS.prepare(asked(body), bound(mayDrop));
  }

  private static Translations.Bound bound(Set<String> mayDrop) {
    return new Translations.Bound(Wire.OPENAI_RESPONSES, "theirs", OptionalLong.empty(), mayDrop);
  }

  private static Translations.Asked asked(String readable) {
    byte[] body = bytes(readable);
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(Wire.OPENAI_CHAT, body)).ask();
    return new Translations.Asked(
        body, ask, List.of(), Instant.ofEpochSecond(1_700_000_000), "call-id");
  }

  private static byte[] sse(String data) {
    return ("data: " + data.replace('\'', '"') + "\n\n").getBytes(UTF_8);
  }

  private static byte[] bytes(String readable) {
    return readable.replace('\'', '"').getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
