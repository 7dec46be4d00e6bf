package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Refusals as users of OpenAI's SDK meet them, with the SDK's usual two retries.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiRefusalsTest {
  private final Stage stage =
      Stage.open("edge: {body_max: 64 KiB}", "upstream: {head: 2s, silence: 2s}");
  private final List<OpenAIClient> clients = new ArrayList<>();
  private final OpenAIClient client = client(stage.key(), 2);
  private final OpenAIClient impatient = client(stage.key(), 0);

  private OpenAIClient client(String key, int retries) {
    OpenAIClient made =
        OpenAIOkHttpClient.builder()
            .baseUrl(stage.gateway().uri() + "/v1")
            .apiKey(key)
            .maxRetries(retries)
            .build();
    clients.add(made);
    return made;
  }

  private ChatCompletion ask(String useCase, String model, String content) {
    return ask(client, useCase, model, content);
  }

  private static ChatCompletion ask(
      OpenAIClient asking, String useCase, String model, String content) {
    return asking
        .chat()
        .completions()
        .create(
            ChatCompletionCreateParams.builder()
                .model(model)
                .maxCompletionTokens(100)
                .addUserMessage(content)
                .putAdditionalHeader("x-weir-use-case", useCase)
                .build());
  }

  private <E extends OpenAIServiceException> E refused(
      Class<E> type, String useCase, String model, String content) {
    return refused(type, client, useCase, model, content);
  }

  private static <E extends OpenAIServiceException> E refused(
      Class<E> type, OpenAIClient asking, String useCase, String model, String content) {
    E refusal = catchThrowableOfType(type, () -> ask(asking, useCase, model, content));
    assertThat(refusal).as("no %s", type).isNotNull();
    return refusal;
  }

  @AfterAll
  void close() {
    clients.forEach(OpenAIClient::close);
    stage.close();
  }

  @Test
  void anUnknownKeyIsUnauthorized() {
    OpenAIClient stranger = client("wk_" + "x".repeat(43), 2);

    assertThatExceptionOfType(UnauthorizedException.class)
        .isThrownBy(() -> stranger.models().list())
        .satisfies(refusal -> assertThat(refusal.code()).contains("key_unknown"));
  }

  @Test
  void aModelTheKeyMayNotUseIsPermissionDenied() {
    String key =
        stage
            .control()
            .key(
                """
                {"name": "small", "models": ["gpt-4o-mini"], "fixed_tags": {"use_case": "small",
                 "department": "sales", "role": "service", "environment": "test"}}
                """);
    OpenAIClient small = client(key, 2);
    ChatCompletionCreateParams dear =
        ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("hello").build();

    assertThatExceptionOfType(PermissionDeniedException.class)
        .isThrownBy(() -> small.chat().completions().create(dear))
        .satisfies(refusal -> assertThat(refusal.code()).contains("model_not_allowed"));
    assertThat(stage.settled("small", 0, 1)).isNotNull();
  }

  @Test
  void aRouteThatIsNotServedIsNotFound() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.files().list())
        .satisfies(refusal -> assertThat(refusal.code()).contains("route_unknown"));
  }

  @Test
  void aTagThatMayNotBeSetIsABadRequest() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() ->
            client
                .chat()
                .completions()
                .create(
                    ChatCompletionCreateParams.builder()
                        .model("gpt-4o")
                        .addUserMessage("hello")
                        .putAdditionalHeader("x-weir-use-case", "tags")
                        .putAdditionalHeader("x-weir-project", "apollo")
                        .build()))
        .satisfies(refusal -> assertThat(refusal.code()).contains("tags_invalid"));
  }

  @Test
  void aSpentBudgetIsStatus402AndIsNotRetried() {
    stage
        .control()
        .budget(
            "spent",
            """
            {"where": [{"tag": "use_case", "in": ["spent"]}], "window": "total",
             "limit_usd": "0.000001"}
            """);

    UnexpectedStatusCodeException refusal =
        refused(UnexpectedStatusCodeException.class, "spent", "gpt-4o", "hello");

    assertThat(refusal.statusCode()).isEqualTo(402);
    assertThat(refusal.code()).contains("budget_spent");
    assertThat(refusal.headers().values("x-should-retry")).containsExactly("false");
    assertThat(stage.settled("spent", 0, 1).path("attempts").asLong()).isZero();
  }

  @Test
  void aModelWithoutAPriceIsStatus402() {
    UnexpectedStatusCodeException refusal =
        refused(UnexpectedStatusCodeException.class, "unpriced", "gpt-99", "hello");

    assertThat(refusal.statusCode()).isEqualTo(402);
    assertThat(refusal.code()).contains("price_unknown");
    assertThat(stage.settled("unpriced", 0, 1).path("attempts").asLong()).isZero();
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
    assertThat(ask("limited", "gpt-4o", "hello [[sim in=5 out=5]]").choices()).hasSize(1);

    RateLimitException refusal = refused(RateLimitException.class, "limited", "gpt-4o", "again");

    assertThat(refusal.code()).contains("limit_reached");
    assertThat(refusal.headers().values("retry-after")).hasSize(1);
    assertThat(stage.settled("limited", 1, 1)).isNotNull();
  }

  @Test
  void aBudgetHeldByCallsUnderWayIsRetriedUntilItHasRoom() throws Exception {
    String holding = "hold me [[sim in=5 out=5 hold=busy]]";
    stage
        .control()
        .budget(
            "busy",
            """
            {"where": [{"tag": "use_case", "in": ["busy"]}], "window": "total",
             "limit_usd": "0.003", "stop_at": 1}
            """);
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      String body = Application.body(Application.Wire.OPENAI_JSON, "gpt-4o", holding, 200);
      Future<Web.Answer> held =
          other.submit(() -> stage.application().ask(Application.Wire.OPENAI_JSON, "busy", body));
      stage.simulator().awaitWaiting(1);
      Future<ChatCompletion> retried =
          other.submit(() -> ask("busy", "gpt-4o", "hello [[sim in=5 out=5]]"));
      stage.settled("busy", 0, 1);
      stage.simulator().release("busy");

      assertThat(held.get().status()).isEqualTo(200);
      assertThat(retried.get().choices()).hasSize(1);
      assertThat(stage.settled("busy", 2, 1)).isNotNull();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsStatus413() {
    UnexpectedStatusCodeException refusal =
        refused(UnexpectedStatusCodeException.class, "large", "gpt-4o", "x".repeat(70_000));

    assertThat(refusal.statusCode()).isEqualTo(413);
  }

  @Test
  void aProviderThatCutsItsAnswerIsAnInternalServerErrorWithStatus502() {
    InternalServerException refusal =
        refused(
            InternalServerException.class,
            impatient,
            "cut",
            "gpt-4o",
            "hello [[sim in=5 out=50 fault=cut:20]]");

    assertThat(refusal.statusCode()).isEqualTo(502);
    assertThat(refusal.code()).contains("upstream_failed");
  }

  @Test
  void aProviderThatDoesNotAnswerIsAnInternalServerErrorWithStatus504() {
    InternalServerException refusal =
        refused(
            InternalServerException.class,
            impatient,
            "slow",
            "gpt-4o",
            "hello [[sim in=5 fault=hang]]");

    assertThat(refusal.statusCode()).isEqualTo(504);
    assertThat(refusal.code()).contains("upstream_timeout");
  }

  @Test
  void theProvidersOwnRateLimitPassesThroughAndIsRetried() {
    stage.simulator().faults("429:1", 1);

    assertThat(ask("provider-limit", "gpt-4o", "hello [[sim in=5 out=5]]").choices()).hasSize(1);

    assertThat(stage.settled("provider-limit", 2, 0).path("attempts").asLong()).isEqualTo(2);
  }
}
