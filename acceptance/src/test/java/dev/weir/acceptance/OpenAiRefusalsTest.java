package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
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
import com.openai.models.files.FileListParams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Every refusal as the exception that users of OpenAI's SDK expect.
final class OpenAiRefusalsTest extends SdkRefusals<OpenAIServiceException> {
  private OpenAIClient client(String key, int retries) {
    OpenAIClient made =
        OpenAIOkHttpClient.builder()
            .baseUrl(stage.gateway().uri() + "/v1")
            .apiKey(key)
            .maxRetries(retries)
            .build();
    closeAtEnd(made::close);
    return made;
  }

  private ChatCompletion ask(String model, Asked asked) {
    ChatCompletionCreateParams.Builder chat =
        ChatCompletionCreateParams.builder()
            .model(model)
            .maxCompletionTokens(100)
            .addUserMessage(asked.content())
            .putAdditionalHeader("x-weir-use-case", asked.useCase());
    asked.project().ifPresent(name -> chat.putAdditionalHeader("x-weir-project", name));
    return client(asked.key(), asked.retries()).chat().completions().create(chat.build());
  }

  @Override
  void ask(Asked asked) {
    assertThat(ask("gpt-4o", asked).choices()).hasSize(1);
  }

  @Override
  void askForWhatHasNoMeter() {
    client(stage.key(), 2)
        .files()
        .list(FileListParams.builder().putAdditionalHeader("x-weir-use-case", "files").build());
  }

  @Override
  Class<? extends OpenAIServiceException> expected(int status) {
    return switch (status) {
      case 400 -> BadRequestException.class;
      case 401 -> UnauthorizedException.class;
      case 403 -> PermissionDeniedException.class;
      case 404 -> NotFoundException.class;
      case 429 -> RateLimitException.class;
      case 502, 504 -> InternalServerException.class;
      default -> UnexpectedStatusCodeException.class;
    };
  }

  @Override
  int status(OpenAIServiceException refusal) {
    return refusal.statusCode();
  }

  @Override
  List<String> header(OpenAIServiceException refusal, String name) {
    return refusal.headers().values(name);
  }

  /// Absent where the body that came is no error of OpenAI's shape, which fails the test.
  @Override
  Optional<String> code(OpenAIServiceException refusal) {
    return Optional.of(refusal.code().orElse("(no code)"));
  }

  @Override
  String overload() {
    return "429:1";
  }

  @Test
  void aModelWithoutAPriceIsStatus402() {
    UnexpectedStatusCodeException refusal =
        catchThrowableOfType(
            UnexpectedStatusCodeException.class, () -> ask("gpt-99", asked("unpriced", "hello")));

    assertThat(refusal.statusCode()).isEqualTo(402);
    assertThat(refusal.code()).contains("price_unknown");
    assertThat(stage.settled("unpriced", 0, 1).path("attempts").asLong()).isZero();
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
          other.submit(() -> ask("gpt-4o", asked("busy", "hello [[sim in=5 out=5]]")));
      stage.settled("busy", 0, 1);
      stage.simulator().release("busy");

      assertThat(held.get().status()).isEqualTo(200);
      assertThat(retried.get().choices()).hasSize(1);
      assertThat(stage.settled("busy", 2, 1)).isNotNull();
    }
  }
}
