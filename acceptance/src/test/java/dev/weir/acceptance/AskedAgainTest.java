package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Background answers and batches that no caller asks for: a gateway asks itself, and its ledger
/// gets the provider's figures.
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
  private final Web web = new Web();
  private LocalServer provider;
  private GatewayProcess gateway;
  private ControlPlane control;
  private String key;

  @BeforeAll
  void start() {
    provider = LocalServer.start(this::answer);
    Path home = GatewayProcess.temporaryDirectory();
    gateway =
        GatewayProcess.start(
                home,
                home.resolve("data"),
                provider.url(),
                "corrections: {ask_after: 1s, ask_every: 1s, ask_until: 10m}")
            .ready();
    control = gateway.controlPlane();
    control.prices(PriceSheet.of(PRICES));
    key = control.key();
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
    web.close();
    control.close();
    gateway.close();
    provider.close();
  }

  private Web.Answer begun(String path, String body) {
    return web.send(
            "POST",
            gateway.uri().resolve(path),
            Map.of(
                "authorization", "Bearer " + key,
                "content-type", "application/json",
                "x-weir-use-case", "slow"),
            body)
        .expect(200);
  }

  private void awaitQuestion(String path) {
    Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN,
        path + " is asked for",
        () -> questions.contains(path),
        asked -> asked);
  }

  private static BigDecimal cost(JsonNode call) {
    return new BigDecimal(call.path("cost_usd").asText());
  }

  @Test
  void whatNobodyAsksForIsAskedForUntilItIsKnownAlsoByAGatewayThatWasKilledMeanwhile() {
    Web.Answer response =
        begun(
            "/v1/responses", "{\"model\": \"slow-1\", \"input\": \"hello\", \"background\": true}");
    Web.Answer batch = begun("/v1/batches", "{\"input_file_id\": \"file-1\"}");
    control.booked(response, 1);
    control.booked(batch, 1);
    awaitQuestion("/v1/responses/" + response.json().path("id").asText());
    awaitQuestion("/v1/batches/" + batch.json().path("id").asText());
    gateway.kill();
    finished.set(true);
    gateway.restart();

    assertThat(cost(control.booked(response, 2))).isEqualByComparingTo(TRUE_COST);
    assertThat(cost(control.booked(batch, 2))).isEqualByComparingTo(BATCH_COST);
    control.booked(begun("/v1/batches", "{\"input_file_id\": \"file-1\"}"), 2);
    int asked = questions.size();
    Web.Answer later = begun("/v1/batches", "{\"input_file_id\": \"file-1\"}");
    control.booked(later, 2);
    assertThat(questions.stream().skip(asked))
        .contains("/v1/batches/" + later.json().path("id").asText())
        .doesNotContain(
            "/v1/responses/" + response.json().path("id").asText(),
            "/v1/batches/" + batch.json().path("id").asText());
    assertThat(askedFor.get(batch.json().path("id").asText()))
        .isEqualTo(batch.header("x-weir-call-id") + ".1.again");
  }
}
