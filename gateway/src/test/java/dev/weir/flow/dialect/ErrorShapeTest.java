package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.flow.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorShapeTest {
  private static final Refusal SPENT =
      Refusal.of(Refusal.Kind.BUDGET_SPENT, "budget \"a\" is spent");

  @Test
  void openAiErrorsHaveItsFourMembers() {
    assertThat(new String(ErrorShape.body(Dialect.OPENAI, SPENT, 402, "call_1"), UTF_8))
        .isEqualTo(
            "{\"error\":{\"message\":\"budget \\\"a\\\" is spent\",\"type\":\"insufficient_quota\","
                + "\"param\":null,\"code\":\"budget_spent\"}}");
  }

  @Test
  void anthropicErrorsNameTheRequest() {
    assertThat(new String(ErrorShape.body(Dialect.ANTHROPIC, SPENT, 402, "call_1"), UTF_8))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"budget \\\"a\\\""
                + " is spent\",\"code\":\"budget_spent\"},\"request_id\":\"call_1\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_request_error,invalid_request_error",
    "401,invalid_request_error,authentication_error",
    "403,permission_error,permission_error",
    "404,invalid_request_error,not_found_error",
    "413,invalid_request_error,request_too_large",
    "429,rate_limit_error,rate_limit_error",
    "500,server_error,api_error",
    "502,server_error,api_error",
    "503,server_error,overloaded_error",
    "504,server_error,timeout_error",
  })
  void theTypeFollowsTheStatus(int status, String openAi, String anthropic) {
    assertThat(new String(ErrorShape.body(Dialect.OPENAI, SPENT, status, ""), UTF_8))
        .contains("\"type\":\"" + openAi + "\"");
    assertThat(new String(ErrorShape.body(Dialect.ANTHROPIC, SPENT, status, ""), UTF_8))
        .contains("\"type\":\"" + anthropic + "\"");
  }

  @Test
  void aTornStreamEndsWithAnEventOfItsDialect() {
    Refusal torn = Refusal.of(Refusal.Kind.UPSTREAM_FAILED, "cut");
    assertThat(new String(ErrorShape.event(Dialect.OPENAI, torn, 502, "", false), UTF_8))
        .startsWith("data: {\"error\":{")
        .endsWith("}}\n\n");
    assertThat(new String(ErrorShape.event(Dialect.ANTHROPIC, torn, 502, "", true), UTF_8))
        .startsWith("\n\nevent: error\ndata: {\"type\":\"error\",")
        .endsWith("}\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, validationException",
    "401, AccessDeniedException, validationException",
    "402, ServiceQuotaExceededException, validationException",
    "404, ResourceNotFoundException, validationException",
    "429, ThrottlingException, throttlingException",
    "502, InternalServerException, internalServerException",
    "503, ServiceUnavailableException, serviceUnavailableException",
    "504, ModelTimeoutException, serviceUnavailableException",
  })
  void bedrockSaysTheTypeInAHeaderAndInAStreamByAnException(
      int status, String type, String exception) {
    assertThat(ErrorShape.headers(Dialect.BEDROCK, status))
        .isEqualTo(Map.of("x-amzn-errortype", type));
    assertThat(ErrorShape.headers(Dialect.OPENAI, status)).isEmpty();
    List<String> events = new ArrayList<>();
    EventReader reader =
        Framing.EVENT_STREAM.reader(
            1000,
            event -> {
              assertThat(event.failed()).isTrue();
              events.add(
                  event.name()
                      + new String(
                          event.data(),
                          event.dataFrom(),
                          event.dataTo() - event.dataFrom(),
                          UTF_8));
            });
    reader.feed(ErrorShape.event(Dialect.BEDROCK, SPENT, status, "", true));

    assertThat(events).containsExactly(exception + "{\"message\":\"budget \\\"a\\\" is spent\"}");
  }
}
