package dev.weir.flow.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.SlowUsage;
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

  private static Optional<List<Long>> expected(Exchange exchange) throws IOException {
    return SlowUsage.of(exchange.wire(), documents(exchange)).believable();
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
        assertThat(reading.usage().map(SlowUsage::figures))
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
