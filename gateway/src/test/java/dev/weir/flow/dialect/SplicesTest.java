package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.dialect.AskReader.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplicesTest {
  private static final Splice GUISE =
      new Splice.Guise(Set.of("model", "stream"), Map.of("v", "\"1\""));

  private static Ask ask(Wire wire, byte[] body) {
    return ask(Incoming.of(wire), body);
  }

  private static Ask ask(Incoming incoming, byte[] body) {
    return ((Reading.Understood) AskReader.read(incoming, body)).ask();
  }

  private static String spliced(Wire wire, String body, Splice... splices) {
    byte[] bytes = body.getBytes(UTF_8);
    return new String(Splices.apply(bytes, ask(wire, bytes), List.of(splices)), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{ \"x\":\"é\", \"model\" : \"a\\u0062\" };{ \"x\":\"é\", \"model\" : \"gpt \\\"4\\\"\" }",
        "{\"mod\\u0065l\":\"a\",\"é\":1};{\"mod\\u0065l\":\"gpt \\\"4\\\"\",\"é\":1}",
      })
  void replacesTheModelAndNothingElse(String body, String expected) {
    assertThat(spliced(Wire.OPENAI_CHAT, body, new Splice.Model("gpt \"4\""))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"a\"};{\"max_completion_tokens\":5,\"model\":\"a\"}",
        "{ \"model\":\"a\"};{\"max_completion_tokens\":5, \"model\":\"a\"}",
        "{\"model\":\"a\",\"max_tokens\":100};{\"model\":\"a\",\"max_tokens\":5}",
        "{\"max_tokens\": null ,\"model\":\"a\"};{\"max_tokens\": 5 ,\"model\":\"a\"}",
        "{\"model\":\"a\",\"max_completion_tokens\":100};{\"model\":\"a\",\"max_completion_tokens\":5}",
        "{\"max_completion_tokens\":7,\"model\":\"a\",\"max_tokens\":1};"
            + "{\"max_completion_tokens\":5,\"model\":\"a\",\"max_tokens\":5}",
      })
  void limitsTheAnswerWhereTheCallerDid(String body, String expected) {
    assertThat(spliced(Wire.OPENAI_CHAT, body, new Splice.MaxTokens(5))).isEqualTo(expected);
  }

  @Test
  void limitsACompletionByItsOnlyName() {
    assertThat(
            spliced(
                Wire.OPENAI_COMPLETIONS,
                "{\"model\":\"a\",\"prompt\":\"p\"}",
                new Splice.MaxTokens(5)))
        .isEqualTo("{\"max_tokens\":5,\"model\":\"a\",\"prompt\":\"p\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\":true},\"model\":\"a\",\"stream\":true}",
        "{\"stream_options\":{ },\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\":true },\"model\":\"a\",\"stream\":true}",
        "{\"stream_options\":{\"x\":[1]},\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\":true,\"x\":[1]},\"model\":\"a\",\"stream\":true}",
        "{\"stream_options\":null,\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\":true},\"model\":\"a\",\"stream\":true}",
        "{\"stream_options\":{\"include_usage\": false},\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\": true},\"model\":\"a\",\"stream\":true}",
        "{\"stream_options\":{\"include_usage\":null},\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\":true},\"model\":\"a\",\"stream\":true}",
        "{\"stream_options\":{\"include_usage\":true},\"model\":\"a\",\"stream\":true};"
            + "{\"stream_options\":{\"include_usage\":true},\"model\":\"a\",\"stream\":true}",
        "{\"model\":\"a\"};{\"model\":\"a\"}",
      })
  void asksForUsageWhereTheCallerDidNot(String body, String expected) {
    assertThat(spliced(Wire.OPENAI_CHAT, body, new Splice.UsageRequest())).isEqualTo(expected);
  }

  @Test
  void withoutSplicesTheArrayIsTheSame() {
    byte[] body = "{\"model\":\"a\"}".getBytes(UTF_8);
    assertThat(Splices.apply(body, ask(Wire.OPENAI_CHAT, body), List.of())).isSameAs(body);
  }

  @Test
  void everyRecordedRequestMeansTheSameButForItsSplices() throws IOException {
    for (Recordings.Exchange exchange : Recordings.all()) {
      Incoming incoming = exchange.incoming();
      Wire wire = exchange.wire();
      if (exchange.status() != 200 || !wire.generates()) {
        continue;
      }
      byte[] body = exchange.requestBytes();
      Ask ask = ask(incoming, body);
      List<Splice> splices =
          List.of(new Splice.UsageRequest(), new Splice.MaxTokens(77), new Splice.Model("other"));

      byte[] spliced = Splices.apply(body, ask, splices);

      var expected = (ObjectNode) Recordings.tree(exchange.request());
      boolean inPath = !incoming.model().isEmpty();
      if (!inPath) {
        expected.put("model", "other");
      }
      limit(wire, expected);
      boolean silent = wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_COMPLETIONS;
      if (silent && expected.path("stream").asBoolean()) {
        expected.withObject("/stream_options").put("include_usage", true);
      }
      assertThat(Recordings.tree(new String(spliced, UTF_8)))
          .as(exchange.where())
          .isEqualTo(expected);
      Ask after = ask(incoming, spliced);
      assertThat(after.model()).isEqualTo(inPath ? incoming.model() : "other");
      assertThat(after.maxTokens()).as(exchange.where()).hasValue(77);
      assertThat(after.needsUsageRequest()).isFalse();
    }
  }

  private static void limit(Wire wire, ObjectNode body) {
    switch (wire) {
      case OPENAI_CHAT ->
          body.put(body.has("max_tokens") ? "max_tokens" : "max_completion_tokens", 77);
      case OPENAI_RESPONSES -> body.put("max_output_tokens", 77);
      case GEMINI_GENERATE -> {
        boolean snake = body.has("generation_config");
        String config = snake ? "generation_config" : "generationConfig";
        ObjectNode limits = body.withObject("/" + config);
        limits.put(limits.has("max_output_tokens") ? "max_output_tokens" : "maxOutputTokens", 77);
      }
      default -> body.put("max_tokens", 77);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"a\",\"max_tokens\":9,\"stream\":true};{\"v\":\"1\",\"max_tokens\":9}",
        "{\"model\":\"a\",\"stream\":true,\"max_tokens\":9};{\"v\":\"1\",\"max_tokens\":9}",
        "{\"max_tokens\":9,\"model\":\"a\" , \"stream\":true };{\"v\":\"1\",\"max_tokens\":9 }",
        "{ \"stream\":true,\"max_tokens\":9, \"model\":\"a\",\"x\":[1]};{\"v\":\"1\", \"max_tokens\":9, \"x\":[1]}",
        "{\"v\":{\"model\":1},\"max_tokens\":9,\"mod\\u0065l\":\"a\"};{\"v\":\"1\",\"max_tokens\":9}",
      })
  void aGuiseTakesMembersOutAndPutsOthersIn(String body, String expected) {
    assertThat(spliced(Wire.ANTHROPIC_MESSAGES, body, GUISE)).isEqualTo(expected);
    assertThat(spliced(Wire.ANTHROPIC_MESSAGES, body, new Splice.Model("b"), GUISE))
        .isEqualTo(expected);
  }

  @Test
  void aGuiseLeavesTheOtherSplicesInTheirPlaces() {
    assertThat(
            spliced(
                Wire.ANTHROPIC_MESSAGES,
                "{\"model\":\"a\",\"max_tokens\":9}",
                new Splice.Model("b"),
                new Splice.MaxTokens(5),
                GUISE))
        .isEqualTo("{\"v\":\"1\",\"max_tokens\":5}");
    assertThat(spliced(Wire.OPENAI_CHAT, "{\"model\":\"a\"}", new Splice.MaxTokens(5), GUISE))
        .as("a body that loses all of its members")
        .isEqualTo("{\"max_completion_tokens\":5,\"v\":\"1\"}");
  }

  @Test
  void aSpliceSaysWhatItDid() {
    assertThat(
            List.of(
                new Splice.Model("m").note(),
                new Splice.MaxTokens(5).note(),
                new Splice.UsageRequest().note(),
                GUISE.note()))
        .containsExactly("model=m", "max_tokens=5", "include_usage", "guise");
  }
}
