package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What use cases brought less what they cost, and what everything comes to, over HTTP.
@Timeout(60)
class MarginsTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2026-09-15T08:00:00Z");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    SmallCompany.measure(gateway);
    now = Instant.parse("2026-11-23T08:00:00Z");
    SmallCompany.furnish(gateway, MONTH);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode told(String question) {
    Gateway.Reply reply = gateway.get("/api/v1/" + question);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static BigDecimal usd(JsonNode line, String field) {
    return new BigDecimal(line.required(field).asText());
  }

  @Test
  void aMarginIsWhatCountsLessTheLoadedCost() {
    JsonNode care = told("margins?month=" + MONTH).path("use_cases").path(1);

    assertThat(care.path("use_case").asText()).isEqualTo("care");
    // 40 tickets of 9 dollars, stated before and after: half of it counts.
    assertThat(usd(care, "stated_usd")).isEqualByComparingTo("360");
    assertThat(usd(care, "counted_usd")).isEqualByComparingTo("180");
    assertThat(usd(care, "counted_per_outcome_usd")).isEqualByComparingTo("4.5");
    assertThat(usd(care, "promised_usd")).as("50 tickets of 9").isEqualByComparingTo("450");
    assertThat(usd(care, "baseline_usd")).isEqualByComparingTo("14");
    assertThat(care.path("unvalued").asInt()).isZero();
    // The calls' 101 dollars, and of the pool's 60 as much as of all calls' 121.
    assertThat(usd(care, "loaded_usd"))
        .isBetween(new BigDecimal("151.08"), new BigDecimal("151.09"))
        .isEqualByComparingTo(usd(told("unit-costs/care?month=" + MONTH), "loaded_usd"));
    assertThat(usd(care, "margin_usd"))
        .isEqualByComparingTo(new BigDecimal("180").subtract(usd(care, "loaded_usd")));
    assertThat(usd(care, "margin_per_outcome_usd"))
        .isEqualByComparingTo(new BigDecimal("4.5").subtract(usd(care, "cost_per_outcome_usd")));
    assertThat(care.path("evidence").asText()).isEqualTo("ledger and pools");
    care.path("rows").forEach(rows -> told(rows.asText().substring("/api/v1/".length())));
  }

  @Test
  void whatNobodyToldOfHasNoValueAndNoMargin() {
    JsonNode archive = told("margins?month=" + MONTH).path("use_cases").path(0);

    assertThat(archive.path("use_case").asText()).isEqualTo("archive");
    assertThat(usd(archive, "loaded_usd")).isGreaterThan(new BigDecimal("20"));
    assertThat(archive.properties().stream().map(Map.Entry::getKey))
        .doesNotContain("outcomes", "stated_usd", "counted_usd", "margin_usd", "baseline_usd")
        .doesNotContain("promised_usd");
  }

  @Test
  void theTotalIsOfAllUseCasesByTheGradeOfEvidence() {
    JsonNode answer = told("margins?month=" + MONTH);
    JsonNode total = answer.path("total");

    BigDecimal loaded =
        usd(answer.path("use_cases").path(0), "loaded_usd")
            .add(usd(answer.path("use_cases").path(1), "loaded_usd"));
    assertThat(usd(total, "loaded_usd")).isEqualByComparingTo(loaded);
    assertThat(usd(total, "margin_usd"))
        .isEqualByComparingTo(new BigDecimal("180").subtract(loaded));
    assertThat(total.path("by_evidence")).hasSize(1);
    JsonNode grade = total.path("by_evidence").path(0);
    assertThat(grade.path("evidence").asText()).isEqualTo("before_after");
    assertThat(usd(grade, "stated_usd")).isEqualByComparingTo("360");
    assertThat(usd(grade, "counted_usd")).isEqualByComparingTo("180");
    assertThat(told("margins?month=2026-02").path("total").path("by_evidence")).isEmpty();
  }

  @Test
  void everythingTogetherIsWhatCostCentresAndOthersCost() {
    JsonNode total = told("envelopes/comparison?month=" + MONTH).path("total");

    assertThat(usd(total, "loaded_usd"))
        .isEqualByComparingTo(usd(total, "ledger_cost_usd").add(usd(total, "pools_usd")));
    assertThat(total.has("expected_loaded_usd")).as("the month is over").isFalse();
  }
}
