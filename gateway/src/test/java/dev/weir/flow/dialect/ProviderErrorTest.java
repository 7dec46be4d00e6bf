package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorTest {
  private static ProviderError read(int status, String body) {
    return ProviderError.read(status, body.getBytes(UTF_8));
  }

  /// The shapes of the vendors' own documentation; words are ours.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      emptyValue = "",
      value = {
        // OpenAI, and Azure with a filter's result within
        "`{\"error\":{\"message\":\"too long\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}`,"
            + " invalid_request_error, context_length_exceeded, too long, messages",
        "`{\"error\":{\"inner\":{\"message\":{\"x\":1}},\"code\":\"content_filter\",\"message\":\"filtered\"}}`,"
            + " ``, content_filter, filtered, ``",
        // Anthropic
        "`{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"},\"request_id\":\"r\"}`,"
            + " overloaded_error, ``, busy, ``",
        // Gemini, and its streams' list
        "`{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"x\"}]}}`,"
            + " RESOURCE_EXHAUSTED, ``, quota, ``",
        "`[{\"error\":{\"code\":400,\"message\":\"bad\",\"status\":\"INVALID_ARGUMENT\"}}]`,"
            + " INVALID_ARGUMENT, ``, bad, ``",
        // Bedrock, either case
        "`{\"message\":\"no such model\"}`, ``, ``, no such model, ``",
        "`{\"__type\":\"ValidationException\",\"Message\":\"wrong\"}`, ValidationException, ``, wrong, ``",
        // Voyage, FastAPI, Cohere, Ollama, OAuth
        "`{\"detail\":\"no key\"}`, ``, ``, no key, ``",
        "`{\"detail\":[{\"loc\":[\"body\",\"model\"],\"msg\":\"required\",\"type\":\"missing\"}]}`, missing, ``, required, ``",
        "`{\"id\":\"1\",\"message\":\"bad role\"}`, ``, ``, bad role, ``",
        "`{\"error\":\"model not found\"}`, ``, ``, model not found, ``",
        "`{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}`, ``, ``, invalid_grant, ``",
        // vLLM of old
        "`{\"object\":\"error\",\"message\":\"oops\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}`,"
            + " BadRequestError, ``, oops, ``",
        // what is no error's shape is shown as it is
        "`<html>Bad gateway</html>`, ``, ``, <html>Bad gateway</html>, ``",
        "`{\"message\":\"cut of`, ``, ``, `{\"message\":\"cut of`, ``",
        "`{}`, ``, ``, {}, ``",
      })
  void everyVendorsShapeIsUnderstood(
      String body, String type, String code, String message, String field) {
    assertThat(read(400, body)).isEqualTo(new ProviderError(400, type, code, message, field));
  }

  @Test
  void anErrorWithinAnAnswerNamesItsStatusIfItDoes() {
    assertThat(read(0, "{\"error\":{\"code\":503,\"message\":\"x\"}}").status()).isEqualTo(503);
    assertThat(read(0, "{\"error\":{\"code\":7,\"message\":\"x\"}}").status()).isZero();
    assertThat(read(500, "{\"error\":{\"code\":503,\"message\":\"x\"}}").status()).isEqualTo(500);
  }

  @Test
  void aLongTextIsCut() {
    assertThat(read(400, "x".repeat(100_000)).message()).hasSize(4_000);
    assertThat(read(400, "{\"message\":\"" + "y".repeat(100_000) + "\"}").message()).hasSize(4_000);
  }
}
