package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Prices from several sources, over their life, through the control plane's API.
@Timeout(60)
class PriceUpkeepTest {
  private static final String BOOK = "/api/v1/price-book/";

  private static LocalDate today() {
    return LocalDate.now(Clock.systemUTC());
  }

  /// A list of one model, as LiteLLM writes it or as genai-prices does: dollars for a million.
  private static String litellm(String input) {
    return """
    {"m":{"litellm_provider":"tiny","mode":"chat","input_cost_per_token":%s,
          "output_cost_per_token":0.00001}}
    """
        .formatted(new BigDecimal(input).movePointLeft(6).toPlainString());
  }

  private static String genai(String input) {
    return """
    [{"id":"tiny","name":"Tiny","models":[{"id":"m","match":{"equals":"m"},
      "prices":{"input_mtok":%s,"output_mtok":10}}]}]
    """
        .formatted(input);
  }

  private static JsonNode put(Gateway gateway, String format, String observed, String list) {
    Reply reply =
        gateway.control(
            "POST",
            "/api/v1/prices/import?why=weekly&format=%s&observed_at=%s".formatted(format, observed),
            list);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static JsonNode got(Gateway gateway, String path) {
    Reply reply = gateway.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static BigDecimal inForce(Gateway gateway) {
    for (JsonNode model : got(gateway, "/api/v1/models?provider=tiny").path("models")) {
      if (model.path("id").asText().equals("m")) {
        JsonNode price = model.path("prices").path(0);
        return amount(price.path("usd")).movePointRight(6).divide(amount(price.path("per")));
      }
    }
    throw new AssertionError("model m has no price");
  }

  private static BigDecimal amount(JsonNode node) {
    return new BigDecimal(node.asText());
  }

  private static JsonNode onlyDispute(Gateway gateway, String state) {
    JsonNode disputes = got(gateway, BOOK + "disputes?state=" + state).path("disputes");
    assertThat(disputes).as("%s", disputes).hasSize(1);
    return disputes.path(0);
  }

  private static Reply decide(Gateway gateway, String id, String why, String decision) {
    return gateway.control("POST", BOOK + "disputes/" + id + "?why=" + why, decision);
  }

  @Test
  void aContradictedImportWaitsForAPersonWhoSaysWhy(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "genai-prices", "2026-10-01", genai("3"));
      put(gateway, "litellm", "2026-10-02", litellm("3"));
      JsonNode report = put(gateway, "genai-prices", "2026-11-01", genai("6"));
      JsonNode dispute = onlyDispute(gateway, "open");
      String id = dispute.path("id").asText();
      Reply reasonless = decide(gateway, id, "", "{\"decision\":\"accept\"}");
      BigDecimal before = inForce(gateway);
      Reply accepted = decide(gateway, id, "price-page", "{\"decision\":\"accept\"}");
      JsonNode again = put(gateway, "genai-prices", "2026-11-02", genai("6"));

      assertThat(report.path("disputes").asInt()).isEqualTo(1);
      assertThat(report.path("set_aside").asInt()).isEqualTo(1);
      assertThat(dispute.path("in_force").path("observed_at").asText()).isEqualTo("2026-10-01");
      assertThat(dispute.path("stated").path(0).path("share").asText()).isEqualTo("1");
      assertThat(dispute.path("stated").findValuesAsText("catalogue"))
          .containsExactly("genai-prices", "litellm");
      assertThat(reasonless.status()).isEqualTo(400);
      assertThat(before).isEqualByComparingTo("3");
      assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
      assertThat(inForce(gateway)).isEqualByComparingTo("6");
      assertThat(again.path("disputes").asInt()).isZero();
      assertThat(onlyDispute(gateway, "accepted").path("why").asText()).isEqualTo("price-page");
      assertThat(got(gateway, BOOK + "disputes").path("disputes")).isEmpty();
    }
  }

  @Test
  void theFigureOfTheSecondSourceCanBeAcceptedAndWhatIsUnknownIsSaid(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "genai-prices", "2026-10-01", genai("3"));
      put(gateway, "litellm", "2026-10-02", litellm("4"));
      String id = onlyDispute(gateway, "open").path("id").asText();
      Reply unknown = decide(gateway, id, "x", "{\"decision\":\"accept\",\"from\":\"other\"}");
      Reply wrong = decide(gateway, id, "x", "{\"decision\":\"maybe\"}");
      Reply missing = decide(gateway, "000000000000", "x", "{\"decision\":\"keep\"}");
      Reply state = gateway.get(BOOK + "disputes?state=new");
      decide(gateway, id, "invoice", "{\"decision\":\"accept\",\"from\":\"litellm\"}");

