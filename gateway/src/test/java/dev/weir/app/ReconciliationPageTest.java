package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page on which the gateway's figures stand beside those of providers, and months are closed.
@Timeout(60)
class ReconciliationPageTest {
  private static final String PAGE = "/reconciliation?period=2026-10";

  private static final Pattern ALERT = Pattern.compile("role=\"alert\">([^<]*)<");

  /// A part of what the two calls of 5 October cost.
  private static final String FOCUS =
      """
      BillingAccountId,BilledCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,\
      ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,\
      ConsumedUnit,EffectiveCost,ListCost,ContractedCost,ProviderName,PublisherName,\
      ServiceName,SkuId
      acc,0.00005,USD,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,Usage,gpt-4o input,\
      2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,20,Tokens,0.00005,0.00005,0.00005,tiny,tiny,gpt-4o,x
      """
          .replace("\\\n", "");

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2026-10-05T08:00:00Z");
  private Gateway gateway;
  private Browser finops;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    String key = gateway.ready("triage");
    gateway.chat(key);
    gateway.chat(key);
    now = Instant.parse("2026-11-03T08:00:00Z");
    gateway.settle();
    finops = Browser.of(gateway, gateway.operator("finops"));
  }

  @AfterEach
  void stop() {
    finops.close();
    gateway.close();
  }

  private static String value(String exact) {
    return "<data value=\"%s\">".formatted(exact);
  }

  private static String alert(HttpResponse<String> page) {
    Matcher said = ALERT.matcher(page.body());
    return said.find() ? said.group(1).replace("&#39;", "'") : "nothing";
  }

  private static void went(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void saysWhatWasSpentAndThatNobodyHasConfirmedIt() {
    String page = finops.get(PAGE).body();

    assertThat(page)
        .contains("tiny", value("0.000150000000"), "not compared", "No bill and no usage yet")
        .contains("no bill is imported for 31 days");
  }

  @Test
  void aBillThatIsPastedInStandsBesideTheGatewaysFigures() {
    HttpResponse<String> done =
        finops.post(PAGE, "do=import&file=october.csv&why=close&content=" + Browser.encoded(FOCUS));
    went(done);

    assertThat(gateway.get("/api/v1/bills").json().path("bills")).hasSize(1);
    JsonNode totals =
        gateway.get("/api/v1/reconciliation?provider=tiny&month=2026-10").json().path("totals");
    assertThat(new BigDecimal(totals.path("ledger_usd").asText())).isEqualByComparingTo("0.00015");
    assertThat(new BigDecimal(totals.path("billed_usd").asText())).isEqualByComparingTo("0.00005");
    assertThat(finops.get(PAGE).body())
        .contains("october.csv", "in force", value(totals.path("billed_usd").asText()));

    HttpResponse<String> wrong =
        finops.post(PAGE, "do=import&total=1&content=" + Browser.encoded(FOCUS + " "));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(alert(wrong)).contains("adds up to");
    assertThat(wrong.body()).contains("BillingAccountId");
  }

  @Test
  void whatABillComesToIsSeenBeforeItIsKept() {
    HttpResponse<String> seen =
        finops.post(PAGE, "do=preview-bill&file=october.csv&content=" + Browser.encoded(FOCUS));

    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(seen.body())
        .contains("What the import would keep", "october.csv", "not kept yet")
        .doesNotContain("/api/v1/bills/bill_1");
    assertThat(gateway.get("/api/v1/bills").json().path("bills")).isEmpty();
    HttpResponse<String> wrong =
        finops.post(PAGE, "do=preview-bill&total=1&content=" + Browser.encoded(FOCUS));
    assertThat(wrong.statusCode()).isEqualTo(400);
  }

  @Test
  void aMonthIsClosedAndSettledAndSaysWhatItWas() {
    HttpResponse<String> early = finops.post("/reconciliation?period=2026-11", "do=close&why=x");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(alert(early)).contains("2026-11");
    HttpResponse<String> unsaid = finops.post(PAGE, "do=close");
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(alert(unsaid)).isEqualTo("field 'why' is missing");

    went(finops.post(PAGE, "do=close&why=month+end"));
    assertThat(gateway.get("/api/v1/periods/2026-10").json().at("/stages/0/stage").asText())
        .isEqualTo("accrued");
    assertThat(finops.get(PAGE).body())
        .contains("As it was accrued", "month end", "Learnt since it was closed");

    HttpResponse<String> unbilled = finops.post(PAGE, "do=settle&why=bills");
    assertThat(unbilled.statusCode()).isEqualTo(409);
    assertThat(alert(unbilled)).contains("tiny");
    went(finops.post(PAGE, "do=settle&why=bills&unbilled=true"));
    assertThat(finops.get(PAGE).body()).contains("As it was settled");
  }

  @Test
  void whoMayOnlyReadIsOfferedNoFormAndChangesNothing() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get(PAGE).body()).doesNotContain("<textarea", "value=\"close\"");
      assertThat(viewer.post(PAGE, "do=close&why=x").statusCode()).isEqualTo(403);
      assertThat(viewer.post(PAGE, "do=import&content=x").statusCode()).isEqualTo(403);
      assertThat(gateway.get("/api/v1/periods").json().path("periods")).isEmpty();
    }
  }
}
