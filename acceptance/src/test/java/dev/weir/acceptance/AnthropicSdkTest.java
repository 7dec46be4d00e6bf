package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.anthropic.models.messages.batches.BatchListParams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Anthropic's own SDK with another base URL and another key, and nothing else.
final class AnthropicSdkTest extends SdkRefusals<AnthropicServiceException> {
  private static final String MODEL = "claude-sonnet-4-5";

  private final AnthropicClient client = client(stage.key(), 2);

  private AnthropicClient client(String key, int retries) {
    AnthropicClient made =
        AnthropicOkHttpClient.builder()
            .baseUrl(stage.gateway().uri().toString())
            .apiKey(key)
            .maxRetries(retries)
            .build();
    closeAtEnd(made::close);
    return made;
  }

  private static MessageCreateParams.Builder message(String useCase, String content) {
    return MessageCreateParams.builder()
        .model(MODEL)
        .maxTokens(200)
        .putAdditionalHeader("x-weir-use-case", useCase)
        .addUserMessage(content);
  }

  @Override
  void ask(Asked asked) {
    MessageCreateParams.Builder message = message(asked.useCase(), asked.content());
    asked.project().ifPresent(name -> message.putAdditionalHeader("x-weir-project", name));
    Message answer = client(asked.key(), asked.retries()).messages().create(message.build());
    assertThat(answer.usage().outputTokens()).isEqualTo(5);
  }

  @Override
  void askForWhatHasNoMeter() {
    client
        .messages()
        .batches()
        .list(BatchListParams.builder().putAdditionalHeader("x-weir-use-case", "batches").build());
  }

  @Override
  Class<? extends AnthropicServiceException> expected(int status) {
    return switch (status) {
      case 400 -> BadRequestException.class;
      case 401 -> UnauthorizedException.class;
      case 402 -> PaymentRequiredException.class;
      case 403 -> PermissionDeniedException.class;
      case 404 -> NotFoundException.class;
      case 413 -> ContentTooLargeException.class;
      case 429 -> RateLimitException.class;
      default -> AnthropicServiceException.class;
    };
  }

  @Override
  int status(AnthropicServiceException refusal) {
    return refusal.statusCode();
  }

  @Override
  List<String> header(AnthropicServiceException refusal, String name) {
    return refusal.headers().values(name);
  }

  /// Anthropic's errors have a type and no code.
  @Override
  Optional<String> code(AnthropicServiceException refusal) {
    return Optional.empty();
  }

  @Override
  String overload() {
    return "529";
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
}
