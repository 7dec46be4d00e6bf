package dev.weir.view.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
  @Test
  void readsTheUsageOfEachDialectStreamedOrNot() {
    assertThat(answered(false, "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}"))
        .isEqualTo(new Outcome.Answered("c", 9, 4, 5));
    assertThat(
            answered(
                false,
                "{\"usage\":{\"input_tokens\":9,\"cache_read_input_tokens\":3,\"output_tokens\":4}}"))
        .isEqualTo(new Outcome.Answered("c", 12, 4, 5));
    assertThat(
            answered(
                true,
                """
                data: {"choices":[{"delta":{"content":"usage"}}],"usage":null}

                data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}

                data: [DONE]

                """))
        .isEqualTo(new Outcome.Answered("c", 9, 4, 5));
    assertThat(
            answered(
                true,
                """
                event: message_start
                data: {"type":"message_start","message":{"usage":{"input_tokens":9,"output_tokens":1}}}

                event: message_delta
                data: {"type":"message_delta","delta":{},"usage":{"output_tokens":4}}

                """))
        .isEqualTo(new Outcome.Answered("c", 9, 4, 5));
  }

  @Test
  void anAnswerWithoutUsageIsAFailure() {
    assertThat(answered(true, "data: [DONE]\n\n"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo("no_usage"));
  }

  @Test
  void aRefusalHasWeirsCodeAndItsWait() {
    byte[] body = bytes("{\"error\":{\"message\":\"no room\",\"code\":\"budget_busy\"}}");

    assertThat(AnswerText.refused(429, "2", body))
        .isEqualTo(new Outcome.Refused(429, "budget_busy", "no room", Duration.ofSeconds(2)));
    assertThat(AnswerText.refused(502, "", bytes("<html>")))
        .isEqualTo(new Outcome.Refused(502, "http_502", "<html>", Duration.ZERO));
  }

  @Test
  void aRoleIsNotTheFirstText() {
    assertThat(AnswerText.hasText(bytes("{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}")))
        .isFalse();
    assertThat(AnswerText.hasText(bytes("{\"delta\":{\"content\":\"Hi\"}}"))).isTrue();
  }

  private static Outcome answered(boolean stream, String body) {
    return AnswerText.answered("c", stream, bytes(body), 5);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
