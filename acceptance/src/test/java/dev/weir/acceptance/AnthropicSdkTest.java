package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.ContentTooLargeException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PaymentRequiredException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Anthropic's own SDK with another base URL and another key, and nothing else.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnthropicSdkTest {
  private static final String MODEL = "claude-sonnet-4-5";

  private final Stage stage = Stage.open("edge: {body_max: 64 KiB}", "upstream: {head: 2s}");
  private final List<AnthropicClient> clients = new ArrayList<>();
  private final AnthropicClient client = client(stage.key(), 2);
  private final AnthropicClient impatient = client(stage.key(), 0);

  private AnthropicClient client(String key, int retries) {
    AnthropicClient made =
        AnthropicOkHttpClient.builder()
            .baseUrl(stage.gateway().uri().toString())
            .apiKey(key)
            .maxRetries(retries)
            .build();
    clients.add(made);
    return made;
  }

  private static MessageCreateParams.Builder message(String useCase, String content) {
    return MessageCreateParams.builder()
        .model(MODEL)
        .maxTokens(200)
        .putAdditionalHeader("x-weir-use-case", useCase)
        .addUserMessage(content);
  }

  private <E extends AnthropicServiceException> E refused(
      Class<E> type, String useCase, String content) {
    return refused(type, client, message(useCase, content).build());
  }

  private static <E extends AnthropicServiceException> E refused(
      Class<E> type, AnthropicClient client, MessageCreateParams params) {
    E refusal = catchThrowableOfType(type, () -> client.messages().create(params));
    assertThat(refusal).as("no %s", type).isNotNull();
    return refusal;
  }

  @AfterAll
  void close() {
    clients.forEach(AnthropicClient::close);
    stage.close();
  }

  @Test
  void converses() {
    Message answer =
        client
            .messages()
            .create(message("sdk", "hello [[sim in=30 out=7 cached=10 write5m=4]]").build());

    assertThat(answer.content().getFirst().text().orElseThrow().text()).isNotEmpty();
    assertThat(answer.usage().inputTokens()).isEqualTo(16);
    assertThat(answer.usage().cacheReadInputTokens()).contains(10L);
    assertThat(answer.usage().outputTokens()).isEqualTo(7);
  }

  @Test
  void streams() {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message("sdk", "hello [[sim in=11 out=25]]").build())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    assertThat(accumulator.message().content().getFirst().text().orElseThrow().text()).isNotEmpty();
    assertThat(accumulator.message().usage().outputTokens()).isEqualTo(25);
  }

  @Test
  void usesToolsAndTakesTheirResults() {
    Tool weather =
        Tool.builder()
            .name("weather")
            .inputSchema(
                Tool.InputSchema.builder()
                    .properties(
                        Tool.InputSchema.Properties.builder()
                            .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                            .build())
                    .build())
            .build();
    MessageCreateParams.Builder conversation =
        message("sdk", "weather? [[sim in=40 out=9 tool=weather]]").addTool(weather);

    Message asked = client.messages().create(conversation.build());
    ToolUseBlock use =
        asked.content().stream()
            .filter(ContentBlock::isToolUse)
            .findFirst()
            .orElseThrow()
            .asToolUse();
    ToolResultBlockParam result =
        ToolResultBlockParam.builder().toolUseId(use.id()).content("21 degrees").build();
    Message answer =
        client
            .messages()
            .create(
                conversation
                    .addMessage(asked)
                    .addUserMessageOfContentBlockParams(
                        List.of(ContentBlockParam.ofToolResult(result)))
                    .addUserMessage("and now? [[sim in=60 out=5]]")
                    .build());

    assertThat(use.name()).isEqualTo("weather");
    assertThat(answer.usage().inputTokens()).isEqualTo(60);
  }

  @Test
  void countsTokens() {
    MessageCountTokensParams params =
        MessageCountTokensParams.builder()
            .model(MODEL)
            .addUserMessage("how long is this?")
            .putAdditionalHeader("x-weir-use-case", "count")
            .build();

    assertThat(client.messages().countTokens(params).inputTokens()).isPositive();

    assertThat(Stage.usd(stage.settled("count", 1, 0))).isZero();
  }

  @Test
  void anUnknownKeyIsUnauthorized() {
    AnthropicClient stranger = client("wk_" + "x".repeat(43), 2);

    refused(UnauthorizedException.class, stranger, message("sdk", "hello").build());
  }

  @Test
  void aModelTheKeyMayNotUseIsPermissionDenied() {
    String key =
        stage
            .control()
            .key(
                """
                {"name": "other", "models": ["claude-haiku*"], "settable_tags": ["use_case"],
                 "fixed_tags": {"department": "sales", "role": "service", "environment": "test"}}
                """);
    AnthropicClient other = client(key, 2);

    refused(PermissionDeniedException.class, other, message("denied", "hello").build());
  }

  @Test
  void aRouteThatIsNotServedIsNotFound() {
    NotFoundException refusal =
        catchThrowableOfType(NotFoundException.class, () -> client.messages().batches().list());

    assertThat(refusal).isNotNull();
  }

  @Test
  void aTagThatMayNotBeSetIsABadRequest() {
    MessageCreateParams params =
        message("tags", "hello").putAdditionalHeader("x-weir-project", "apollo").build();

    refused(BadRequestException.class, client, params);
  }

  @Test
  void aSpentBudgetIsPaymentRequiredAndIsNotRetried() {
    stage
        .control()
        .budget(
            "spent",
            """
            {"where": [{"tag": "use_case", "in": ["spent"]}], "window": "total",
             "limit_usd": "0.000001"}
            """);

    PaymentRequiredException refusal = refused(PaymentRequiredException.class, "spent", "hello");

    assertThat(refusal.headers().values("x-should-retry")).containsExactly("false");
    assertThat(stage.settled("spent", 0, 1).path("attempts").asLong()).isZero();
  }

  @Test
  void aLimitThatIsUsedUpIsARateLimitAndIsNotRetried() {
    stage
        .control()
        .limit(
            "one-a-day",
            """
            {"where": [{"tag": "use_case", "in": ["limited"]}], "measure": "requests",
             "window": "rolling 24h", "max": 1}
            """);
    Message first = client.messages().create(message("limited", "hi [[sim in=5 out=5]]").build());

    refused(RateLimitException.class, "limited", "again");

    assertThat(first.usage().outputTokens()).isEqualTo(5);
    assertThat(stage.settled("limited", 1, 1)).isNotNull();
  }

  @Test
  void aBodyThatIsTooLargeIsContentTooLarge() {
    refused(ContentTooLargeException.class, "large", "x".repeat(70_000));
  }

  @Test
  void aProviderThatCutsItsAnswerIsStatus502() {
    AnthropicServiceException refusal =
        refused(
            AnthropicServiceException.class,
            impatient,
            message("cut", "hello [[sim in=5 out=50 fault=cut:20]]").build());

    assertThat(refusal.statusCode()).isEqualTo(502);
  }

  @Test
  void aProviderThatDoesNotAnswerIsStatus504() {
    AnthropicServiceException refusal =
        refused(
            AnthropicServiceException.class,
            impatient,
            message("slow", "hello [[sim in=5 fault=hang]]").build());

    assertThat(refusal.statusCode()).isEqualTo(504);
  }

  @Test
  void anOverloadedProviderIsTriedAgainByTheSdk() {
    stage.simulator().faults("529", 1);

    Message answer =
        client.messages().create(message("overloaded", "hi [[sim in=5 out=5]]").build());

    assertThat(answer.usage().outputTokens()).isEqualTo(5);
    assertThat(stage.settled("overloaded", 2, 0).path("attempts").asLong()).isEqualTo(2);
  }
}
