package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class AnthropicWireTest {
  private static final String STREAM = "\"stream\":true";
  private static final String CACHED = "in=374 out=5 cached=100 write5m=3 write1h=7";

  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start() throws Exception {
    sim = Running.with("--seed", "7");
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  @Test
  void reportsInputWithoutTheCachesAndSplitsTheWrites() throws Exception {
    var answer = sim.message(CACHED);

    JsonNode usage = Running.json(answer.body()).path("usage");
    assertThat(usage.path("input_tokens").asInt()).isEqualTo(264);
    assertThat(usage.path("cache_read_input_tokens").asInt()).isEqualTo(100);
    assertThat(usage.path("cache_creation_input_tokens").asInt()).isEqualTo(10);
    assertThat(usage.at("/cache_creation/ephemeral_5m_input_tokens").asInt()).isEqualTo(3);
    assertThat(usage.at("/cache_creation/ephemeral_1h_input_tokens").asInt()).isEqualTo(7);
    assertThat(usage.path("output_tokens").asInt()).isEqualTo(5);
    assertThat(answer.headers().firstValue("request-id").orElse("")).startsWith("req_011C");
    JsonNode row = sim.lastRow();
    assertThat(row.path("input").asInt()).isEqualTo(374);
    assertThat(row.path("cache_write_1h").asInt()).isEqualTo(7);
  }

  @Test
  void streamsTheNamedEventsInOrder() throws Exception {
    String stream = sim.message(CACHED, STREAM).body();

    List<String> events =
        stream.lines().filter(l -> l.startsWith("event: ")).map(l -> l.substring(7)).toList();
    assertThat(events)
        .containsExactly(
            "message_start",
            "content_block_start",
            "ping",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    List<String> payloads = Running.payloads(stream);
    JsonNode start = Running.json(payloads.get(0)).at("/message/usage");
    assertThat(start.path("input_tokens").asInt()).isEqualTo(264);
    assertThat(start.path("output_tokens").asInt()).isEqualTo(1);
    JsonNode delta = Running.json(payloads.get(9));
    assertThat(delta.at("/usage/output_tokens").asInt()).isEqualTo(5);
    assertThat(delta.at("/delta/stop_reason").asText()).isEqualTo("end_turn");
  }

  @Test
  void obeysTheCallersLimit() throws Exception {
    JsonNode answer = Running.json(sim.message("in=10 out=50", "\"max_tokens\":8").body());

    assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(8);
    assertThat(answer.path("stop_reason").asText()).isEqualTo("max_tokens");
  }

  @Test
  void usesAToolWhenAsked() throws Exception {
    JsonNode whole = Running.json(sim.message("in=10 out=9 tool=get_time").body());
    String stream = sim.message("in=10 out=9 tool=get_time", STREAM).body();

    assertThat(whole.at("/content/0/type").asText()).isEqualTo("tool_use");
    assertThat(whole.at("/content/0/input/input").asText()).isNotEmpty();
    assertThat(whole.path("stop_reason").asText()).isEqualTo("tool_use");
    var input = new StringBuilder();
    for (String payload : Running.payloads(stream)) {
      input.append(Running.json(payload).at("/delta/partial_json").asText(""));
    }
    assertThat(Running.json(input.toString()).path("input").asText()).isNotEmpty();
  }

  @Test
  void countsTokensWithoutBillingThem() throws Exception {
    String body = Running.messageBody("in=1114");
    var answer = sim.send(sim.post("/v1/messages/count_tokens", body));

    assertThat(answer.body()).isEqualTo("{\"input_tokens\":1114}");
    assertThat(sim.lastRow().path("input").asInt()).isZero();
  }

  @Test
  void refusesInItsOwnShape() throws Exception {
    var overloaded = sim.message("fault=529");
    var noLimit =
        sim.send(
            sim.post(
                "/v1/messages",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));

    assertThat(overloaded.statusCode()).isEqualTo(529);
    JsonNode error = Running.json(overloaded.body());
    assertThat(error.path("type").asText()).isEqualTo("error");
    assertThat(error.at("/error/type").asText()).isEqualTo("overloaded_error");
    assertThat(error.path("request_id").asText()).startsWith("req_");
    assertThat(noLimit.statusCode()).isEqualTo(400);
    assertThat(noLimit.body()).contains("max_tokens: Field required");
  }

  @Test
  void eventsHaveTheFieldsOfRecordedOnesInTheSameOrder() throws Exception {
    String recorded =
        Recorded.body(
            "simonw__llm-anthropic.jsonl.gz",
            entry ->
                entry.path("body").asText().contains("\"stop_details\"")
                    && entry.path("body").asText().contains("text_delta")
                    && !entry.path("body").asText().contains("tool_use")
                    && !entry.path("body").asText().contains("thinking"));
    List<String> real = Running.payloads(recorded);
    List<String> ours = Running.payloads(sim.message(CACHED, STREAM).body());

    for (int i : List.of(0, 1, 2, 3)) {
      assertThat(OpenAiWireTest.shape(ours.get(i))).isEqualTo(OpenAiWireTest.shape(real.get(i)));
    }
    for (int i : List.of(1, 2, 3)) {
      assertThat(OpenAiWireTest.shape(ours.get(ours.size() - i)))
          .isEqualTo(OpenAiWireTest.shape(real.get(real.size() - i)));
    }
  }
}
