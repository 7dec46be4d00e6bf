package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Months closed and settled, of an assembled gateway over HTTP.
@Timeout(60)
class PeriodsTest {
  /// 1,000 × 2.50 + 100 × 10 dollars per million.
  private static final String COST = "0.0035";

  private static final String BILL =
      """
      {"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,
       "results":[{"object":"organization.costs.result","amount":{"value":0.0040,"currency":"usd"},
        "line_item":"gpt-4o, input","project_id":"proj_1"}]}],"has_more":false,"next_page":null}
      """;

  /// The day after the spend's.
  private static final String OTHER_DAY =
      BILL.replace("1790899200", "1790985600")
          .replace("1790812800", "1790899200")
          .replace("0.0040", "0.0010");

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
    prices("2.50");
    assertThat(tell("", "a").status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void prices(String input) {
    String catalogue =
        Gateway.PRICES.replace("\"tiny\"", "\"openai\"").replace("\"2.50\"", '"' + input + '"');
    assertThat(gateway.control("POST", "/api/v1/prices/import?why=test", catalogue).status())
        .isEqualTo(200);
  }

  private Reply tell(String query, String id) {
    return gateway.control(
        "POST",
        "/api/v1/usage" + query,
        """
        {"source":"pilot","records":[{"id":"%s","at":"2026-10-01T08:00:00Z","provider":"openai",
         "model":"gpt-4o","usage":{"input":1000,"output":100},"tags":{"use_case":"pilot"}}]}
        """
            .formatted(id));
  }

  private Reply step(String month, String step) {
    return gateway.control(
        "POST", "/api/v1/periods/" + month + "/" + step, "{\"why\":\"month end\"}");
  }

  private JsonNode closed() {
    Reply reply = step("2026-10", "close");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private Reply bill(String query, String text) {
    return gateway.control("POST", "/api/v1/bills?file=october.json&why=close" + query, text);
  }

  @Test
  void aMonthThatIsClosedHasItsAccrualByHowSureItIs() {
    JsonNode figure = closed().path("stages").path(0).path("providers").path(0);

    assertThat(figure.path("provider").asText()).isEqualTo("openai");
    assertThat(usd(figure, "usd")).isEqualByComparingTo(COST);
    assertThat(usd(figure, "estimated_usd")).isEqualByComparingTo(COST);
    assertThat(usd(figure, "accrued_usd")).isEqualByComparingTo(COST);
    assertThat(figure.path("true_up_usd").isMissingNode() || figure.path("true_up_usd").isNull())
        .isTrue();
    JsonNode line = gateway.get("/api/v1/periods").json().path("periods").path(0);
    assertThat(line.path("month").asText()).isEqualTo("2026-10");
    assertThat(line.path("stage").asText()).isEqualTo("accrued");
  }

  private static BigDecimal usd(JsonNode node, String member) {
    return new BigDecimal(node.path(member).asText());
  }

  @Test
  void aMonthIsClosedOnceAndSettledAfterwardsAndNeverBeforeItIsOver() {
    assertThat(step("2026-10", "settle").text()).contains("2026-10 is open");
    closed();

    Reply again = step("2026-10", "close");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("2026-10 is closed already", "since");
    String now = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC)).toString();
    assertThat(step(now, "close").text()).contains(now + " is not over before");
    assertThat(step("october", "close").text()).contains("2026-10, was 'october'");
    assertThat(gateway.get("/api/v1/periods/2026-09").status()).isEqualTo(404);
  }

