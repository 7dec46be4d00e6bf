package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.refusal.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskReaderTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  private static Ask read(Wire wire, String body) {
    return read(Incoming.of(wire), body);
  }

  private static Ask read(Incoming incoming, String body) {
    return switch (AskReader.read(incoming, body.getBytes(UTF_8))) {
      case Reading.Understood(Ask ask) -> ask;
      case Reading.Malformed(Refusal refusal) -> throw new AssertionError(refusal.message());
    };
  }

  /// Bounds text by its bytes.
  private static OptionalLong bound(Ask ask, OptionalLong perImage, OptionalLong window) {
    return ask.inputBound(bytes -> bytes, perImage, window);
  }

  private static Ask chat(String members) {
    return read(Wire.OPENAI_CHAT, "{\"model\":\"m\",\"messages\":[]" + members + "}");
  }

  private static Ask messages(String members) {
    return read(
        Wire.ANTHROPIC_MESSAGES,
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[]" + members + "}");
  }

  private static String refusal(Wire wire, byte[] body) {
    return switch (AskReader.read(wire, body)) {
      case Reading.Understood(Ask ask) -> throw new AssertionError("understood " + ask);
      case Reading.Malformed(Refusal refusal) -> {
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BODY_INVALID);
        yield refusal.message();
      }
    };
  }

  @Test
  void readsWhatAChatAsksFor() {
    Ask ask =
        read(
            Wire.OPENAI_CHAT,
            """
            {"model":"gpt-4o","stream":true,"n":3,"max_tokens":50,"max_completion_tokens":70,
             "service_tier":"flex","user":"u1","safety_identifier":"s1","metadata":{"team":"a","n":1},
             "stream_options":{"x":1,"include_usage":true},
             "response_format":{"type":"json_schema","json_schema":{"type":"object"}},
             "tools":[{"type":"function","function":{"type":"x"}},{"type":"custom"}],
             "messages":[{"role":"system","content":"hi"},{"role":"user","content":[
               {"type":"text","text":"look"},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
               {"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}
            """);

    assertThat(ask.model()).isEqualTo("gpt-4o");
    assertThat(ask.stream()).isTrue();
    assertThat(ask.choices()).isEqualTo(3);
    assertThat(ask.maxTokens()).isEqualTo(OptionalLong.of(70));
    assertThat(ask.serviceTier()).isEqualTo("flex");
    assertThat(ask.selfNamed()).isEqualTo(new SelfNamed("u1", "s1", Map.of("team", "a")));
    assertThat(ask.needsUsageRequest()).isFalse();
    assertThat(ask.structured()).isTrue();
    assertThat(ask.tools()).isEqualTo(2);
    assertThat(ask.messages()).isEqualTo(2);
    assertThat(ask.bulk())
        .isEqualTo(new Bulk(2, "\"data:image/png;base64,AAAA\"".length(), 0, 0, 0, 0));
    assertThat(ask.unbounded()).isEmpty();
    long text = ask.bodyBytes() - 28L + 16 + 2 * 8 + 2 * 32;
    assertThat(bound(ask, NONE, NONE)).isEmpty();
    assertThat(bound(ask, NONE, OptionalLong.of(128_000))).hasValue(128_000);
    assertThat(bound(ask, OptionalLong.of(1000), NONE)).hasValue(text + 2000);
    assertThat(bound(ask, OptionalLong.of(1000), OptionalLong.of(100))).hasValue(100 + 2000);
  }

  @Test
  void readsWhatAnAnthropicMessageAsksFor() {
    Ask ask =
        read(
            Wire.ANTHROPIC_MESSAGES,
            """
            {"max_tokens":4096,"model":"claude","stream":true,"metadata":{"user_id":"u2"},
             "thinking":{"type":"enabled","budget_tokens":1024},"speed":"fast",
             "output_config":{"format":{"type":"json_schema"}},
             "tools":[{"name":"a","input_schema":{}},{"type":"bash_20250124","name":"bash"}],
             "messages":[{"role":"user","content":[
               {"source":{"data":"AAAA","type":"base64","media_type":"image/png"},"type":"image"},
               {"type":"tool_use","id":"t","name":"a","input":{"type":"image","source":{"type":"base64","data":"BBBB"}}},
               {"type":"tool_result","content":[{"type":"image","source":{"type":"base64","data":"CC"}}]}]}]}
            """);

    assertThat(ask.maxTokens()).hasValue(4096);
    assertThat(ask.leastMaxTokens()).isEqualTo(1025);
    assertThat(ask.serviceTier()).isEqualTo("fast");
    assertThat(ask.selfNamed().user()).isEqualTo("u2");
    assertThat(ask.structured()).isTrue();
    assertThat(ask.bulk()).isEqualTo(new Bulk(2, 6 + 4, 0, 0, 0, 0));
    assertThat(ask.unbounded()).isEmpty();
    assertThat(ask.overheadTokens()).isEqualTo(16 + 8 + 600 + 32 + 1300);
    assertThat(ask.needsUsageRequest()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"model\":\"m\",\"prompt\":\"a\"}; 1; 16",
        "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"],\"n\":2,\"best_of\":3,\"max_tokens\":5}; 6; 5",
        "{\"model\":\"m\",\"prompt\":[1,2,3]}; 1; 16",
        "{\"model\":\"m\",\"prompt\":[[1,2],[3],[4]]}; 3; 16",
      })
  void aCompletionAnswersEachPromptWithSixteenTokensByDefault(
      String body, int choices, long maxTokens) {
    Ask ask = read(Wire.OPENAI_COMPLETIONS, body);
    assertThat(ask.choices()).isEqualTo(choices);
    assertThat(ask.maxTokens()).hasValue(maxTokens);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"model\":\"m\",\"input\":[1,22,333]}; 3; 6",
        "{\"model\":\"m\",\"input\":[[1,22],[333]]}; 3; 6",
        "{\"model\":\"m\",\"input\":[\"1\",\"22\"]}; 0; 0",
        "{\"model\":\"m\",\"input\":\"123\"}; 0; 0",
      })
  void aNumberIsATokenHoweverFewBytesItHas(String body, long tokens, long bytes) {
    Ask ask = read(Wire.OPENAI_EMBEDDINGS, body);
    assertThat(ask.bulk()).isEqualTo(new Bulk(0, 0, 0, 0, tokens, bytes));
    long none = ask.inputBound(_ -> 0, NONE, NONE).orElseThrow();
    assertThat(none).isEqualTo(tokens + ask.overheadTokens());
  }

  @Test
  void eachTextToEmbedHasAWindowOfItsOwn() {
    Ask ask =
        read(
            Wire.OPENAI_EMBEDDINGS,
            "{\"model\":\"m\",\"input\":[\"%s\",\"b\"]}".formatted("a".repeat(100)));
    assertThat(bound(ask, NONE, OptionalLong.of(50))).hasValue(100);
    assertThat(bound(ask, NONE, OptionalLong.of(Long.MAX_VALUE)))
        .hasValue(ask.bodyBytes() + 16 + 2 * 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"type\":\"enabled\",\"budget_tokens\":1024}; true",
        "{\"type\":\"adaptive\"}; true",
        "{\"type\":\"disabled\"}; false",
        "null; false",
      })
  void thinkingIsOutputThatNoAnswerShows(String thinking, boolean hidden) {
    assertThat(messages(",\"thinking\":" + thinking).hiddenOutput()).isEqualTo(hidden);
  }

  @Test
  void candidatesBeyondTheAnswersAreOutputThatNoAnswerShows() {
    String body = "{\"model\":\"m\",\"prompt\":\"a\",\"n\":2,\"best_of\":%d}";
    assertThat(read(Wire.OPENAI_COMPLETIONS, body.formatted(3)).hiddenOutput()).isTrue();
    assertThat(read(Wire.OPENAI_COMPLETIONS, body.formatted(2)).hiddenOutput()).isFalse();
  }

  @Test
  void anEmbeddingHasNoOutput() {
    Ask ask = read(Wire.OPENAI_EMBEDDINGS, "{\"model\":\"m\",\"input\":[\"a\",\"b\"]}");
    assertThat(ask.maxTokens()).hasValue(0);
    assertThat(ask.messages()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ",\"web_search_options\":{}; web_search_options",
        ",\"modalities\":[\"text\",\"audio\"]; output audio",
        ",\"tools\":[{\"type\":\"mcp\"}]; tool mcp",
        ",\"prediction\":{\"type\":\"content\"}; prediction",
      })
  void saysWhyAChatHasNoBound(String members, String reason) {
    assertThat(chat(members).unbounded()).containsExactly(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ",\"tools\":[{\"type\":\"web_search_20250305\"}]; tool web_search_20250305",
        ",\"tools\":[{\"type\":\"code_execution_20250825\"}]; tool code_execution_20250825",
        ",\"tools\":[{\"type\":\"brand_new\"}]; tool brand_new",
        ",\"mcp_servers\":[{}]; mcp_servers",
        ",\"container\":\"c_1\"; container",
        ",\"context_management\":{\"edits\":[{\"type\":\"compact_1\"}]}; context edit compact_1",
      })
  void saysWhyAMessageHasNoBound(String members, String reason) {
    assertThat(messages(members).unbounded()).containsExactly(reason);
  }

  @Test
  void whatIsGivenAsNothingBoundsNothing() {
    assertThat(
            messages(
                    ",\"mcp_servers\":[],\"container\":null,\"context_management\":{\"edits\":"
                        + "[{\"type\":\"clear_tool_uses_20250919\"}]}")
                .unbounded())
        .isEmpty();
    assertThat(chat(",\"web_search_options\":null,\"audio\":null").unbounded()).isEmpty();
    assertThat(chat(",\"max_tokens\":null,\"stream\":null,\"n\":null").maxTokens()).isEmpty();
  }

  @Test
  void aFileIsBoundedByTheWindowAndARecordingByNothing() {
    Ask openAi =
        read(
            Wire.OPENAI_CHAT,
            "{\"model\":\"m\",\"messages\":[{\"content\":[{\"type\":\"file\",\"file\":{}},"
                + "{\"type\":\"input_audio\",\"input_audio\":{}}]}]}");
    assertThat(openAi.bulk()).isEqualTo(new Bulk(0, 0, 1, 1, 0, 0));
    assertThat(openAi.unbounded()).containsExactly("audio input");
    Ask anthropic =
        read(
            Wire.ANTHROPIC_MESSAGES,
            "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"content\":["
                + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"data\":\"AA\"}},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"AA\"}}]}]}");
    assertThat(anthropic.bulk()).isEqualTo(new Bulk(0, 0, 1, 0, 0, 0));
    assertThat(anthropic.unbounded()).isEmpty();
    assertThat(bound(anthropic, NONE, NONE)).isEmpty();
    assertThat(bound(anthropic, NONE, OptionalLong.of(200_000))).hasValue(200_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "[]",
        "\"text\"",
        "[{\"model\":\"m\"}]",
        "{\"model\":\"m\",\"messages\":[]",
        "{\"model\":\"m\",\"messages\":[]} {}",
        "{\"model\":\"m\",\"messages\":[]}x",
        "{\"model\":\"m\",\"messages\":[],}",
        "{'model':'m'}",
        "{\"messages\":[]}",
        "{\"model\":null}",
        "{\"model\":7}",
        "{\"model\":\" \"}",
        "{\"model\":\"a\",\"model\":\"b\"}",
        "{\"model\":\"a\",\"mod\\u0065l\":\"b\"}",
        "{\"model\":\"a\",\"max_tokens\":1,\"max_tokens\":100000}",
        "{\"model\":\"a\",\"max_tokens\":1,\"Max_Tokens\":100000}",
        "{\"model\":\"a\",\"stream\":false,\"stream\":true}",
        "{\"model\":\"a\",\"messages\":[],\"messages\":[]}",
        "{\"model\":\"a\",\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}",
        "{\"model\":\"a\",\"tools\":[{\"type\":\"function\",\"type\":\"mcp\"}]}",
        "{\"model\":\"a\",\"max_tokens\":-1}",
        "{\"model\":\"a\",\"max_tokens\":1.5}",
        "{\"model\":\"a\",\"max_tokens\":1e9}",
        "{\"model\":\"a\",\"max_tokens\":\"7\"}",
        "{\"model\":\"a\",\"max_tokens\":10000001}",
        "{\"model\":\"a\",\"max_tokens\":99999999999999999999999}",
        "{\"model\":\"a\",\"n\":0}",
        "{\"model\":\"a\",\"n\":129}",
        "{\"model\":\"a\",\"stream\":\"true\"}",
        "{\"model\":\"a\",\"stream\":1}",
        "{\"model\":\"a\",\"stream_options\":true}",
        "{\"model\":\"a\",\"messages\":\"hi\"}",
        "{\"model\":\"a\",\"x\":NaN}",
        "{\"model\":\"a\",\"x\":\"\n\"}",
        "{\"model\":\"a\"/*c*/}",
        "\uFEFF{\"model\":\"a\"}",
      })
  void refusesWhatCouldBeReadInTwoWays(String body) {
    assertThat(refusal(Wire.OPENAI_CHAT, body.getBytes(UTF_8))).isNotBlank();
  }

  @Test
  void namesTheByteOfTheFault() {
    byte[] body = "{\"model\":\"a\",\"max_tokens\":-1}".getBytes(UTF_8);
    assertThat(refusal(Wire.OPENAI_CHAT, body))
        .isEqualTo(
            "body is invalid at byte 26: 'max_tokens' must be between 0 and 10000000, was -1");
    byte[] latin = "{\"model\":\"ä\"}".getBytes(ISO_8859_1);
    assertThat(refusal(Wire.OPENAI_CHAT, latin)).isEqualTo("body is not UTF-8 at byte 10");
    byte[] overlong = "{\"mod\u00c1\u00a5l\":\"a\"}".getBytes(ISO_8859_1);
    assertThat(refusal(Wire.OPENAI_CHAT, overlong)).isEqualTo("body is not UTF-8 at byte 5");
  }

  @Test
  void refusesDeepNestingAndLongNumbersWithoutFailing() {
    String deep = "[".repeat(100_000);
    String number = "1".repeat(100_000);
    String nested = "{\"model\":\"a\",\"x\":" + deep + "}";
    assertThat(refusal(Wire.OPENAI_CHAT, nested.getBytes(UTF_8)))
        .contains("200")
        .doesNotContain("StreamReadConstraints");
    String many = "{\"model\":\"a\",\"n\":129,\"messages\":[]}";
    assertThat(refusal(Wire.OPENAI_CHAT, many.getBytes(UTF_8)))
        .contains("'n' must be between 1 and 128, was 129");
    for (String value : new String[] {deep, number}) {
      String body = "{\"model\":\"a\",\"x\":" + value + "}";
      assertThat(refusal(Wire.OPENAI_CHAT, body.getBytes(UTF_8))).contains("invalid at byte");
    }
    byte[] wide = "{\"model\":\"a\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    assertThat(refusal(Wire.OPENAI_CHAT, wide)).isNotBlank();
  }

  @Test
  void anAnthropicMessageNeedsALimitAndACountDoesNot() {
    byte[] body = "{\"model\":\"a\",\"messages\":[]}".getBytes(UTF_8);
    assertThat(refusal(Wire.ANTHROPIC_MESSAGES, body)).contains("'max_tokens' is missing");
    assertThat(read(Wire.ANTHROPIC_COUNT_TOKENS, new String(body, UTF_8)).model()).isEqualTo("a");
  }

  @Test
  void understandsEveryRecordedRequestOfAnAcceptedCall() throws IOException {
    int read = 0;
    for (Recordings.Exchange exchange : Recordings.all()) {
      if (exchange.status() != 200) {
        continue;
      }
      Incoming incoming = exchange.incoming();
      Ask ask = read(incoming, exchange.request());
      JsonNode request = Recordings.tree(exchange.request());
      boolean path = !incoming.model().isEmpty();
      assertThat(ask.model())
          .as(exchange.where())
          .isEqualTo(path ? incoming.model() : request.path("model").asText());
      assertThat(ask.stream())
          .as(exchange.where())
          .isEqualTo(path ? incoming.stream() : request.path("stream").asBoolean());
      assertThat(ask.tools()).as(exchange.where()).isEqualTo(tools(request));
      read++;
    }
    assertThat(read).isGreaterThan(1000);
  }

  /// Gemini declares functions in groups; what is none of them is a tool of its own.
  private static int tools(JsonNode request) {
    int tools = request.path("functions").size();
    for (JsonNode tool : request.path("tools")) {
      boolean openAi = tool.has("type") || tool.has("input_schema") || tool.has("function");
      if (openAi || tool.has("name")) {
        tools++;
        continue;
      }
      for (var member : tool.properties()) {
        tools += member.getKey().startsWith("function") ? member.getValue().size() : 1;
      }
    }
    return tools;
  }
}
