package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Background answers and batches that no caller asks for: a gateway asks itself, and its ledger
/// gets the provider's figures.
@Tag("slow")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AskedAgainTest {
  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "asked again", "contracts": [], "models": [
       {"provider": "openai", "id": "op:openai.batches",
        "prices": [{"meter": "request", "usd": "5", "per": 1}]},
       {"provider": "openai", "id": "slow-1", "limits": {"output_max": 1000}, "prices": [
        {"meter": "input", "usd": "1", "per": 1000},
        {"meter": "output", "usd": "2", "per": 1000},
        {"meter": "input", "tier": "batch", "usd": "0.5", "per": 1000},
        {"meter": "output", "tier": "batch", "usd": "1", "per": 1000}]}]}
      """;

  /// 7 tokens of input and 3 of output.
  private static final BigDecimal TRUE_COST = new BigDecimal("0.013");

  private static final BigDecimal BATCH_COST = new BigDecimal("0.0065");

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicBoolean finished = new AtomicBoolean();
  private final Queue<String> questions = new ConcurrentLinkedQueue<>();
  private final Map<String, String> askedFor = new ConcurrentHashMap<>();
  private LocalStage stage;

  @BeforeAll
  void start() {
    stage =
        LocalStage.open(
            this::answer,
            PriceSheet.of(PRICES),
            "corrections: {ask_after: 1s, ask_every: 1s, ask_until: 10m}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String id = path.substring(path.lastIndexOf('/') + 1);
    boolean again = exchange.getRequestMethod().equals("GET");
    if (again) {
      questions.add(path);
      askedFor.put(id, exchange.getRequestHeaders().getFirst("x-client-request-id"));
    }
    boolean over = again && finished.get();
    byte[] body =
        """
        {"id": "%s", "model": "slow-1", "status": "%s", "error": null, "usage": %s}\
        """
            .formatted(
                again ? id : "a_" + made.incrementAndGet(),
                over ? "completed" : "in_progress",
                over ? "{\"input_tokens\": 7, \"output_tokens\": 3, \"total_tokens\": 10}" : "null")
            .getBytes(UTF_8);
    LocalServer.answer(exchange, 200, "application/json", body);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private Web.Answer begun(String path, String body) {
    return stage.ask(stage.key(), "slow", "POST", path, body).expect(200);
  }

  private void awaitQuestion(String path) {
    Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN,
        path + " is asked for",
        () -> questions.contains(path),
        asked -> asked);
  }

  @Test
  void whatNobodyAsksForIsAskedForUntilItIsKnownAlsoByAGatewayThatWasKilledMeanwhile() {
    Web.Answer response =
        begun(
            "/v1/responses", "{\"model\": \"slow-1\", \"input\": \"hello\", \"background\": true}");
    Web.Answer batch = begun("/v1/batches", "{\"input_file_id\": \"file-1\"}");
    stage.booked(response, 1);
    stage.booked(batch, 1);
    awaitQuestion(LocalStage.pathOf("/v1/responses", response));
    awaitQuestion(LocalStage.pathOf("/v1/batches", batch));
    stage.gateway().kill();
    finished.set(true);
    stage.gateway().restart();

    assertThat(Stage.usd(stage.booked(response, 2))).isEqualByComparingTo(TRUE_COST);
    assertThat(Stage.usd(stage.booked(batch, 2))).isEqualByComparingTo(BATCH_COST);
    stage.booked(begun("/v1/batches", "{\"input_file_id\": \"file-1\"}"), 2);
    int asked = questions.size();
    Web.Answer later = begun("/v1/batches", "{\"input_file_id\": \"file-1\"}");
    stage.booked(later, 2);
    assertThat(questions.stream().skip(asked))
        .contains(LocalStage.pathOf("/v1/batches", later))
        .doesNotContain(
            LocalStage.pathOf("/v1/responses", response), LocalStage.pathOf("/v1/batches", batch));
    assertThat(askedFor.get(batch.json().path("id").asText()))
        .isEqualTo(batch.header("x-weir-call-id") + ".1.again");
  }
}