  @Test
  void whatIsToldOfAClosedMonthIsRefusedUnlessItIsKnownOrARestatement() {
    closed();

    Reply refused = tell("", "late");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("'late'", "2026-10, which is closed", "restate");
    assertThat(tell("", "a").json().path("known").asInt()).isEqualTo(1);
    assertThat(tell("?restate=true", "late").json().path("recorded").asInt()).isEqualTo(1);

    gateway.settle();
    JsonNode page = gateway.get("/api/v1/periods/2026-10").json();
    JsonNode restated = page.path("restatements").path(0);
    assertThat(restated.path("kind").asText()).isEqualTo("recorded");
    assertThat(restated.path("source").asText()).isEqualTo("pilot");
    assertThat(usd(restated, "usd")).isEqualByComparingTo(COST);
    assertThat(usd(page.path("stages").path(0).path("providers").path(0), "usd"))
        .isEqualByComparingTo(COST);
    assertThat(usd(page, "now_usd")).isEqualByComparingTo("0.007");
  }

  @Test
  void whatIsPricedAnewAfterwardsIsARestatementAndFocusHasItInALaterMonth() {
    String october = "/api/v1/focus?from=2026-10-01&to=2026-11-01";
    closed();
    String before = gateway.get(october).text();
    prices("5");

    Reply rerated =
        gateway.control(
            "POST",
            "/api/v1/reratings",
            "{\"from\":\"2026-10-01\",\"to\":\"2026-11-01\",\"why\":\"a wrong price\"}");

    assertThat(rerated.json().path("changed").asInt()).as(rerated.text()).isEqualTo(1);
    JsonNode page = gateway.get("/api/v1/periods/2026-10").json();
    assertThat(page.path("restatements").path(0).path("kind").asText()).isEqualTo("rerated");
    assertThat(usd(page, "now_usd")).isEqualByComparingTo("0.006");
    assertThat(gateway.get(october).text()).isEqualTo(before);
    assertThat(gateway.get("/api/v1/focus?from=2026-11-01").text()).contains("Correction");
  }

  @Test
  void theBillMakesTheTrueUpAndNoOtherIsTakenAfterwards() {
    closed();
    Reply unbilled = step("2026-10", "settle");
    assertThat(unbilled.status()).isEqualTo(409);
    assertThat(unbilled.text()).contains("openai", "unbilled=accept");
    assertThat(bill("", OTHER_DAY).status()).isEqualTo(200);
    assertThat(step("2026-10", "settle").text()).contains("no bill tells of this month's spend");
    assertThat(bill("", BILL).status()).isEqualTo(200);

    Reply settled = step("2026-10", "settle");

    assertThat(settled.status()).as(settled.text()).isEqualTo(200);
    JsonNode stage = settled.json().path("stages").path(0);
    assertThat(stage.path("stage").asText()).isEqualTo("settled");
    assertThat(usd(stage, "true_up_usd")).isEqualByComparingTo("0.0015");
    assertThat(bill("", BILL).json().path("imported").asBoolean(true)).isFalse();
    Reply late = bill("&replace=true", BILL.replace("0.0040", "0.0041"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("october.json tells of 2026-10, which is settled");
  }

  @Test
  void theChargebackOfAClosedMonthStaysAndALaterOneHasWhatWasLearnt() {
    JsonNode before = gateway.get("/api/v1/chargeback?month=2026-10").json();
    assertThat(usd(before, "total_usd")).isEqualByComparingTo(COST);
    closed();
    tell("?restate=true", "late");
    gateway.settle();

    JsonNode october = gateway.get("/api/v1/chargeback?month=2026-10").json();
    String now = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC)).toString();
    JsonNode later = gateway.get("/api/v1/chargeback?month=" + now).json();

    assertThat(october).isEqualTo(before);
    assertThat(usd(later, "total_usd")).isEqualByComparingTo(COST);
    assertThat(usd(later, "restated_usd")).isEqualByComparingTo(COST);
  }

  @Test
  void aMonthWithoutSpendCanBeClosed() {
    assertThat(step("2026-08", "close").status()).isEqualTo(200);

    JsonNode page = gateway.get("/api/v1/periods/2026-08").json();
    assertThat(page.path("stages").path(0).path("providers")).isEmpty();
    assertThat(usd(page, "now_usd")).isZero();
  }
}
