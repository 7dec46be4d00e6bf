package dev.weir.flow.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.provider.OwnFamilies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Golden usage: what an independent, slow reading of each recorded answer finds, the meter finds,
/// and nothing else.
class RecordedAnswersTest {
  private static final long SEED = 3;

  /// The figures of a usage block in canonical sense: input, cache read, writes 5m and 1h, output,
  /// reasoning.
  private static Optional<List<Long>> expected(Exchange exchange) throws IOException {
    List<JsonNode> documents = documents(exchange);
    return switch (exchange.wire().dialect()) {
      case OPENAI -> openAi(documents);
      case ANTHROPIC -> anthropic(documents);
      case GEMINI -> gemini(documents);
      case BEDROCK -> throw new IllegalArgumentException(exchange.where());
    };
  }

  private static List<JsonNode> documents(Exchange exchange) throws IOException {
    var documents = new ArrayList<JsonNode>();
    if (!exchange.stream()) {
      JsonNode tree = Recordings.tree(exchange.answer());
      (tree.isArray() ? tree : List.of(tree)).forEach(documents::add);
      return documents;
    }
    for (String line : exchange.answer().lines().toList()) {
      if (line.startsWith("data:") && !line.contains("[DONE]")) {
        documents.add(Recordings.tree(line.substring(5)));
      }
    }
    return documents;
  }

  private static Optional<List<Long>> openAi(List<JsonNode> documents) {
    Optional<List<Long>> found = Optional.empty();
    for (JsonNode document : documents) {
      boolean within = document.path("response").isObject();
      JsonNode usage = (within ? document.path("response") : document).path("usage");
      if (usage.has("input_tokens")) {
        found = Optional.of(responses(usage));
      } else if (usage.isObject()) {
        JsonNode in = usage.path("prompt_tokens_details");
        found =
            Optional.of(
                List.of(
                    usage.path("prompt_tokens").asLong(),
                    in.path("cached_tokens").asLong(),
                    in.path("cache_write_tokens").asLong(),
                    0L,
                    usage.path("completion_tokens").asLong(),
                    usage.path("completion_tokens_details").path("reasoning_tokens").asLong()));
      }
    }
    return found;
  }

  private static List<Long> responses(JsonNode usage) {
    JsonNode in = usage.path("input_tokens_details");
    return List.of(
        usage.path("input_tokens").asLong(),
        in.path("cached_tokens").asLong(),
        in.path("cache_write_tokens").asLong(),
        0L,
        usage.path("output_tokens").asLong(),
        usage.path("output_tokens_details").path("reasoning_tokens").asLong());
  }

  private static Optional<List<Long>> gemini(List<JsonNode> documents) {
    Optional<List<Long>> found = Optional.empty();
    boolean whole = documents.size() == 1;
    for (JsonNode document : documents) {
      whole |= document.at("/candidates/0").has("finishReason") || document.has("promptFeedback");
      JsonNode usage = document.path("usageMetadata");
      if (usage.isObject()) {
        long input =
            usage.path("promptTokenCount").asLong()
                + usage.path("toolUsePromptTokenCount").asLong();
        long thoughts = usage.path("thoughtsTokenCount").asLong();
        long candidates = usage.path("candidatesTokenCount").asLong();
        found =
            Optional.of(
                List.of(
                    input,
                    usage.path("cachedContentTokenCount").asLong(),
                    0L,
                    0L,
                    candidates + thoughts,
                    thoughts));
      }
    }
    return whole ? found : Optional.empty();
  }

