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

/// Budgets and reports in another currency than the dollar, of an assembled gateway over HTTP.
@Timeout(60)
class CurrencyTest {
  private static final String OCTOBER = "/api/v1/report?by=use_case&from=2026-10-01&to=2026-11-01";

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String euros(String... rates) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < rates.length; i += 2) {
      all.append(i == 0 ? "" : ",")
          .append(
              "{\"currency\":\"EUR\",\"usd\":\"%s\",\"date\":\"%s\",\"source\":\"ECB\"}"
                  .formatted(rates[i + 1], rates[i]));
    }
    return Gateway.PRICES.replace(
        "\"contracts\":[]", "\"contracts\":[],\"rates\":[%s]".formatted(all));
  }

  private Reply prices(String catalogue) {
    return gateway.control("POST", "/api/v1/prices/import?why=test", catalogue);
  }

  private Reply budget(String limit) {
    return gateway.control(
        "PUT",
        "/api/v1/budgets/pilot",
        "{\"window\":\"month UTC\",\"limit\":\"%s\",\"stop_at\":1}".formatted(limit));
  }

  private Reply settings(String currency) {
    return gateway.control(
        "PUT", "/api/v1/settings?why=test", "{\"currency\":\"%s\"}".formatted(currency));
  }

  private JsonNode standing() {
    return gateway.get("/api/v1/budgets/pilot").json().path("standings").path(0);
  }

  @Test
  void aBudgetInEurosStopsACallAndSaysBothAmounts() {
    String caller = gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    assertThat(budget("0.01 EUR").status()).isEqualTo(200);
    assertThat(gateway.chat(caller).status()).isEqualTo(200);

    assertThat(budget("0.0001 EUR").status()).isEqualTo(200);
    Reply refused = gateway.chat(caller);

    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.text()).contains("of 0.000125 USD, set as 0.0001 EUR");
    JsonNode standing = standing();
    assertThat(standing.path("limit").asText()).isEqualTo("0.000125");
    assertThat(standing.path("limit_set").asText()).isEqualTo("0.0001 EUR");
    assertThat(standing.path("stop_set").asText()).isEqualTo("0.0001 EUR");
    assertThat(standing.path("used_set").asText()).isEqualTo("0.00006 EUR");
    assertThat(standing.path("held_set").asText()).isEqualTo("0 EUR");
    assertThat(standing.path("left_set").asText()).isEqualTo("0.00004 EUR");
    assertThat(standing.path("rate_usd").asText()).isEqualTo("1.25");
    assertThat(standing.path("rate_from").asText()).isEqualTo("2026-01-01");
    JsonNode own = gateway.own(caller, "/weir/me").json().path("rules").path(0);
    assertThat(own.path("limit_set").asText()).isEqualTo("0.0001 EUR");
    assertThat(own.path("left_set").asText()).isEqualTo("0.00004 EUR");
  }

  @Test
  void aRefusalTellsWhatWasSetFromWhatRaisesAdd() {
    String caller = gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    budget("0.00005 EUR");
    gateway.control(
        "POST",
        "/api/v1/budgets/pilot/raise",
        "{\"extra\":\"0.000002 EUR\",\"why\":\"launch\",\"until\":\"2999-01-01T00:00:00Z\"}");

    assertThat(gateway.chat(caller).text())
        .contains(
            "of 0.000065 USD (stop at 100 % of 0.000065 USD: 0.0000625 USD, set as 0.00005 EUR,"
                + " and raises of 0.0000025 USD)");
  }

  @Test
  void aRuleInACurrencyWithoutARateIsRefusedByName() {
    gateway.ready("pilot");

    Reply refused = budget("500 EUR");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("budget 'pilot': the price book has no exchange rate of EUR");
    assertThat(gateway.get("/api/v1/budgets/pilot").status()).isEqualTo(404);
  }

  @Test
  void aPriceBookThatTakesARateAwayFromARuleIsRefused() {
    gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    budget("500 EUR");

    Reply refused = prices(Gateway.PRICES);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("budget 'pilot'").contains("no exchange rate of EUR");
    assertThat(standing().path("limit").asText()).isEqualTo("625");
  }

  @Test
  void aPriceBookWithoutTheRateOfARunningWindowIsRefused() {
    gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    budget("500 EUR");

    Reply refused = prices(euros("2999-01-01", "1.30"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("rule 'pilot': 500 EUR in window 'month UTC' needs an exchange rate of")
        .contains("the price book's first is of 2999-01-01");
    assertThat(standing().path("limit").asText()).isEqualTo("625");
  }

  @Test
  void aNewRateIsInForceAtOnceAndLaterOnesMoveNoWindowThatRuns() {
    gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    budget("500 EUR");

    prices(euros("2026-01-01", "1.20", "2999-01-01", "9"));

    assertThat(standing().path("limit").asText()).isEqualTo("600");
  }

  /// 0.000075 dollars are 60 % of 0.0001 euros at 1.25, and 71 % at 1.05.
  @Test
  void aRateThatTakesABudgetPastAThresholdIsToldOf() {
    String caller = gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    gateway.control(
        "PUT",
        "/api/v1/budgets/pilot",
        "{\"window\":\"month UTC\",\"limit\":\"0.0001 EUR\",\"stop_at\":100}");
    gateway.chat(caller);
    gateway.settle();
    assertThat(gateway.get("/api/v1/alerts").json().path("alerts")).isEmpty();

    prices(euros("2026-01-01", "1.05"));
    gateway.settle();

    JsonNode alert = gateway.get("/api/v1/alerts").json().path("alerts").path(0);
    assertThat(alert.path("share").asText()).isEqualTo("0.7");
    assertThat(alert.path("limit_usd").asText()).isEqualTo("0.000105");
    assertThat(alert.path("limit_set").asText()).isEqualTo("0.0001 EUR");
  }

  @Test
  void aBudgetInEurosIsTheSameAfterARestart() {
    String caller = gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25"));
    budget("0.01 EUR");
    gateway.chat(caller);
    gateway.settle();
    JsonNode before = standing();

    gateway.close();
    gateway = new Gateway(data);

    assertThat(standing()).isEqualTo(before);
    assertThat(before.path("used").asText()).isEqualTo(Gateway.CALL_COST);
  }

  @Test
  void theOrganisationsCurrencyNeedsARate() {
    gateway.ready("pilot");

    assertThat(settings("EUR").text())
        .contains("no exchange rate of the organisation's currency, EUR");
    prices(euros("2026-01-01", "1.25"));
    assertThat(settings("EUR").status()).isEqualTo(200);
    assertThat(gateway.get("/api/v1/settings").json().path("currency").asText()).isEqualTo("EUR");
    assertThat(prices(Gateway.PRICES).status()).isEqualTo(400);
    assertThat(settings("euro").status()).isEqualTo(400);
  }

  /// 0.0035 dollars each, of which one at 1.25 and one at 1.6.
  @Test
  void aReportHasEachAmountAgainInTheOrganisationsCurrency() {
    gateway.ready("pilot");
    prices(euros("2026-01-01", "1.25", "2026-10-10", "1.6"));
    gateway.tell(record("a", "2026-10-05T08:00:00Z"), record("b", "2026-10-10T00:00:00Z"));
    gateway.settle();
    JsonNode dollars = gateway.get(OCTOBER).json();

    settings("EUR");
    JsonNode euros = gateway.get(OCTOBER).json();

    assertThat(dollars.path("total").has("cost_eur")).isFalse();
    assertThat(new BigDecimal(euros.path("total").path("cost_eur").asText()))
        .isEqualByComparingTo("0.0049875");
    assertThat(euros.path("total").path("cost_usd"))
        .isEqualTo(dollars.path("total").path("cost_usd"));
    assertThat(euros.path("rows").path(0).path("cost_eur"))
        .isEqualTo(euros.path("total").path("cost_eur"));
    assertThat(euros.path("rates").findValuesAsText("usd")).containsExactly("1.25", "1.6");
    assertThat(gateway.get(OCTOBER + "&format=table").text())
        .contains("1.25 USD from 2026-01-01 (ECB), 1.6 USD from 2026-10-10 (ECB)");
  }

  private static String record(String id, String at) {
    return """
    {"id":"%s","at":"%s","provider":"tiny","model":"gpt-4o",
     "usage":{"input":1000,"output":100},"tags":{"use_case":"pilot"}}
    """
        .formatted(id, at);
  }
}
