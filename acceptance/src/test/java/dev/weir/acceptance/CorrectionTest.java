package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A call torn by SIGKILL, from its bound to the provider's own figure.
@Tag("slow")
@Timeout(180)
final class CorrectionTest {
  private static final String USE_CASE = "torn";
  private static final String MODEL = "gpt-4o";
  private static final Application.Wire WIRE = Application.Wire.OPENAI_JSON;
  private static final int TOKENS_MAX = 1_000;

  /// Room for the bound of one call, but not of two.
  private static final String BUDGET =
      """
      {"where": [{"tag": "use_case", "in": ["torn"]}], "window": "total",
       "limit_usd": "0.012", "stop_at": 1}
      """;

  @Test
  void aTornCallStaysAtItsBoundUntilTheProvidersFigureReplacesIt() throws Exception {
    try (Stage stage = Stage.open()) {
      stage.control().budget(USE_CASE, BUDGET);
      String torn = tearOne(stage);

      BigDecimal bound = staysAtItsBound(stage, torn);
      BigDecimal figure = isCorrectedByTheProvidersFigure(stage, torn, bound);
      BigDecimal next = letsTheNextCallPass(stage, figure);
      isCorrectedAgain(stage, torn, figure, next);
      leavesTheRestAlone(stage, torn);
    }
  }