      assertThat(unknown.text()).contains("no source is called 'other'", "genai-prices, litellm");
      assertThat(wrong.text()).contains("accept or keep", "maybe");
      assertThat(missing.status()).isEqualTo(404);
      assertThat(state.status()).isEqualTo(400);
      assertThat(inForce(gateway)).isEqualByComparingTo("4");
    }
  }

  @Test
  void aPreviewSaysWhatAnImportWouldChangeAndChangesNothing(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "genai-prices", "2026-10-01", genai("3"));
      Reply preview = gateway.control("POST", BOOK + "preview?format=genai-prices", genai("4.5"));
      put(gateway, "litellm", "2026-10-02", litellm("3"));
      Reply aside = gateway.control("POST", BOOK + "preview?format=genai-prices", genai("4.5"));

      JsonNode changes = preview.json().path("changes");
      assertThat(changes).as(preview.text()).hasSize(1);
      assertThat(changes.path(0).path("change").asText()).isEqualTo("changed");
      assertThat(changes.path(0).path("share").asText()).isEqualTo("0.5");
      assertThat(aside.json().path("changes")).as("litellm says 3").isEmpty();
      assertThat(aside.json().path("disputes")).hasSize(1);
      assertThat(inForce(gateway)).isEqualByComparingTo("3");
      assertThat(got(gateway, "/api/v1/history/prices/genai-prices").path("versions")).hasSize(1);
    }
  }

  @Test
  void versionsOfTheBookAndOfACatalogueAreCompared(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String first =
          put(gateway, "litellm", "2026-10-01", litellm("3")).path("price_book").asText();
      String second =
          put(gateway, "litellm", "2026-11-01", litellm("2")).path("price_book").asText();
      gateway.settle();
      JsonNode byBook = got(gateway, BOOK + "diff?from=%s&to=%s".formatted(first, second));
      JsonNode byCatalogue = got(gateway, BOOK + "diff?from=litellm@1&to=litellm@2");
      JsonNode untilNow = got(gateway, BOOK + "diff?from=litellm@1");

      JsonNode change = byBook.path("changes").path(0);
      assertThat(byBook.path("changes")).as("%s", byBook).hasSize(1);
      assertThat(amount(change.path("before").path("usd"))).isEqualByComparingTo("0.000003");
      assertThat(change.path("before").path("observed_at").asText()).isEqualTo("2026-10-01");
      assertThat(change.path("after").path("observed_at").asText()).isEqualTo("2026-11-01");
      assertThat(change.path("share").asText()).isEqualTo("-0.333333");
      assertThat(byCatalogue.path("changes")).isEqualTo(byBook.path("changes"));
      assertThat(untilNow.path("to").asText()).isEqualTo("litellm@2");
      assertThat(gateway.get(BOOK + "diff?from=litellm@9").status()).isEqualTo(404);
      assertThat(gateway.get(BOOK + "diff?from=litellm@x").text()).contains("genai-prices@3");
      assertThat(gateway.get(BOOK + "diff?from=sha256:0").status()).isEqualTo(404);
      assertThat(gateway.get(BOOK + "diff").text()).contains("'from' is missing");
    }
  }

  @Test
  void aPricesLifeIsTold(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "litellm", "2026-09-01", litellm("3"));
      put(gateway, "litellm", "2026-10-01", litellm("3"));
      put(gateway, "litellm", "2026-11-01", litellm("2"));
      gateway.settle();
      JsonNode history = got(gateway, BOOK + "history?model=m&provider=tiny");

      JsonNode first = history.path("prices").path(0);
      JsonNode last = history.path("prices").path(2);
      assertThat(history.path("prices")).as("input twice, output once").hasSize(3);
      assertThat(first.path("since").asInt()).isEqualTo(1);
      assertThat(first.path("until").asInt()).isEqualTo(3);
      assertThat(first.path("observed_first").asText()).isEqualTo("2026-09-01");
      assertThat(first.path("observed_last").asText()).isEqualTo("2026-10-01");
      assertThat(first.path("why").asText()).isEqualTo("weekly");
      assertThat(last.path("price_book").asText())
          .isEqualTo(got(gateway, "/api/v1/prices").path("version").asText());
      assertThat(last.path("until").isNull() || last.path("until").isMissingNode()).isTrue();
      assertThat(gateway.get(BOOK + "history?model=none").status()).isEqualTo(404);
      assertThat(gateway.get(BOOK + "history").text()).contains("'model' is missing");
    }
  }

  @Test
  void whatPeopleDecidedIsPartOfAPricesHistory(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "genai-prices", "2026-10-01", genai("3"));
      put(gateway, "litellm", "2026-10-02", litellm("4"));
      String id = onlyDispute(gateway, "open").path("id").asText();
      decide(gateway, id, "page", "{\"decision\":\"keep\"}");
      put(gateway, "litellm", "2026-10-03", litellm("3"));
      JsonNode decisions = got(gateway, BOOK + "history?model=m").path("decisions");

      assertThat(decisions.findValuesAsText("state")).containsExactly("over", "kept");
      assertThat(decisions.path(1).path("why").asText()).isEqualTo("page");
    }
  }

  @Test
  void aChargeIsOpenedWithTheBookItNamesAndNotWithTheOneInForce(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String caller = gateway.ready("opened");
      String call =
          gateway.chat(caller).whole().headers().firstValue("x-weir-call-id").orElseThrow();
      String version = got(gateway, "/api/v1/prices").path("version").asText();
      gateway.control(
          "POST", "/api/v1/prices/import?why=dearer", Gateway.PRICES.replace("\"2.50\"", "\"5\""));
      gateway.settle();
      JsonNode opened = got(gateway, "/api/v1/calls/" + call + "/prices");

      JsonNode attempt = opened.path("attempts").path(0);
      JsonNode input = attempt.path("lines").path(0);
      assertThat(amount(opened.path("cost_usd"))).isEqualByComparingTo(Gateway.CALL_COST);
      assertThat(attempt.path("reproduced").asBoolean()).as(attempt.toString()).isTrue();
      assertThat(attempt.path("price_book").asText()).isEqualTo(version);
      assertThat(attempt.path("matched_by").asText()).isEqualTo("exact");
      assertThat(attempt.path("catalogue").asText()).isEqualTo("test");
      assertThat(input.path("meter").asText()).isEqualTo("input");
      assertThat(amount(input.path("unit_price_usd"))).isEqualByComparingTo("0.0000025");
      assertThat(amount(input.path("list_unit_price_usd"))).isEqualByComparingTo("0.0000025");
      assertThat(input.path("cell").path("tier").asText()).isEqualTo("standard");
      BigDecimal sum =
          attempt
              .path("lines")
              .valueStream()
              .map(line ->
                  amount(line.path("unit_price_usd")).multiply(amount(line.path("quantity"))))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isEqualByComparingTo(Gateway.CALL_COST);
    }
  }

  @Test
  void aCostThatSomebodyToldOfIsNotExplainedByPrices(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String caller = gateway.ready("told");
      String call =
          gateway.chat(caller).whole().headers().firstValue("x-weir-call-id").orElseThrow();
      gateway.settle();
      Reply corrected =
          gateway.control(
              "POST",
              "/api/v1/calls/" + call + "/correction",
              "{\"cost_usd\":\"0.5\",\"source\":\"invoice 7\",\"why\":\"billed\"}");
      assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
      gateway.settle();
      JsonNode attempt = got(gateway, "/api/v1/calls/" + call + "/prices").path("attempts").path(0);

      assertThat(attempt.path("reproduced").asBoolean()).isFalse();
      assertThat(attempt.path("says").asText()).contains("invoice 7", "0.5", Gateway.CALL_COST);
      assertThat(attempt.path("lines").path(0).hasNonNull("cell")).isFalse();
      assertThat(
              gateway
                  .get("/api/v1/calls/" + call.replace(call.charAt(0), '0') + "x/prices")
                  .status())
          .isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void contractsTiersAndWhatIsUnpricedAreExplained(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String caller = gateway.ready("contract");
      gateway.control(
          "PUT",
          "/api/v1/contracts?why=deal",
          """
          {"contracts":[{"provider":"tiny","discount_percent":"20","source":"agreement 7"}]}
          """);
      String call =
          gateway.chat(caller).whole().headers().firstValue("x-weir-call-id").orElseThrow();
      gateway.settle();
      JsonNode line =
          got(gateway, "/api/v1/calls/" + call + "/prices")
              .path("attempts")
              .path(0)
              .path("lines")
              .path(0);

      assertThat(amount(line.path("unit_price_usd"))).isEqualByComparingTo("0.000002");
      assertThat(amount(line.path("list_unit_price_usd"))).isEqualByComparingTo("0.0000025");
      assertThat(line.path("cell").path("contract").asText()).contains("20 %", "agreement 7");
    }
  }

  @Test
  void oldPricesAreListedBySpendAndToldOf(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String caller = gateway.key("old");
      String old = today().minusDays(46).toString();
      put(gateway, "litellm", old, litellm("3").replace("\"m\"", "\"a\""));
      gateway.control(
          "POST",
          "/api/v1/prices/import?why=own",
          Gateway.PRICES.replace(
              "\"models\"", "\"origin\":{\"observed_at\":\"%s\"},\"models\"".formatted(old)));
      gateway.chat(caller);
      gateway.settle();
      JsonNode stale = got(gateway, BOOK + "stale");
      JsonNode notices = gateway.get("/readyz").json().path("notices");
      String metrics = gateway.get("/metrics").text();

      assertThat(stale.path("older_than_days").asInt()).isEqualTo(45);
      assertThat(stale.path("catalogues").findValuesAsText("catalogue"))
          .containsExactly("litellm", "test");
      assertThat(stale.path("models").findValuesAsText("model")).containsExactly("gpt-4o", "a");
      assertThat(amount(stale.path("models").path(0).path("spent_usd")))
          .isEqualByComparingTo(Gateway.CALL_COST);
      assertThat(stale.path("models").path(0).path("days").asInt()).isEqualTo(46);
      assertThat(notices).hasSize(2);
      assertThat(notices.path(0).asText()).contains("prices of litellm", "46 days ago", old);
      assertThat(metrics).contains("weir_prices_age_days{catalogue=\"litellm\"} 46");
      assertThat(got(gateway, BOOK + "stale?older_than_days=60").path("models")).isEmpty();
      assertThat(gateway.get(BOOK + "stale?older_than_days=0").status()).isEqualTo(400);
    }
  }

  @Test
  void howOldPricesMayBeIsASetting(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "litellm", today().minusDays(46).toString(), litellm("3"));
      JsonNode before = got(gateway, "/api/v1/status").path("old_prices");
      Reply set = gateway.control("PUT", "/api/v1/settings", "{\"prices\":{\"age_days_max\":60}}");
      Reply never = gateway.control("PUT", "/api/v1/settings", "{\"prices\":{\"age_days_max\":0}}");

      assertThat(before).hasSize(1);
      assertThat(set.status()).as(set.text()).isEqualTo(200);
      assertThat(got(gateway, "/api/v1/status").path("old_prices")).isEmpty();
      assertThat(never.status()).isEqualTo(400);
      assertThat(never.text()).contains("age_days_max", "1 to 3650", "0");
    }
  }

  @Test
  void aPriceThatEndedAndAnOldRateAreListed(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      gateway.control(
          "POST",
          "/api/v1/prices/import?why=own",
          """
          {"format":"weir-prices/1","name":"own","origin":{"observed_at":"%s","source":"page"},
           "models":[{"provider":"tiny","id":"m","prices":[
            {"meter":"input","amount":"7","currency":"CNY","per":1000000},
            {"meter":"output","usd":"1","per":1000000,"effective_to":"2026-01-01"}]}],
           "contracts":[],
           "rates":[{"currency":"CNY","usd":"0.14","date":"2026-01-01","source":"ECB"}]}
          """
              .formatted(today()));
      JsonNode stale = got(gateway, BOOK + "stale");

      assertThat(stale.path("models").path(0).path("ended").path(0).asText())
          .isEqualTo("output@standard until 2026-01-01T00:00:00Z");
      assertThat(stale.path("models").path(0).path("old").asInt()).isZero();
      assertThat(stale.path("rates").path(0).path("currency").asText()).isEqualTo("CNY");
      assertThat(stale.path("catalogues")).isEmpty();
    }
  }
}
