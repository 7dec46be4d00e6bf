package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Outcomes told by the command line and feedback told by an application, through kills, a backup
/// and its restoration.
@Tag("slow")
@Timeout(300)
final class OutcomesTest {
  private static final int OUTCOMES = 6_000;
  private static final Application.Wire WIRE = Application.Wire.OPENAI_JSON;
  private static final String OPERATOR_KEY = "first-operator-key";
  private static final String CARD =
      """
      {"role": "support agent", "usd_per_hour": "62.50", "redeployed_share": "0.4",
       "source": "payroll", "evidence": "rct"}
      """;
  private static final String BASELINE =
      """
      {"unit": "ticket", "source": "measured", "n": 400, "from": "2026-01-01",
       "until": "2026-02-01", "minutes_per_unit": 12, "expires": "2090-01-01"}
      """;
  private static final String DEFINITION =
      """
      {"unit": "ticket resolved",
       "kpis": [{"name": "hours", "kind": "number", "min": "0"}],
       "value": "hours * rate.agent * redeployed.agent",
       "value_source": "time study", "value_evidence": "before_after"}
      """;

  @Test
  void nothingThatWasToldIsLost() throws Exception {
    try (Stage stage = Stage.open();
        Web web = new Web()) {
      define(stage);
      Path table = table(stage);
      assertThat(send(stage, table))
          .contains("took %d outcomes".formatted(OUTCOMES), "0 were told before");
      stage.gateway().kill();
      stage.gateway().restart();

      assertThat(send(stage, table)).contains("took 0 outcomes", OUTCOMES + " were told before");
      String call = call(stage);
      assertThat(feedback(stage, web, call).expect(200).json().path("feedback").asText())
          .isEqualTo("new");
      stage.gateway().weir("outcomes", "void", "support", "T-0", "T-1", "--why", "tests").expect(0);
      stage.gateway().kill();
      stage.gateway().restart();

      assertThat(feedback(stage, web, call).expect(200).json().path("feedback").asText())
          .isEqualTo("known");
      Map<String, String> before = standsAt(stage, OUTCOMES - 2);
      restore(stage);

      assertThat(standsAt(stage, OUTCOMES - 2)).isEqualTo(before);
      assertThat(send(stage, table)).contains("took 0 outcomes", "2 are taken back");
      JsonNode inbox =
          stage.gateway().weir("outcomes", "inbox", "--format", "json").expect(0).json();
      assertThat(inbox.path("feedback").path(0).path("call_id").asText()).isEqualTo(call);
      assertThat(stage.gateway().weir("outcomes", "show", "T-0", "--format", "csv").expect(0).csv())
          .extracting(row -> row.get("kind"))
          .containsExactly("told", "void");
    }
  }

  private static void define(Stage stage) throws IOException {
    Path card = beside(stage, "agent.json", CARD);
    Path baseline = beside(stage, "baseline.json", BASELINE);
    Path definition = beside(stage, "support.json", DEFINITION);
    Said early =
        stage.gateway().weir("outcomes", "define", "support", definition.toString()).expect(1);
    assertThat(early.err()).contains("names rate cards in force, was 'agent'");
    stage.gateway().weir("rates", "put", "agent", card.toString()).expect(0);
    Said unborne =
        stage.gateway().weir("outcomes", "define", "support", definition.toString()).expect(1);
    assertThat(unborne.err()).contains("'value_evidence' is before_after where the use case has");
    stage.gateway().weir("baselines", "put", "support", baseline.toString()).expect(0);
    stage.gateway().weir("outcomes", "define", "support", definition.toString()).expect(0);
  }

  private static Path beside(Stage stage, String name, String content) throws IOException {
    return Files.writeString(stage.gateway().data().resolveSibling(name), content);
  }

  /// Half an hour saved each.
  private static Path table(Stage stage) throws IOException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));
    StringBuilder text = new StringBuilder("use_case,outcome_id,occurred_at,kpi:hours,user\n");
    for (int i = 0; i < OUTCOMES; i++) {
      text.append("support,T-%d,%s,0.5,u%d\n".formatted(i, at.plusSeconds(i % 3_600), i % 7));
    }
    return beside(stage, "october.csv", text.toString());
  }

  private static String send(Stage stage, Path table) {
    return stage.gateway().weir("outcomes", "send", table.toString()).expect(0).out();
  }

  private static String call(Stage stage) {
    String body = Application.body(WIRE, WIRE.model(), "hello [[sim in=70 out=7]]", 50);
    return stage.application().ask(WIRE, "support", body).expect(200).header("x-weir-call-id");
  }

  private static Web.Answer feedback(Stage stage, Web web, String call) {
    return web.post(
        stage.gateway().uri().resolve("/weir/feedback"),
        stage.application().headers(WIRE, "support"),
        "{\"call_id\": \"%s\", \"rating\": \"down\", \"user\": \"u1\"}".formatted(call));
  }

  /// Re-added here: half an hour × 62.50 × 0.4 each, of which a half is claimable.
  private static Map<String, String> standsAt(Stage stage, int count) {
    List<Map<String, String>> rows =
        stage
            .gateway()
            .weir("outcomes", "sums", "--use-case", "support", "--format", "csv")
            .expect(0)
            .csv();
    assertThat(rows).hasSize(1);
    Map<String, String> sum = rows.getFirst();
    assertThat(sum).containsEntry("outcomes", Integer.toString(count));
    BigDecimal stated = new BigDecimal("12.5").multiply(BigDecimal.valueOf(count));
    assertThat(new BigDecimal(sum.get("stated USD"))).isEqualByComparingTo(stated);
    assertThat(new BigDecimal(sum.get("claimable USD")))
        .isEqualByComparingTo(stated.multiply(new BigDecimal("0.5")));
    return sum;
  }

  /// No secret is in a backup: whoever restores brings the operator's key.
  private static void restore(Stage stage) throws IOException {
    Path data = stage.gateway().data();
    Path backup = data.resolveSibling("backup");
    stage.gateway().weir("backup", backup.toString()).expect(0);
    stage.gateway().kill();
    Path lost = Files.move(data, data.resolveSibling("lost"));
    stage.gateway().weir("restore", backup.toString()).expect(0);
    Files.copy(lost.resolve(OPERATOR_KEY), data.resolve(OPERATOR_KEY));
    stage.gateway().restart();
  }
}
