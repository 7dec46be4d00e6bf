package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// OpenAI's own SDK with another base URL and another key, and nothing else.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiSdkTest {
  private final Stage stage = Stage.open();
  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl(stage.gateway().uri() + "/v1")
          .apiKey(keyWithUseCase("sdk"))
          .build();

  private String keyWithUseCase(String useCase) {
    return stage
        .control()
        .key(
            """
            {"name": "sdk", "fixed_tags": {"use_case": "%s", "department": "sales",
             "role": "service", "environment": "test"}}
            """
                .formatted(useCase));
  }

  @BeforeAll
  void theModelsAreThere() {
    assertThat(client.models().list().data()).isNotEmpty();
  }

  @AfterAll
  void close() {
    client.close();
    stage.close();
  }

  private static ChatCompletionCreateParams.Builder chat(String content) {
    return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(content);
  }

  @Test
  void chats() {
    ChatCompletion answer =
        client.chat().completions().create(chat("hello [[sim in=11 out=7]]").build());

    assertThat(answer.choices().getFirst().message().content().orElseThrow()).isNotEmpty();
    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(11);
    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(7);
  }

  @Test
  void streamsWithoutShowingTheUsageItAskedForItself() {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(chat("hello [[sim in=11 out=25 utf8=1]]").build())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    ChatCompletion answer = accumulator.chatCompletion();
    assertThat(answer.choices().getFirst().message().content().orElseThrow()).isNotEmpty();
    assertThat(answer.usage()).isEmpty();
  }

  @Test
  void callsToolsAndTakesTheirResults() {
    FunctionDefinition weather =
        FunctionDefinition.builder()
            .name("weather")
            .parameters(
                FunctionParameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .build())
            .build();
    ChatCompletionCreateParams.Builder conversation =
        chat("weather? [[sim in=40 out=9 tool=weather]]").addFunctionTool(weather);

    ChatCompletionMessage asked =
        client.chat().completions().create(conversation.build()).choices().getFirst().message();
    ChatCompletionMessageFunctionToolCall call =
        asked.toolCalls().orElseThrow().getFirst().asFunction();
    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(
                conversation
                    .addMessage(asked)
                    .addMessage(
                        ChatCompletionToolMessageParam.builder()
                            .toolCallId(call.id())
                            .content("{\"celsius\": 21}")
                            .build())
                    .addUserMessage("and now? [[sim in=60 out=5]]")
                    .build());

    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(60);
    assertThat(answer.choices().getFirst().message().content().orElseThrow()).isNotEmpty();
  }

  @Test
  void embeds() {
    CreateEmbeddingResponse answer =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("text-embedding-3-small")
                    .input("a text [[sim in=6]]")
                    .build());

    assertThat(answer.data().getFirst().embedding()).isNotEmpty();
    assertThat(answer.usage().promptTokens()).isEqualTo(6);
  }

  @Test
  void completes() {
    Completion answer =
        client
            .completions()
            .create(
                CompletionCreateParams.builder()
                    .model("gpt-3.5-turbo-instruct")
                    .prompt("once upon [[sim in=4 out=8]]")
                    .build());

    assertThat(answer.choices().getFirst().text()).isNotEmpty();
    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(8);
  }
}