  private static Optional<List<Long>> anthropic(List<JsonNode> documents) throws IOException {
    var merged = (ObjectNode) Recordings.tree("{}");
    boolean whole = false;
    for (JsonNode document : documents) {
      boolean start = document.path("type").asText().equals("message_start");
      JsonNode usage = start ? document.path("message").path("usage") : document.path("usage");
      if (usage.isObject()) {
        whole |= !start;
        usage.properties().stream()
            .filter(p -> !p.getValue().isNull())
            .forEach(p -> merged.set(p.getKey(), p.getValue()));
      }
    }
    if (!whole || !merged.has("input_tokens")) {
      return Optional.empty();
    }
    long read = merged.path("cache_read_input_tokens").asLong();
    long written = merged.path("cache_creation_input_tokens").asLong();
    long hour = merged.path("cache_creation").path("ephemeral_1h_input_tokens").asLong();
    return Optional.of(
        List.of(
            merged.path("input_tokens").asLong() + read + written,
            read,
            written - hour,
            hour,
            merged.path("output_tokens").asLong(),
            merged.path("output_tokens_details").path("thinking_tokens").asLong()));
  }

  private static List<Long> figures(Usage usage) {
    return List.of(
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.output(),
        usage.reasoning());
  }

  private static MeterReading metered(Exchange exchange, boolean keepsText) {
    var random = new Random(SEED);
    var meter = new Meter(OwnFamilies.metering(exchange.wire()), keepsText, MeterLimits.USUAL, 0);
    meter.head(exchange.framing(), 1000);
    byte[] bytes = exchange.answerBytes();
    long nanos = 1000;
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(2000));
      nanos += 1000;
      meter.chunk(Arrays.copyOfRange(bytes, from, to), nanos);
      from = to;
    }
    return meter.end(nanos);
  }

  @Test
  void findsEveryUsageAndInventsNone() throws IOException {
    int reported = 0;
    int absent = 0;
    for (Exchange exchange : Recordings.all()) {
      if (!exchange.wire().metered()) {
        continue;
      }
      for (boolean keepsText : new boolean[] {false, true}) {
        MeterReading reading = metered(exchange, keepsText);
        assertThat(reading.usage().map(RecordedAnswersTest::figures))
            .as("%s: %s", exchange.where(), reading.report())
            .isEqualTo(expected(exchange));
        assertThat(reading.report())
            .as(exchange.where())
            .isNotInstanceOf(UsageReport.Contradictory.class);
      }
      int found = expected(exchange).isPresent() ? 1 : 0;
      reported += found;
      absent += 1 - found;
    }
    assertThat(reported).isGreaterThan(900);
    assertThat(absent).isGreaterThan(10);
  }

  @Test
  void namesModelIdAndEndingOfEveryGoodAnswer() throws IOException {
    for (Exchange exchange : Recordings.all()) {
      if (!exchange.wire().metered() || exchange.status() != 200) {
        continue;
      }
      MeterReading reading = metered(exchange, false);
      List<JsonNode> documents = documents(exchange);
      JsonNode first = documents.getFirst();
      JsonNode head = first;
      for (String within : List.of("message", "response")) {
        head = first.path(within).isObject() ? first.path(within) : head;
      }
      assertThat(reading.modelServed())
          .as(exchange.where())
          .isEqualTo(head.path(head.has("modelVersion") ? "modelVersion" : "model").asText(""));
      assertThat(reading.responseId())
          .as(exchange.where())
          .isEqualTo(head.path(head.has("responseId") ? "responseId" : "id").asText(""));
      assertThat(reading.frames() > 0).isEqualTo(exchange.stream());
      boolean endless =
          exchange.stream()
              && !exchange.answer().contains("\"finish_reason\":\"")
              && !exchange.answer().contains("message_stop")
              && !exchange.answer().contains("\"finishReason\"")
              && !exchange.answer().contains("\"response.completed\"")
              && !exchange.answer().contains("\"response.incomplete\"")
              && !exchange.answer().contains("[DONE]");
      assertThat(reading.complete()).as(exchange.where()).isEqualTo(!endless);
    }
  }

  @Test
  void namesTheErrorOfEveryBadAnswer() throws IOException {
    int errors = 0;
    for (Exchange exchange : Recordings.all()) {
      if (exchange.status() >= 400) {
        assertThat(metered(exchange, false).error())
            .as(exchange.where())
            .contains("error")
            .contains(": ");
        errors++;
      }
    }
    assertThat(errors).isGreaterThan(10);
  }
}
