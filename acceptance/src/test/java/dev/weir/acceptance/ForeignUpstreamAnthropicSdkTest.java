package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Anthropic's own SDK, while the provider behind the model is OpenAI: what it asks and gets is as
/// if it were Anthropic, and what it costs is by OpenAI's own figures.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignUpstreamAnthropicSdkTest {
  private static final String MODEL = "gpt-4o";
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final Stage stage = Stage.open();
  private final AnthropicClient client =
      AnthropicOkHttpClient.builder()
          .baseUrl(stage.gateway().uri().toString())
          .apiKey(stage.key())
          .maxRetries(0)
          .putHeader("x-weir-use-case", "foreign")
          .build();

  @AfterAll
  void close() {
    client.close();
    stage.close();
  }

  private static MessageCreateParams.Builder message() {
    return MessageCreateParams.builder().model(MODEL).maxTokens(200);
  }

  private static MessageCreateParams.Builder message(String content) {
    return message().addUserMessage(content);
  }

  private Message ask(MessageCreateParams.Builder message) {
    return client.messages().create(message.build());
  }

  private Message streamed(MessageCreateParams.Builder message) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message.build())) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.message();
  }

  /// The simulator's newest row is OpenAI's, and the ledger has what it cost.
  private void assertBookedAsOpenAis() {
    BookRow row = stage.simulator().book().getLast();
    JsonNode call = stage.ended(row.callId());
    assertThat(row.wire()).isEqualTo("openai.chat");
    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
    assertThat(Stage.usd(call)).isEqualByComparingTo(stage.prices().cost(row)).isPositive();
  }

  @Test
  void converses() {
    Message answer = ask(message("hello [[sim in=30 out=7 cached=10]]").system("You are brief."));

    assertThat(answer.content().getFirst().text().orElseThrow().text()).isNotEmpty();
    assertThat(answer.stopReason()).contains(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isEqualTo(20);
    assertThat(answer.usage().cacheReadInputTokens()).contains(10L);
    assertThat(answer.usage().outputTokens()).isEqualTo(7);
    assertBookedAsOpenAis();
  }

  @Test
  void streams() {
    Message answer = streamed(message("hello [[sim in=11 out=25 utf8=1]]"));

    assertThat(answer.content().getFirst().text().orElseThrow().text()).isNotEmpty();
    assertThat(answer.usage().outputTokens()).isEqualTo(25);
    assertBookedAsOpenAis();
  }

  private static Tool weather() {
    return Tool.builder()
        .name("weather")
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                        .build())
                .build())
        .build();
  }

  private static List<ToolUseBlock> uses(Message answer) {
    return answer.content().stream()
        .filter(ContentBlock::isToolUse)
        .map(ContentBlock::asToolUse)
        .toList();
  }

  @Test
  void usesToolsInParallelAndTakesTheirResults() {
    MessageCreateParams.Builder conversation =
        message("weather? [[sim in=40 out=30 tool=weather tools=2]]").addTool(weather());

    Message asked = ask(conversation);
    List<ContentBlockParam> results = new ArrayList<>();
    for (ToolUseBlock use : uses(asked)) {
      assertThat(use.name()).isEqualTo("weather");
      results.add(
          ContentBlockParam.ofToolResult(
              ToolResultBlockParam.builder().toolUseId(use.id()).content("21 degrees").build()));
    }
    Message answer =
        ask(
            conversation
                .addMessage(asked)
                .addUserMessageOfContentBlockParams(results)
                .addUserMessage("and now? [[sim in=60 out=5]]"));

    assertThat(results).hasSize(2);
    assertThat(asked.stopReason()).contains(StopReason.TOOL_USE);
    assertThat(answer.usage().inputTokens()).isEqualTo(60);
    assertBookedAsOpenAis();
  }

  @Test
  void streamsItsUseOfTools() {
    Message answer =
        streamed(message("weather? [[sim in=40 out=30 tool=weather tools=2]]").addTool(weather()));

    assertThat(uses(answer)).hasSize(2);
    assertBookedAsOpenAis();
  }

  @Test
  void showsAPicture() {
    ImageBlockParam picture =
        ImageBlockParam.builder()
            .source(
                Base64ImageSource.builder()
                    .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                    .data(PIXEL)
                    .build())
            .build();
    Message answer =
        ask(
            message()
                .addUserMessageOfContentBlockParams(
                    List.of(
                        ContentBlockParam.ofImage(picture),
                        ContentBlockParam.ofText(
                            TextBlockParam.builder()
                                .text("what is this? [[sim in=100 out=5]]")
                                .build()))));

    assertThat(answer.usage().inputTokens()).isEqualTo(100);
    assertBookedAsOpenAis();
  }

  @Test
  void hasAnAnswerByItsSchema() {
    JsonOutputFormat.Schema schema =
        JsonOutputFormat.Schema.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("name", Map.of("type", "string"))))
            .putAdditionalProperty("required", JsonValue.from(List.of("name")))
            .putAdditionalProperty("additionalProperties", JsonValue.from(false))
            .build();
    Message answer =
        ask(
            message("answer me [[sim in=20 out=40 schema=1]]")
                .outputConfig(
                    OutputConfig.builder()
                        .format(JsonOutputFormat.builder().schema(schema).build())
                        .build()));

    String json = answer.content().getFirst().text().orElseThrow().text();
    assertThat(Web.json(json).path("name").isTextual()).as(json).isTrue();
    assertBookedAsOpenAis();
  }

  @Test
  void hearsOfWhatCannotBeCarriedByItsOwnName() {
    assertThatThrownBy(
            () -> ask(message("hello").putAdditionalBodyProperty("top_k", JsonValue.from(3))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("`top_k`")
        .hasMessageContaining("providers.openai.drop");
  }

  @Test
  void hearsOfAProvidersLimitAsOfAnthropics() {
    assertThatThrownBy(() -> ask(message("hello [[sim in=5 out=5 fault=429:2]]")))
        .isInstanceOf(RateLimitException.class);
  }
}
