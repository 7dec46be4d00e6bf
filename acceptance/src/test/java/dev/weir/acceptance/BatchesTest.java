package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Batches of OpenAI and Anthropic through a running gateway: charged what an operator declares,
/// until what they used passes by.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BatchesTest {
  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "batches", "contracts": [], "models": [
       {"provider": "openai", "id": "op:openai.batches",
        "prices": [{"meter": "request", "usd": "5", "per": 1}]},
       {"provider": "anthropic", "id": "op:anthropic.batches",
        "prices": [{"meter": "request", "usd": "5", "per": 1}]},
       {"provider": "openai", "id": "batched-1", "prices": [
        {"meter": "input", "usd": "1", "per": 1000},
        {"meter": "output", "usd": "2", "per": 1000},
        {"meter": "input", "tier": "batch", "usd": "0.5", "per": 1000},
        {"meter": "cache_read", "tier": "batch", "usd": "0.1", "per": 1000},
        {"meter": "output", "tier": "batch", "usd": "1", "per": 1000}]},
       {"provider": "openai", "id": "never-batched", "prices": [
        {"meter": "input", "usd": "1", "per": 1000},
        {"meter": "output", "usd": "2", "per": 1000}]},
       {"provider": "anthropic", "id": "small", "prices": [
        {"meter": "input", "tier": "batch", "usd": "0.5", "per": 1000},
        {"meter": "output", "tier": "batch", "usd": "1", "per": 1000}]},
       {"provider": "anthropic", "id": "large", "prices": [
        {"meter": "input", "tier": "batch", "usd": "5", "per": 1000},
        {"meter": "output", "tier": "batch", "usd": "10", "per": 1000}]}]}
      """;
  private static final BigDecimal DECLARED = new BigDecimal("5");

  /// 1,500 tokens of input, 500 of them cached, and 200 of output.
  private static final BigDecimal OPENAI_COST = new BigDecimal("0.75");

  /// 7 and 3 tokens of the small model, 11 and 5 of the large one.
  private static final BigDecimal ANTHROPIC_COST = new BigDecimal("0.1115");

  private static final String ASK = "{\"input_file_id\": \"file-1\"}";

  private final AtomicInteger made = new AtomicInteger();
  private LocalStage stage;

  @BeforeAll
  void start() {
    stage = LocalStage.open(this::answer, PriceSheet.of(PRICES), "corrections: {ask: false}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().getPath();
    String body = path.startsWith("/v1/batches") ? openai(path, asked) : anthropic(path);
    String type = path.endsWith("/results") ? "application/x-jsonl" : "application/json";
    LocalServer.answer(exchange, 200, type, body.getBytes(UTF_8));
  }

  /// The file of a batch that is begun says which model it is for.
  private String openai(String path, String asked) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    if (id.equals("batches")) {
      String model = asked.contains("file-unknown") ? "never" : "batch";
      return batch(model + "_" + made.incrementAndGet(), "validating", "null");
    }
    return batch(
        id,
        "completed",
        """
        {"input_tokens": 1500, "input_tokens_details": {"cached_tokens": 500},
         "output_tokens": 200, "output_tokens_details": {"reasoning_tokens": 0},
         "total_tokens": 1700}\
        """);
  }

  private static String batch(String id, String status, String usage) {
    return """
    {"id": "%s", "object": "batch", "endpoint": "/v1/chat/completions", "model": "%s",
     "errors": null, "status": "%s", "usage": %s}\
    """
        .formatted(id, id.startsWith("never") ? "never-batched" : "batched-1", status, usage);
  }

  private String anthropic(String path) {
    if (path.endsWith("/results")) {
      return result("a", "small", 7, 3)
          + "{\"custom_id\": \"b\", \"result\": {\"type\": \"expired\"}}\n"
          + result("c", "large", 11, 5);
    }
    return "{\"id\": \"msgbatch_%d\", \"type\": \"message_batch\", \"processing_status\": \"in_progress\"}%n"
        .formatted(made.incrementAndGet());
  }

  private static String result(String name, String model, int input, int output) {
    return """
    {"custom_id": "%s", "result": {"type": "succeeded", "message": {"id": "msg_%s", \
    "type": "message", "role": "assistant", "model": "%s", "content": [], \
    "stop_reason": "end_turn", "usage": {"input_tokens": %d, "output_tokens": %d, \
    "service_tier": "batch"}}}}
    """
        .formatted(name, name, model, input, output);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private Web.Answer ask(String by, String method, String path, String body) {
    return stage.ask(by, "nightly", method, path, body, "anthropic-version", "2023-06-01");
  }

  private Web.Answer begun(String path) {
    return ask(stage.key(), "POST", path, ASK).expect(200);
  }

  private static void assertDeclared(JsonNode call) {
    JsonNode row = call.path("booked").path(0);
    assertThat(row.path("ending").asText()).isEqualTo("deferred");
    assertThat(row.path("provenance").asText()).isEqualTo("estimated");
    assertThat(Stage.usd(call)).isEqualByComparingTo(DECLARED);
  }

  private static void assertCorrected(JsonNode call, BigDecimal cost) {
    JsonNode row = call.path("booked").path(1);
    assertThat(row.path("kind").asText()).isEqualTo("correction");
    assertThat(row.path("source").asText()).isEqualTo("provider");
    assertThat(Stage.usd(call)).isEqualByComparingTo(cost);
  }

  @Test
  void aBatchOfOpenAiIsChargedWhatWasDeclaredAndThenWhatItUsedAtThePricesOfABatch() {
    Web.Answer begun = begun("/v1/batches");
    assertThat(begun.header("x-weir-cost-usd")).isEqualTo("5");
    assertDeclared(stage.booked(begun, 1));

    Web.Answer told =
        ask(stage.key(), "GET", LocalStage.pathOf("/v1/batches", begun), "").expect(200);
    assertThat(told.header("x-weir-cost-usd")).isEqualTo("0");
    JsonNode corrected = stage.booked(begun, 2);
    ask(stage.key(), "GET", LocalStage.pathOf("/v1/batches", begun), "").expect(200);
    stage.booked(begun("/v1/batches"), 1);

    assertCorrected(corrected, OPENAI_COST);
    assertThat(stage.booked(begun, 2)).isEqualTo(corrected);
  }

  @Test
  void theResultsOfABatchOfAnthropicArePricedLineByLine() {
    Web.Answer begun = begun("/v1/messages/batches");
    assertDeclared(stage.booked(begun, 1));
    String path = LocalStage.pathOf("/v1/messages/batches", begun);

    ask(stage.key(), "GET", path, "").expect(200);
    assertThat(ask(stage.key(), "GET", path + "/results", "").expect(200).text().lines())
        .hasSize(3);

    assertCorrected(stage.booked(begun, 2), ANTHROPIC_COST);
  }

  @Test
  void whatTheBookHasNoPriceOfABatchForStaysAsItWasDeclared() {
    Web.Answer begun =
        ask(stage.key(), "POST", "/v1/batches", ASK.replace("1", "unknown")).expect(200);
    ask(stage.key(), "GET", LocalStage.pathOf("/v1/batches", begun), "").expect(200);
    Web.Answer later = begun("/v1/batches");
    ask(stage.key(), "GET", LocalStage.pathOf("/v1/batches", later), "").expect(200);
    stage.booked(later, 2);

    assertThat(stage.booked(begun, 1).path("booked")).hasSize(1);
    assertDeclared(stage.booked(begun, 1));
  }

  @Test
  void theBatchOfAnotherKeyNeedsAPriceAsTheListOfAllDoes() {
    String path = LocalStage.pathOf("/v1/batches", begun("/v1/batches"));

    Web.Answer other = ask(stage.control().key(), "GET", path, "").expect(403);
    Web.Answer all = ask(stage.key(), "GET", "/v1/batches", "").expect(403);

    assertThat(other.text()).contains("route_unmetered", "op:openai.watched_batches");
    assertThat(all.text()).contains("route_unmetered", "op:openai.watched_batches");
  }
}
