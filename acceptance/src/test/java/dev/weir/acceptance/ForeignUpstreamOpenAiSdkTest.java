package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// OpenAI's own SDK, while the provider behind the model is Anthropic: what it asks and gets is as
/// if it were OpenAI, and what it costs is by Anthropic's own figures.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignUpstreamOpenAiSdkTest {
  private static final String MODEL = "claude-sonnet-4-5";
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final Stage stage = Stage.open();
  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl(stage.gateway().uri() + "/v1")
          .apiKey(stage.key())
          .maxRetries(0)
          .putHeader("x-weir-use-case", "foreign")
          .build();

  @AfterAll
  void close() {
    client.close();
    stage.close();
  }

  private static ChatCompletionCreateParams.Builder chat(String content) {
    return ChatCompletionCreateParams.builder()
        .model(MODEL)
        .maxCompletionTokens(300)
        .addUserMessage(content);
  }

  private ChatCompletion ask(ChatCompletionCreateParams.Builder chat) {
    return client.chat().completions().create(chat.build());
  }

  /// The simulator's newest row is Anthropic's, and the ledger has what it cost.
  private void assertBookedAsAnthropics() {
    BookRow row = stage.simulator().book().getLast();
    JsonNode call = stage.ended(row.callId());
    assertThat(row.wire()).isEqualTo("anthropic.messages");
    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
    assertThat(Stage.usd(call)).isEqualByComparingTo(stage.prices().cost(row)).isPositive();
  }

  @Test
  void chats() {
    ChatCompletion answer = ask(chat("hello [[sim in=30 out=7 cached=10]]"));

    assertThat(answer.choices().getFirst().message().content().orElseThrow()).isNotEmpty();
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(30);
    assertThat(answer.usage().orElseThrow().promptTokensDetails().orElseThrow().cachedTokens())
        .contains(10L);
    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
    assertBookedAsAnthropics();
  }

  @Test
  void streams() {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(
                chat("hello [[sim in=11 out=25 utf8=1]]")
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    ChatCompletion answer = accumulator.chatCompletion();
    assertThat(answer.choices().getFirst().message().content().orElseThrow()).isNotEmpty();
    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(25);
    assertBookedAsAnthropics();
  }

  @Test
  void callsToolsInParallelAndTakesTheirResults() {
    ChatCompletionCreateParams.Builder conversation =
        chat("weather? [[sim in=40 out=30 tool=weather tools=2]]").addFunctionTool(weather());

    ChatCompletionMessage asked = ask(conversation).choices().getFirst().message();
    List<ChatCompletionMessageToolCall> calls = asked.toolCalls().orElseThrow();
    conversation.addMessage(asked);
    for (ChatCompletionMessageToolCall each : calls) {
      ChatCompletionMessageFunctionToolCall call = each.asFunction();
      assertThat(call.function().name()).isEqualTo("weather");
      conversation.addMessage(
          ChatCompletionToolMessageParam.builder()
              .toolCallId(call.id())
              .content("{\"celsius\": 21}")
              .build());
    }
    ChatCompletion answer = ask(conversation.addUserMessage("and now? [[sim in=60 out=5]]"));

    assertThat(calls).hasSize(2);
    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(60);
    assertBookedAsAnthropics();
  }

  private static FunctionDefinition weather() {
    return FunctionDefinition.builder()
        .name("weather")
        .description("The weather of a city")
        .parameters(
            FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                    "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build())
        .build();
  }

  @Test
  void streamsToolCalls() {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(
                chat("weather? [[sim in=40 out=30 tool=weather tools=2]]")
                    .addFunctionTool(weather())
                    .build())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    assertThat(
            accumulator.chatCompletion().choices().getFirst().message().toolCalls().orElseThrow())
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.asFunction().function().arguments()).startsWith("{"));
    assertBookedAsAnthropics();
  }

  @Test
  void showsAPicture() {
    ChatCompletion answer =
        ask(
            ChatCompletionCreateParams.builder()
                .model(MODEL)
                .maxCompletionTokens(300)
                .addUserMessageOfArrayOfContentParts(
                    List.of(
                        ChatCompletionContentPart.ofText(
                            ChatCompletionContentPartText.builder()
                                .text("what is this? [[sim in=100 out=5]]")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(
                            ChatCompletionContentPartImage.builder()
                                .imageUrl(
                                    ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url("data:image/png;base64," + PIXEL)
                                        .build())
                                .build()))));

    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(100);
    assertBookedAsAnthropics();
  }

  @Test
  void hasAnAnswerByItsSchema() throws Exception {
    ChatCompletion answer =
        ask(
            chat("answer me [[sim in=20 out=40 schema=1]]")
                .responseFormat(
                    ResponseFormatJsonSchema.builder()
                        .jsonSchema(
                            ResponseFormatJsonSchema.JsonSchema.builder()
                                .name("city")
                                .strict(true)
                                .schema(
                                    ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty(
                                            "properties",
                                            JsonValue.from(
                                                Map.of("name", Map.of("type", "string"))))
                                        .putAdditionalProperty(
                                            "required", JsonValue.from(List.of("name")))
                                        .putAdditionalProperty(
                                            "additionalProperties", JsonValue.from(false))
                                        .build())
                                .build())
                        .build()));

    String json = answer.choices().getFirst().message().content().orElseThrow();
    assertThat(Web.JSON.readTree(json).path("name").isTextual()).as(json).isTrue();
    assertBookedAsAnthropics();
  }

  @Test
  void asksThroughResponsesToo() {
    ResponseCreateParams.Builder asked =
        ResponseCreateParams.builder()
            .model(MODEL)
            .maxOutputTokens(300)
            .input("hello [[sim in=30 out=7]]");
    Response answer = client.responses().create(asked.build());
    StringBuilder streamed = new StringBuilder();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(asked.input("hello [[sim in=30 out=9]]").build())) {
      stream.stream()
          .forEach(
              event -> event.outputTextDelta().ifPresent(delta -> streamed.append(delta.delta())));
    }

    assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(7);
    assertThat(streamed).isNotEmpty();
    assertBookedAsAnthropics();
  }

  @Test
  void hearsOfWhatCannotBeCarriedByItsOwnName() {
    assertThatThrownBy(() -> ask(chat("hello").n(2)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("`n`")
        .hasMessageContaining("providers.anthropic.drop");
  }

  @Test
  void hearsOfAProvidersLimitAsOfOpenAis() {
    assertThatThrownBy(() -> ask(chat("hello [[sim in=5 out=5 fault=429:2]]")))
        .isInstanceOf(RateLimitException.class);
  }

  @Test
  void findsTheModelInItsList() {
    assertThat(client.models().list().data()).anyMatch(model -> model.id().equals(MODEL));
  }
}
