package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How sure figures are, wherever they are told: of an assembled gateway over HTTP.
@Timeout(60)
class CertaintyTest {
  /// The first of October, to the cent of what the ledger has: 0.0025 and 0.001.
  private static final String BILL =
      """
      {"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,
       "results":[{"object":"organization.costs.result","amount":{"value":0.0025,"currency":"usd"},
        "line_item":"gpt-4o, input","project_id":"proj_1"},
        {"object":"organization.costs.result","amount":{"value":%s,"currency":"usd"},
        "line_item":"gpt-4o, output","project_id":"proj_1"}]}],"has_more":false,"next_page":null}
      """;

  /// The second: what was used of it.
  private static final String USAGE =
      """
      {"object":"page","data":[{"object":"bucket","start_time":1790899200,"end_time":1790985600,
       "results":[{"object":"organization.usage.completions.result","input_tokens":1000,
        "input_cached_tokens":0,"output_tokens":100,"num_model_requests":1,"model":"gpt-4o",
        "api_key_id":"","project_id":"proj_1"}]}],"has_more":false,"next_page":null}
      """;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
    String prices = Gateway.PRICES.replace("\"tiny\"", "\"openai\"");
    assertThat(gateway.control("POST", "/api/v1/prices/import?why=test", prices).status())
        .isEqualTo(200);
    for (int day = 1; day <= 3; day++) {
      gateway.tell(
          """
          {"id":"%d","at":"2026-10-0%dT08:00:00Z","provider":"openai","model":"gpt-4o",
           "usage":{"input":1000,"output":100},"tags":{"use_case":"pilot","cost_centre":"cc1"}}
          """
              .formatted(day, day));
    }
    gateway.settle();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void load(String file, String text) {
    Reply reply = gateway.control("POST", "/api/v1/bills?file=" + file + "&why=close", text);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private JsonNode total() {
    return gateway
        .get("/api/v1/report?by=provider&from=2026-10-01&to=2026-11-01")
        .json()
        .path("total");
  }

  private static BigDecimal usd(JsonNode node, String member) {
    return new BigDecimal(node.path(member).asText());
  }

  @Test
  void whatNobodyConfirmsIsEstimated() {
    assertThat(usd(total(), "cost_usd")).isEqualByComparingTo("0.0105");
    assertThat(usd(total(), "reconciled_usd")).isZero();
    assertThat(usd(total(), "invoiced_usd")).isZero();
    assertThat(focus()).contains(",estimated,").doesNotContain(",invoiced,");
    assertThat(chargeback()).isEqualTo("estimated");
  }

  @Test
  void aDayIsAsSureAsWhoeverConfirmsAllOfIt() {
    load("costs.json", BILL.formatted("0.001"));
    load("usage.json", USAGE);

    assertThat(usd(total(), "invoiced_usd")).isEqualByComparingTo("0.0035");
    assertThat(usd(total(), "reconciled_usd")).isEqualByComparingTo("0.0035");
    assertThat(usd(total(), "cost_usd")).as("as it was").isEqualByComparingTo("0.0105");
    assertThat(focus()).contains(",invoiced,", ",reconciled,", ",estimated,");
    assertThat(chargeback()).as("the third day is").isEqualTo("estimated");
  }

  @Test
  void aDayOfWhichTheBillHasAnotherFigureIsEstimated() {
    load("costs.json", BILL.formatted("0.002"));
    assertThat(usd(total(), "invoiced_usd")).isZero();
  }

  @Test
  void aBillOfTheFirstDayConfirmsTheFirstDay() {
    load("costs.json", BILL.formatted("0.001"));
    assertThat(usd(total(), "invoiced_usd")).isEqualByComparingTo("0.0035");
  }

  private String focus() {
    return gateway.get("/api/v1/focus?from=2026-10-01&to=2026-11-01").text();
  }

  private String chargeback() {
    return gateway
        .get("/api/v1/chargeback?month=2026-10")
        .json()
        .path("lines")
        .path(0)
        .path("certainty")
        .asText();
  }
}
