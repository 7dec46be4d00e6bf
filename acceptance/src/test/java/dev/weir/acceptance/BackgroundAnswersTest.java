package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Answers that a provider makes after their call has ended: charged their bound until their usage
/// passes through, which is when their key asks for them.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BackgroundAnswersTest {
  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "background", "contracts": [], "models": [
       {"provider": "openai", "id": "slow-1", "limits": {"output_max": 1000}, "prices": [
        {"meter": "input", "usd": "1", "per": 1000},
        {"meter": "output", "usd": "2", "per": 1000}]}]}
      """;
  private static final String ASK =
      "{\"model\": \"slow-1\", \"input\": \"hello\", \"background\": true}";

  /// The same; with a tool, a budget that is nearly spent refuses it and does not shorten it.
  private static final String WITH_TOOL =
      """
      {"model": "slow-1", "input": "hello", "background": true,
       "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}}]}
      """;

  /// 7 tokens of input and 3 of output.
  private static final BigDecimal TRUE_COST = new BigDecimal("0.013");

  /// Of the 1,000 tokens that an answer may have.
  private static final BigDecimal LEAST_BOUND = new BigDecimal("2");

  private final AtomicInteger made = new AtomicInteger();
  private LocalStage stage;

  @BeforeAll
  void start() {
    stage = LocalStage.open(this::answer, PriceSheet.of(PRICES), "corrections: {ask: false}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String id = path.substring(path.lastIndexOf('/') + 1);
    String body =
        id.equals("responses")
            ? response("resp_" + made.incrementAndGet(), "queued", "null")
            : response(
                id, "completed", "{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}");
    LocalServer.answer(exchange, 200, "application/json", body.getBytes(UTF_8));
  }

  private static String response(String id, String status, String usage) {
    return """
    {"id": "%s", "object": "response", "model": "slow-1", "status": "%s", "background": true,
     "error": null, "output": [], "usage": %s}\
    """
        .formatted(id, status, usage);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private Web.Answer ask(String by, String method, String path, String body) {
    return stage.ask(by, "slow", method, path, body);
  }

  private Web.Answer begun() {
    return ask(stage.key(), "POST", "/v1/responses", ASK).expect(200);
  }

  private static String responseOf(Web.Answer begun) {
    return LocalStage.pathOf("/v1/responses", begun);
  }

  @Test
  void anAnswerIsChargedItsBoundUntilItsUsageIsToldAndThenThatOnce() {
    Web.Answer begun = begun();

    JsonNode first = stage.booked(begun, 1);
    assertThat(first.path("booked").path(0).path("ending").asText()).isEqualTo("deferred");
    assertThat(first.path("booked").path(0).path("provenance").asText()).isEqualTo("estimated");
    assertThat(Stage.usd(first)).isGreaterThan(LEAST_BOUND);

    Web.Answer told = ask(stage.key(), "GET", responseOf(begun), "").expect(200);
    assertThat(told.json().path("status").asText()).isEqualTo("completed");
    assertThat(told.header("x-weir-cost-usd")).isEqualTo("0");
    JsonNode corrected = stage.booked(begun, 2);
    ask(stage.key(), "GET", responseOf(begun), "").expect(200);
    stage.booked(begun(), 1);

    JsonNode row = corrected.path("booked").path(1);
    assertThat(row.path("kind").asText()).isEqualTo("correction");
    assertThat(row.path("source").asText()).isEqualTo("provider");
    assertThat(Stage.usd(corrected)).isEqualByComparingTo(TRUE_COST);
    assertThat(stage.booked(begun, 2)).isEqualTo(corrected);
  }

  @Test
  void aBudgetGetsBackWhatTheBoundHeldTooMuch() {
    stage
        .control()
        .budget(
            "slow",
            """
            {"where": [{"tag": "use_case", "in": ["tight"]}], "window": "total", "limit_usd": "3"}
            """);
    List<Web.Answer> begun = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Web.Answer one = tight("POST", "/v1/responses", WITH_TOOL).expect(200);
      begun.add(one);
      tight("GET", responseOf(one), "").expect(200);
      stage.booked(one, 2);
    }
    Web.Answer open = tight("POST", "/v1/responses", WITH_TOOL).expect(200);

    assertThat(tight("POST", "/v1/responses", WITH_TOOL).status()).isEqualTo(402);
    assertThat(begun)
        .allSatisfy(
            one -> assertThat(Stage.usd(stage.booked(one, 2))).isEqualByComparingTo(TRUE_COST));
    assertThat(Stage.usd(stage.booked(open, 1))).isGreaterThan(LEAST_BOUND);
  }

  private Web.Answer tight(String method, String path, String body) {
    return stage.ask(stage.key(), "tight", method, path, body);
  }

  @Test
  void anotherKeyCannotAskForIt() {
    Web.Answer begun = begun();

    Web.Answer other = ask(stage.control().key(), "GET", responseOf(begun), "");

    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text()).contains("route_unmetered", "op:openai.stored_responses");
  }

  @Test
  void anAnswerThatWasBegunBeforeTheGatewayWasKilledIsStillItsKeys() {
    Web.Answer begun = begun();
    stage.booked(begun, 1);
    stage.gateway().kill();
    stage.gateway().restart();

    Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN,
        "the answer is known again",
        () -> ask(stage.key(), "GET", responseOf(begun), ""),
        answer -> answer.status() == 200);

    assertThat(Stage.usd(stage.booked(begun, 2))).isEqualByComparingTo(TRUE_COST);
  }
}
