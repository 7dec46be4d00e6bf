package dev.weir.flow.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.openai.OpenAiSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recorded exchanges in which one side is Gemini's: what each pair makes of requests and answers.
class GenerateRecordedPairsTest {
  private static final Translations TRANSLATIONS = new Translations(1 << 22);

  private static Prepared prepare(Exchange exchange, Wire to) {
    Ask ask =
        ((AskReader.Reading.Understood)
                AskReader.read(exchange.incoming(), exchange.requestBytes()))
            .ask();
    return TRANSLATIONS.prepare(
        new Translations.Asked(exchange.requestBytes(), ask, List.of(), Instant.EPOCH, "call-id"),
        new Translations.Bound(to, "their-model", OptionalLong.of(4096), Set.of()));
  }

  private static List<Exchange> exchanges(Wire wire) throws IOException {
    return Recordings.all().stream()
        .filter(exchange -> exchange.wire() == wire && exchange.status() == 200)
        .toList();
  }

  private static Set<String> names(Wire wire, Stream<Feature> features) {
    var fields = Wires.of(wire).orElseThrow().names();
    return features.map(fields::of).collect(Collectors.toSet());
  }

  /// Each translated request was read again as one of its wire; OpenAI's are valid by its schema.
  @ParameterizedTest
  @CsvSource({
    "GEMINI_GENERATE, OPENAI_CHAT, 100",
    "GEMINI_GENERATE, ANTHROPIC_MESSAGES, 100",
    "OPENAI_CHAT, GEMINI_GENERATE, 200",
    "OPENAI_RESPONSES, GEMINI_GENERATE, 50",
    "ANTHROPIC_MESSAGES, GEMINI_GENERATE, 100",
  })
  void whatARecordedRequestLosesIsInItsPairsContract(Wire from, Wire to, int least)
      throws IOException {
    Pair pair = Pairs.of(from, to).orElseThrow();
    Set<String> features = names(from, Stream.of(Feature.values()));
    Set<String> contract = names(from, pair.cannotCarry().stream());
    OpenAiSchema schema = OpenAiSchema.read();
    int carried = 0;
    for (Exchange exchange : exchanges(from)) {
      switch (prepare(exchange, to)) {
        case Prepared.Translated translated -> {
          carried++;
          if (to == Wire.OPENAI_CHAT) {
            JsonNode body = Recordings.tree(new String(translated.body(), StandardCharsets.UTF_8));
            assertThat(schema.wrong("CreateChatCompletionRequest", body))
                .as(exchange.where())
                .isEmpty();
          }
        }
        case Prepared.NotCarried(List<Loss> losses, int _) ->
            assertThat(losses.stream().map(Loss::field).filter(features::contains))
                .as(exchange.where())
                .isSubsetOf(contract);
        case Prepared.Malformed(String why) ->
            throw new AssertionError(exchange.where() + ": " + why);
        case Prepared.Unpaired unpaired -> throw new AssertionError(unpaired);
      }
    }
    assertThat(carried).isGreaterThan(least);
  }

  private static AnswerEdit answer(Wire caller, Wire provider, boolean stream) {
    Incoming incoming =
        switch (caller.dialect()) {
          case OPENAI, ANTHROPIC -> Incoming.of(caller);
          case GEMINI, BEDROCK -> new Incoming(caller, "m", stream);
        };
    String body =
        switch (caller) {
          case GEMINI_GENERATE -> "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";
          case BEDROCK_CONVERSE ->
              "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}";
          case OPENAI_RESPONSES ->
              "{\"model\":\"m\",\"stream\":%s,\"input\":\"Hi\"}".formatted(stream);
          case OPENAI_CHAT ->
              ("{\"model\":\"m\",\"stream\":%s,\"stream_options\":{\"include_usage\":true},"
                      + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                  .formatted(stream);
          default ->
              ("{\"model\":\"m\",\"stream\":%s,\"max_tokens\":9,"
                      + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                  .formatted(stream);
        };
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(incoming, bytes)).ask();
    var asked = new Translations.Asked(bytes, ask, List.of(), Instant.EPOCH, "call-id");
    var bound = new Translations.Bound(provider, "n", OptionalLong.of(4096), Set.of());
    return ((Prepared.Translated) TRANSLATIONS.prepare(asked, bound)).answer();
  }

  private static List<Frame> provided(Exchange exchange) throws JsonFault {
    var reader = Wires.of(exchange.wire()).orElseThrow().answers().get();
    return exchange.stream()
        ? Streams.read(reader, exchange.answerBytes())
        : Streams.readWhole(reader, exchange.answerBytes());
  }

  private static byte[] told(Exchange exchange, AnswerEdit answer) {
    if (!exchange.stream()) {
      answer.head(new AnswerEdit.Head(200, "application/json"));
      return answer.whole(exchange.answerBytes());
    }
    answer.head(new AnswerEdit.Head(200, "text/event-stream"));
    var told = new ByteArrayOutputStream();
    told.writeBytes(answer.chunk(exchange.answerBytes()));
    told.writeBytes(answer.end());
    return told.toByteArray();
  }

  /// Texts, calls and endings; a caller's wire may have no word for what is left out.
  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT, GEMINI_GENERATE, 200",
    "OPENAI_RESPONSES, GEMINI_GENERATE, 200",
    "ANTHROPIC_MESSAGES, GEMINI_GENERATE, 200",
    "GEMINI_GENERATE, OPENAI_CHAT, 300",
    "GEMINI_GENERATE, ANTHROPIC_MESSAGES, 300",
  })
  void aCallerIsToldWhatTheProviderAnswered(Wire caller, Wire provider, int least)
      throws IOException, JsonFault {
    int told = 0;
    for (Exchange exchange : exchanges(provider)) {
      AnswerEdit answer = answer(caller, provider, exchange.stream());
      byte[] bytes = told(exchange, answer);
      if (answer.broken().isPresent()) {
        assertThat(exchange.answer())
            .as("%s: %s", exchange.where(), answer.broken().get().fault())
            .containsAnyOf("inlineData", "\"error\"");
        continue;
      }
      told++;
      Told.Answer expected = Told.of(provided(exchange));
      var reader = Wires.of(caller).orElseThrow().answers().get();
      Told.Answer again =
          Told.of(
              exchange.stream() ? Streams.read(reader, bytes) : Streams.readWhole(reader, bytes));
      assertThat(again.ended()).as(exchange.where()).isTrue();
      Told.Choice theirs = expected.choices().get(0);
      if (theirs == null) {
        continue;
      }
      Told.Choice said = Objects.requireNonNull(again.choices().get(0), exchange.where());
      assertThat(said.text()).as(exchange.where()).isEqualTo(theirs.text() + theirs.refusal());
      assertThat(said.thought()).as(exchange.where()).isEqualTo(theirs.thought());
      assertThat(arguments(said)).as(exchange.where()).isEqualTo(arguments(theirs));
      assertThat(again.usage().map(usage -> List.of(usage.input(), usage.output())))
          .as(exchange.where())
          .isEqualTo(expected.usage().map(usage -> List.of(usage.input(), usage.output())));
    }
    assertThat(told).isGreaterThan(least);
  }

  /// Without white space: a line of an event cannot have all that is between the members of an
  /// object.
  private static List<String> arguments(Told.Choice choice) {
    return choice.tools().values().stream()
        .map(tool -> tool.arguments().replaceAll("\\s", ""))
        .toList();
  }
}
