package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.app.config.ConfigFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bills that have other names for what the ledger knows, and a configuration that says so once.
@Timeout(60)
class BilledAsTest {
  private static final String CONFIG =
      """
      providers:
        tiny:
          family: openai
          url: http://127.0.0.1:9
          key: env:TINY_KEY
          ids: {gpt-4o: deployed-here}
          billed:
            names: [OpenAI]
            accounts: [proj_1]
            models: {house-model: gpt-4o}
            keys: {key_1: production}
        tiny-too:
          family: openai
          url: http://127.0.0.1:9
          key: env:TINY_KEY
          prices: tiny
          billed: {names: [openai], accounts: [proj_2]}
        tiny-rest:
          family: openai
          url: http://127.0.0.1:9
          key: env:TINY_KEY
          prices: tiny
          billed: {names: [openai]}
      """;

  private Gateway gateway;

  @BeforeEach
  void start(@TempDir Path data) {
    gateway = new Gateway(data, ConfigFile.parse("weir.yaml", CONFIG, Map.of()).providers());
    assertThat(gateway.control("POST", "/api/v1/prices/import?why=test", Gateway.PRICES).status())
        .isEqualTo(200);
    used("tiny");
    gateway.settle();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void used(String provider) {
    gateway.tell(
        """
        {"id":"%1$s","at":"2026-10-01T08:00:00Z","provider":"%1$s","model":"gpt-4o",
         "usage":{"input":1000,"output":100},"tags":{"use_case":"pilot"}}
        """
            .formatted(provider));
  }

  private static String bill(String model) {
    return """
    {"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,
     "results":[{"object":"organization.costs.result","amount":{"value":0.0025,"currency":"usd"},
      "line_item":"%1$s, input","project_id":"proj_1"},
      {"object":"organization.costs.result","amount":{"value":0.001,"currency":"usd"},
      "line_item":"%1$s, output","project_id":"proj_1"}]}],"has_more":false,"next_page":null}
    """
        .formatted(model);
  }

  private JsonNode reconciled(String model, String query) {
    Reply billed = gateway.control("POST", "/api/v1/bills?file=costs.json&why=close", bill(model));
    assertThat(billed.status()).as(billed.text()).isEqualTo(200);
    return compared("tiny", query);
  }

  private JsonNode compared(String provider, String query) {
    Reply reply =
        gateway.get(
            "/api/v1/reconciliation?from=2026-10-01&to=2026-10-02&provider=" + provider + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void aBillIsFoundByTheProvidersNameInItAndMatchedByTheModels() {
    JsonNode found = reconciled("house-model", "");

    assertThat(found.path("totals").path("matched").asInt()).as(found.toString()).isEqualTo(2);
    assertThat(found.path("totals").path("unexplained").asInt()).isZero();
    assertThat(invoiced())
        .as("the certainty of figures knows it too")
        .isEqualByComparingTo("0.0035");
  }

  @Test
  void providersThatShareABillHaveAccountsOfTheirOwn() {
    used("tiny-too");
    gateway.settle();

    JsonNode first = reconciled("house-model", "");

    assertThat(first.path("totals").path("matched").asInt()).as(first.toString()).isEqualTo(2);
    assertThat(first.path("balanced").asBoolean()).isTrue();
    JsonNode second = compared("tiny-too", "");
    assertThat(second.path("balanced").asBoolean()).as(second.toString()).isFalse();
    assertThat(second.path("rows").findValuesAsText("bill_usd"))
        .as("nothing of the other's")
        .isEmpty();
    assertThat(invoiced()).as("the first one's alone").isEqualByComparingTo("0.0035");
  }

  @Test
  void whatIsAnothersAccountConfirmsNothingOfOneWithoutAccounts() {
    used("tiny-rest");
    gateway.settle();

    reconciled("house-model", "");

    assertThat(invoiced()).as("once").isEqualByComparingTo("0.0035");
    assertThat(compared("tiny-rest", "").path("balanced").asBoolean()).isFalse();
  }

  @Test
  void whatIsAskedWithBesidesLeavesWhatIsConfigured() {
    JsonNode found = reconciled("house-model", "&model=their-model=our-model");

    assertThat(found.path("totals").path("matched").asInt()).as(found.toString()).isEqualTo(2);
  }

  private BigDecimal invoiced() {
    JsonNode total =
        gateway
            .get("/api/v1/report?by=provider&from=2026-10-01&to=2026-11-01")
            .json()
            .path("total");
    return new BigDecimal(total.path("invoiced_usd").asText());
  }

  @Test
  void theProvidersOwnIdsOfModelsAreKnown() {
    JsonNode found = reconciled("deployed-here", "");

    assertThat(found.path("totals").path("matched").asInt()).as(found.toString()).isEqualTo(2);
  }

  @Test
  void whatIsAskedWithHoldsBeforeWhatIsConfigured() {
    JsonNode found = reconciled("house-model", "&bill_provider=AWS");

    assertThat(found.path("totals").path("matched").asInt()).as(found.toString()).isZero();
    assertThat(found.path("balanced").asBoolean()).isFalse();
  }
}
