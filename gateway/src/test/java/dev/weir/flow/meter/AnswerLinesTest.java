package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLinesTest {
  private static final MeterLimits LIMITS = new MeterLimits(400, 1_000, 0);
  private static final String ANSWER =
      """
      {"custom_id": "a", "result": {"type": "succeeded", "message": {"model": "m", \
      "content": [], "usage": {"input_tokens": 10, "cache_read_input_tokens": 4, \
      "cache_creation_input_tokens": 2, "output_tokens": 3, "service_tier": "batch"}}}}
      """;
  private static final String EXPIRED =
      "{\"custom_id\": \"b\", \"result\": {\"type\": \"expired\"}}\n";
  private static final Served SERVED =
      new Served(new Usage(16, 4, 2, 0, 3, 0, Map.of(), Provenance.REPORTED), "m", "batch", false);

  private static Optional<List<Served>> heard(String list, int chunk) {
    AnswerLines lines =
        new AnswerLines(
            new Metering(Wire.ANTHROPIC_MESSAGES, UsagePaths.NONE),
            List.of("result", "message"),
            LIMITS);
    byte[] bytes = list.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += chunk) {
      lines.chunk(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk)));
    }
    return lines.end();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10_000})
  void eachAnswerIsHeardWhereverTheBytesAreCut(int chunk) {
    assertThat(heard(ANSWER + EXPIRED + ANSWER.strip(), chunk)).contains(List.of(SERVED, SERVED));
  }

  @Test
  void requestsThatNobodyBillsAreNothing() {
    assertThat(heard(EXPIRED, 10_000)).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"id\": \"b\", \"processing_status\": \"in_progress\"}",
        "[]",
        "no JSON",
        "{\"result\": {\"type\": \"succeeded\", \"message\": {\"model\": \"m\"}}}",
        "{\"result\": {\"type\": \"succeeded\", \"mess",
      })
  void whatIsNoWholeListSaysNothing(String rest) {
    assertThat(heard(rest, 10_000)).isEmpty();
    assertThat(rest.isEmpty() || heard(ANSWER + rest, 10_000).isEmpty()).isTrue();
  }

  @Test
  void aLineThatIsTooLongSaysNothing() {
    assertThat(heard(ANSWER + ANSWER.replace("[]", "[" + " ".repeat(400) + "]"), 7)).isEmpty();
  }
}