  /// Kills the gateway while the provider withholds the only answer, and starts it again.
  private static String tearOne(Stage stage) throws InterruptedException {
    stage.simulator().hold("torn");
    try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
      Future<Web.Answer> lost = caller.submit(() -> ask(stage, "[[sim hold=torn in=40 out=20]]"));
      stage.simulator().awaitWaiting(1);
      stage.gateway().kill();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(lost::get)
          .withCauseInstanceOf(UncheckedIOException.class);
    }
    stage.simulator().release("torn");
    stage.simulator().awaitQuiet();
    stage.gateway().restart();
    return stage.simulator().book().getFirst().callId();
  }

  private static Web.Answer ask(Stage stage, String content) {
    return stage
        .application()
        .ask(WIRE, USE_CASE, Application.body(WIRE, MODEL, content, TOKENS_MAX));
  }

  private static BigDecimal staysAtItsBound(Stage stage, String torn) {
    JsonNode call = stage.ended(torn);
    JsonNode expired = call.path("booked").path(0);
    BigDecimal bound = usd(expired, "cost_usd");

    assertThat(expired.path("kind").asText()).isEqualTo("expired");
    assertThat(expired.path("provenance").asText()).isEqualTo("estimated");
    assertThat(bound)
        .isEqualByComparingTo(usd(expired.path("reservation"), "amount_usd"))
        .isGreaterThanOrEqualTo(stage.prices().cost(MODEL, 0, TOKENS_MAX));
    assertThat(used(stage)).isEqualByComparingTo(bound);
    JsonNode listed = stage.control().send("GET", "torn", "").expect(200).json().path("torn");
    assertThat(listed.findValuesAsText("id")).containsExactly(torn);
    assertThat(stage.gateway().weir("calls", "torn", "--format", "csv").expect(0).csv())
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("call", torn).containsEntry("attempt", "1"));
    assertThat(stage.gateway().weir("doctor").expect(1).out())
        .containsPattern("torn call +attention +" + torn);
    JsonNode row = stage.settled(USE_CASE, 1, 0);
    assertThat(Stage.usd(row)).isEqualByComparingTo(bound);
    assertThat(usd(row, "estimated_share")).isEqualByComparingTo("1");
    assertThat(row.path("bound_tokens").asLong()).isPositive();
    assertThat(ask(stage, "[[sim in=1 out=1]]").expect(402).text()).contains("budget");
    return bound;
  }

  private static BigDecimal isCorrectedByTheProvidersFigure(
      Stage stage, String torn, BigDecimal bound) {
    BookRow billed = stage.served(torn);
    BigDecimal figure = stage.prices().cost(billed);

    JsonNode said =
        stage
            .gateway()
            .weir(
                "calls",
                "correct",
                torn,
                "--input",
                Long.toString(billed.input()),
                "--output",
                Long.toString(billed.output()),
                "--source",
                "usage export",
                "--why",
                "torn by a kill")
            .expect(0)
            .json();

    assertThat(usd(said, "cost_before_usd")).isEqualByComparingTo(bound);
    assertThat(usd(said, "cost_usd")).isEqualByComparingTo(figure);
    JsonNode call = stage.control().call(torn);
    JsonNode correction = call.path("booked").path(1);
    assertThat(call.path("booked")).hasSize(2);
    assertThat(call.path("booked").path(0).path("kind").asText()).isEqualTo("expired");
    assertThat(usd(call, "cost_usd")).isEqualByComparingTo(figure);
    assertThat(correction.path("kind").asText()).isEqualTo("correction");
    assertThat(correction.path("reservation")).isEqualTo(call.at("/booked/0/reservation"));
    assertThat(correction.path("position")).isEqualTo(said.path("position"));
    assertThat(correction.path("provenance").asText()).isEqualTo("reported");
    assertThat(usd(correction, "cost_usd")).isEqualByComparingTo(figure.subtract(bound));
    assertThat(correction.path("source").asText()).isEqualTo("usage export");
    assertThat(correction.path("why").asText()).isEqualTo("torn by a kill");
    assertThat(correction.path("who").asText()).contains("first");
    assertThat(stage.control().send("GET", "torn", "").json().path("torn")).isEmpty();
    assertThat(stage.gateway().weir("doctor").out()).contains("torn calls").doesNotContain(torn);
    JsonNode row = stage.row(USE_CASE);
    assertThat(row.path("calls").asLong()).isEqualTo(1);
    assertThat(Stage.usd(row)).isEqualByComparingTo(figure);
    assertThat(usd(row, "estimated_share")).isEqualByComparingTo("0");
    assertThat(row.path("bound_tokens").asLong()).isZero();
    assertThat(row.path("input_tokens").asLong()).isEqualTo(billed.input());
    assertThat(row.path("output_tokens").asLong()).isEqualTo(billed.output());
    return figure;
  }

  /// The call that the bound left no room for.
  private static BigDecimal letsTheNextCallPass(Stage stage, BigDecimal figure) {
    assertThat(used(stage)).isEqualByComparingTo(figure);

    String id = ask(stage, "[[sim in=7 out=3]]").expect(200).header("x-weir-call-id");

    BigDecimal next = stage.prices().cost(stage.served(id));
    assertThat(used(stage)).isEqualByComparingTo(figure.add(next));
    return next;
  }

  /// By an invoice; what it says twice changes nothing more.
  private static void isCorrectedAgain(
      Stage stage, String torn, BigDecimal figure, BigDecimal next) {
    BigDecimal invoiced = new BigDecimal("0.0021");
    String body =
        """
        {"cost_usd": "0.0021", "source": "invoice 7", "why": "billed otherwise"}
        """;

    JsonNode second = correct(stage, torn, body).expect(201).json();
    JsonNode third = correct(stage, torn, body).expect(201).json();

    assertThat(usd(second, "cost_before_usd")).isEqualByComparingTo(figure);
    assertThat(usd(second, "difference_usd")).isEqualByComparingTo(invoiced.subtract(figure));
    assertThat(usd(third, "cost_before_usd")).isEqualByComparingTo(invoiced);
    assertThat(usd(third, "difference_usd")).isZero();
    JsonNode call = stage.control().call(torn);
    assertThat(call.path("booked").findValuesAsText("kind"))
        .containsExactly("expired", "correction", "correction", "correction");
    assertThat(usd(call, "cost_usd")).isEqualByComparingTo(invoiced);
    assertThat(used(stage)).isEqualByComparingTo(invoiced.add(next));
    assertThat(Stage.usd(stage.settled(USE_CASE, 2, 1))).isEqualByComparingTo(invoiced.add(next));
  }

  private static void leavesTheRestAlone(Stage stage, String torn) {
    BigDecimal before = used(stage);
    String body = "{\"cost_usd\": \"1\", \"source\": \"s\", \"why\": \"w\"}";

    String unknown = "call_" + "0".repeat(torn.length() - "call_".length());
    assertThat(correct(stage, unknown, body).expect(404).text()).contains(unknown);
    assertThat(correct(stage, torn, body.replace("{", "{\"attempt\": 2, ")).expect(404).text())
        .contains("attempt 2", torn);
    assertThat(correct(stage, "call-7", body).expect(400).text()).contains("call-7");
    assertThat(correct(stage, torn, "{\"source\": \"s\", \"why\": \"w\"}").expect(400).text())
        .contains("usage", "cost_usd");
    assertThat(correct(stage, torn, body.replace("\"1\"", "\"-1\"")).expect(400).text())
        .contains("cost_usd");
    assertThat(
            stage
                .gateway()
                .weir("calls", "correct", unknown, "--cost", "1", "--source", "s", "--why", "w")
                .expect(1)
                .err())
        .contains(unknown);

    assertThat(used(stage)).isEqualByComparingTo(before);
    assertThat(stage.control().call(torn).path("booked")).hasSize(4);
  }

  private static Web.Answer correct(Stage stage, String call, String body) {
    return stage.control().send("POST", "calls/" + call + "/correction", body);
  }

  private static BigDecimal used(Stage stage) {
    return stage.standing(USE_CASE, USE_CASE).used();
  }

  private static BigDecimal usd(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asText());
  }
}
