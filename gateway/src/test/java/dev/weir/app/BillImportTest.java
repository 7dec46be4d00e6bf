package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the API says of files that are handed in.
@Timeout(60)
class BillImportTest {
  private static final String COSTS =
      """
      {"data": [{"start_time": 1790812800, "end_time": 1790899200, "results": [
        {"amount": {"value": 0.5, "currency": "usd"}, "line_item": "gpt-4o, input"},
        {"amount": {"value": 0.25, "currency": "usd"}, "line_item": "gpt-4o, output"}]}],
       "has_more": false}
      """;

  private Gateway gateway;

  @BeforeEach
  void start(@TempDir Path data) {
    gateway = new Gateway(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply add(String query, String text) {
    return gateway.control("POST", "/api/v1/bills" + query, text);
  }

  private static void refused(Reply reply, int status, String code, String message) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().path("error").path("code").asText()).isEqualTo(code);
    assertThat(reply.json().path("error").path("message").asText()).contains(message);
  }

  @Test
  void aBillIsKeptOnceAndToldOfInPages() {
    Reply first = add("?file=october.json&why=close&total=0.75", COSTS);
    Reply again = add("?file=october.json", COSTS);

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    JsonNode bill = first.json().path("bill");
    assertThat(first.json().path("imported").asBoolean()).isTrue();
    assertThat(bill.path("format").asText()).isEqualTo("openai-costs");
    assertThat(bill.path("kind").asText()).isEqualTo("bill");
    assertThat(bill.path("totals").path("USD").asText()).isEqualTo("0.75");
    assertThat(bill.path("from").asText()).isEqualTo("2026-10-01");
    assertThat(bill.path("why").asText()).isEqualTo("close");
    assertThat(again.json().path("imported").asBoolean()).isFalse();
    assertThat(again.json().path("bill")).isEqualTo(bill);
    assertThat(gateway.get("/api/v1/bills").json().path("bills")).hasSize(1);
    JsonNode page = gateway.get("/api/v1/bills/bill_1?limit=1").json();
    assertThat(page.path("lines")).hasSize(1);
    assertThat(page.path("next").asInt()).isEqualTo(1);
    JsonNode rest = gateway.get("/api/v1/bills/bill_1?limit=1&after=1").json();
    assertThat(rest.path("lines").path(0).path("meter").asText()).isEqualTo("output");
    assertThat(rest.has("next")).isFalse();
  }

  @Test
  void whatIsWrongIsNamedAndNothingIsStored() {
    refused(
        add("?total=0.74", COSTS), 400, "invalid", "adds up to {USD=0.75}, the invoice to 0.74");
    refused(add("?format=excel", COSTS), 400, "invalid", "a form of a bill is one of openai-usage");
    refused(add("?format=focus", COSTS), 400, "invalid", "is JSON, which the form focus never is");
    refused(add("?replace=yes", COSTS), 400, "invalid", "'replace' is true or false, was 'yes'");
    refused(add("?file=half.json", COSTS.substring(0, 150)), 400, "invalid", "half.json, line 2");
    refused(
        add("", COSTS.replace("false", "true")),
        400,
        "invalid",
        "the last page says that there are more");
    refused(add("", "hello"), 400, "invalid", "the body is none of the forms");

    assertThat(gateway.get("/api/v1/bills").json().path("bills")).isEmpty();
  }

  @Test
  void otherFiguresOfTheSameDaysNeedToBeAskedFor() {
    add("", COSTS);
    String other = COSTS.replace("0.25", "0.26");

    refused(add("", other), 409, "bill_overlaps", "bill_1 (2026-10-01 to 2026-10-02)");
    assertThat(add("?replace=true&why=restated", other).status()).isEqualTo(200);
    JsonNode bills = gateway.get("/api/v1/bills").json().path("bills");
    assertThat(bills).hasSize(2);
    assertThat(bills.path(0).path("replaces").path(0).asText()).isEqualTo("bill_1");
    assertThat(bills.path(1).path("in_force").asBoolean()).isFalse();
    assertThat(bills.path(1).path("replaced_by").asText()).isEqualTo("bill_2");
  }

  @Test
  void twoFormsOfTheSameDaysAreNotAddedUp() {
    add("?file=costs.json", COSTS);
    String focus =
        """
        BillingAccountId,BillingCurrency,BilledCost,EffectiveCost,ListCost,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,ServiceProviderName,ServiceName,SkuMeter,SkuPriceDetails,PricingQuantity,PricingUnit,InvoiceId
        org,USD,0.75,0.75,0.75,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,Usage,,OpenAI,API,Output tokens,"{""x_ModelId"":""gpt-4o""}",1.5,1000000 Tokens,INV-1
        """;
    Reply imported = add("?file=focus.csv", focus);
    assertThat(imported.status()).as(imported.text()).isEqualTo(200);
    String path = "/api/v1/reconciliation?bill_provider=OpenAI&month=2026-10&provider=tiny";

    Reply twice = gateway.get(path);

    refused(twice, 400, "invalid", "costs.json (openai-costs)");
    refused(twice, 400, "invalid", "focus.csv (focus)");
    refused(twice, 400, "invalid", "bills of 2026-10-01 and would be counted twice");
    for (String form : new String[] {"focus", "openai-costs"}) {
      JsonNode found = gateway.get(path + "&form=" + form).json();
      assertThat(found.path("totals").path("unexplained_more_usd").asText()).isEqualTo("0.75");
    }
    refused(gateway.get(path + "&form=excel"), 400, "invalid", "a form of a bill is one of");
  }

  @Test
  void aReconciliationSaysWhatItLacksAndWhatItWasNotTold() {
    add("", COSTS);
    String path = "/api/v1/reconciliation?bill_provider=OpenAI&month=2026-10&provider=tiny";

    JsonNode found = gateway.get(path).json();

    assertThat(found.path("balanced").asBoolean()).isFalse();
    assertThat(found.path("totals").path("unexplained").asInt()).isEqualTo(2);
    assertThat(found.path("totals").path("unexplained_more_usd").asText()).isEqualTo("0.75");
    assertThat(found.path("notes").toString())
        .contains("no bill is imported for 30 days", "no provider usage is imported for 31 days");
    refused(
        gateway.get("/api/v1/reconciliation?provider=tiny"),
        400,
        "invalid",
        "'month', or 'from' and 'to'");
    refused(
        gateway.get("/api/v1/reconciliation?month=2026-10"),
        400,
        "invalid",
        "'provider' is missing");
    refused(gateway.get(path + "&show=some"), 400, "invalid", "'show' is one of");
    refused(gateway.get(path + "&key=abc"), 400, "invalid", "'key' is written theirs=ours");
    refused(
        gateway.get("/api/v1/reconciliation?provider=tiny&from=2026-10-09&to=2026-10-09"),
        400,
        "invalid",
        "a reconciliation is over 1 to 366 days");
  }
}
