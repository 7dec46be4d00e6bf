package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The portfolio's figures and what is claimed of strategic use cases, over HTTP.
@Timeout(60)
class StrategicValueTest {
  private static final String STRATEGIC =
      """
      {"kind":"strategic","aim":"option","horizon":"2099-12-31","review_criteria":["a second team"]%s}
      """;

  @Test
  void anOptionIsShownAsItsOwnersOpinionAndChangesNoFigure(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      put(gateway, "saves", bid("300", "{\"kind\":\"saving\",\"of\":\"hours\"}", 3));
      put(gateway, "opens", bid("100", STRATEGIC.formatted(""), 5));
      JsonNode before = gateway.get("/api/v1/portfolio").json();
      put(gateway, "opens", bid("100", STRATEGIC.formatted(",\"option_usd\":\"250000\""), 5));

      JsonNode page = gateway.get("/api/v1/portfolio").json();

      JsonNode option = page.path("strategic").path(0);
      assertThat(page.path("strategic")).hasSize(1);
      assertThat(option.path("option_usd").asText()).isEqualTo("250000");
      assertThat(option.path("aim").asText()).isEqualTo("option");
      assertThat(option.at("/sources/option_usd/evidence").asText()).isEqualTo("opinion");
      assertThat(before.path("strategic").path(0).has("option_usd")).isFalse();
      assertThat(page.path("ranking")).isEqualTo(before.path("ranking"));
      assertThat(page.path("strategic_share").asText())
          .as("100 of 400 a month")
          .isEqualTo("0.25")
          .isEqualTo(before.path("strategic_share").asText());
      opensToItsRows(gateway, page);
    }
  }

  private static String bid(String budget, String value, int repeatable) {
    return """
    {"name":"Bids","statement":"Draft bids","review_on":"%s","budget_usd_per_month":"%s","value":%s,
     "score":{"repeatable":%d,"measurable":4,"important":4,"low_risk":4,"easy_to_evaluate":4}}
    """
        .formatted(LocalDate.now(ZoneOffset.UTC).plusMonths(3), budget, value, repeatable);
  }

  private static void put(Gateway gateway, String id, String body) {
    Gateway.Reply reply = gateway.control("PUT", "/api/v1/use-cases/" + id + "?why=plan", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private static void opensToItsRows(Gateway gateway, JsonNode page) {
    JsonNode first = page.path("ranking").path(0);
    assertThat(first.path("sources").propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "rank", "reversal", "rank_low", "rank_high", "score", "budget_usd_per_month");
    for (JsonNode path : page.findValues("rows")) {
      assertThat(gateway.get(path.asText()).status()).as(path.asText()).isEqualTo(200);
    }
    JsonNode all = gateway.get(page.at("/sources/strategic_share/rows").asText()).json();
    assertThat(all.path("use_cases").findValuesAsText("budget_usd_per_month"))
        .containsExactlyInAnyOrder("100", "300");
    JsonNode one = gateway.get(first.at("/sources/score/rows").asText()).json();
    assertThat(one.at("/use_case/score/repeatable").asInt()).isEqualTo(5);
  }
}
