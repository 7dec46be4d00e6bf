package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of envelopes and chargeback.
@Timeout(60)
class PlannedSpendPagesTest {
  @TempDir static Path data;
  private static Gateway gateway;
  private static YearMonth month;

  @BeforeAll
  static void start() {
    month = YearMonth.now(ZoneOffset.UTC);
    gateway = new Gateway(data);
    gateway.chat(gateway.ready("triage"));
    gateway.settle();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<String> bring(Browser browser, String table, String more) {
    return browser.post("/envelopes", "do=import&why=board&table=" + Browser.encoded(table) + more);
  }

  @Test
  void whatIsPlannedIsImportedAndComparedWithWhatItCost() {
    try (Browser finops = Browser.of(gateway, gateway.operator("finops"))) {
      String table =
          "cost_centre,month,amount\r\ncare,%s,1250.5\r\nlabs,%s,7".formatted(month, month);
      HttpResponse<String> done = bring(finops, table, "");
      assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
      JsonNode said = gateway.get("/api/v1/envelopes/comparison").json();
      assertThat(said.at("/total/planned_usd").asText()).isEqualTo("1257.5");

      String page = finops.get("/envelopes").body();
      assertThat(page)
          .contains("care", "<data value=\"1250.5\">", "<data value=\"1257.5\">")
          .contains("<data value=\"%s\">".formatted(said.at("/total/ledger_cost_usd").asText()));

      HttpResponse<String> less =
          bring(finops, "cost_centre,month,amount\ncare,%s,1".formatted(month), "");
      assertThat(less.statusCode()).isEqualTo(409);
      assertThat(less.body()).contains("labs", "nothing was changed", "board");
      HttpResponse<String> replaced =
          bring(finops, "cost_centre,month,amount\ncare,%s,1".formatted(month), "&replace=true");
      assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(303);

      HttpResponse<String> wrong = bring(finops, "cost_centre,month,amount\ncare,May,1", "");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).contains("role=\"alert\"", "May");
    }
  }

  @Test
  void whatAnImportWouldChangeIsSeenBeforeItDoes() {
    try (Browser finops = Browser.of(gateway, gateway.operator("finops"))) {
      String table = "cost_centre,month,amount\nlater,2031-01,40\nlater,2031-02,60";

      HttpResponse<String> seen =
          finops.post("/envelopes", "do=preview&why=board&table=" + Browser.encoded(table));

      assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
      assertThat(seen.body())
          .contains("What the import would change", "2031", "<data value=\"100\">")
          .contains("later,2031-01,40");
      assertThat(gateway.get("/api/v1/envelopes?year=2031").json().path("envelopes")).isEmpty();
      assertThat(bring(finops, table, "").statusCode()).isEqualTo(303);
      assertThat(gateway.get("/api/v1/envelopes?year=2031").json().path("envelopes")).hasSize(2);
    }
  }

  @Test
  void chargebackHasALineForEachPayerThatAddsUp() {
    JsonNode said = gateway.get("/api/v1/chargeback?month=" + month).json();
    try (Browser auditor = Browser.of(gateway, gateway.operator("auditor"))) {
      String page = auditor.get("/chargeback").body();

      assertThat(said.path("total_usd").asText()).isEqualTo(Gateway.CALL_COST);
      assertThat(page)
          .contains("unattributed", "no account", "the month is not over")
          .contains("<data value=\"%s\">".formatted(said.path("total_usd").asText()));
    }
  }

  @Test
  void whoMayOnlyReadImportsNothing() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/envelopes").body()).doesNotContain("Import envelopes");
      assertThat(
              bring(viewer, "cost_centre,month,amount\nx,%s,1".formatted(month), "").statusCode())
          .isEqualTo(403);
    }
  }
}
