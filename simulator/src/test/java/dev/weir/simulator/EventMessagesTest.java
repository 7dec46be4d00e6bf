package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EventMessagesTest {
  @Test
  void theReaderOfTheTestsUnderstandsEveryRecordedStream() throws Exception {
    var streams = new AtomicInteger();
    for (String file :
        new String[] {
          "open-telemetry__opentelemetry-python-contrib.jsonl.gz",
          "pydantic__pydantic-ai.jsonl.gz",
          "traceloop__openllmetry.jsonl.gz"
        }) {
      Recorded.each(
          file,
          entry -> {
            String type = entry.at("/resp_headers/content-type").asText();
            if (type.equals("application/vnd.amazon.eventstream")) {
              byte[] body = Base64.getDecoder().decode(entry.path("body_b64").asText());
              assertThat(EventMessages.read(body)).isNotEmpty();
              streams.incrementAndGet();
            }
          });
    }
    assertThat(streams.get()).isGreaterThan(50);
  }
}
