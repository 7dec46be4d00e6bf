package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One figure by dimensions, over HTTP: nothing is lost on the way from the total to a cell.
@Timeout(60)
class PivotTest {
  private static final String MONTH = "from=2026-10-01&to=2026-11-01";
  private static final String BEFORE = "&against_from=2026-09-01&against_to=2026-10-01";
  private static final int USE_CASES = 9;

  @TempDir static Path data;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    gateway.ready("triage");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < USE_CASES; i++) {
      records.add(record("a" + i, "2026-10-0%d".formatted(i + 1), "uc" + i, "0.%d1".formatted(i)));
      records.add(record("b" + i, "2026-10-11", "uc" + i, "0.000000000%d07".formatted(i)));
      records.add(record("c" + i, "2026-09-11", "uc" + (i + 4), "1.%d".formatted(i)));
    }
    gateway.tell(records.toArray(String[]::new));
    gateway.settle();
  }

  private static String record(String id, String day, String useCase, String usd) {
    return """
    {"id":"%s","at":"%s","provider":"tiny","model":"gpt-4o","cost_usd":"%s",
     "usage":{"input":1000,"output":100},
     "tags":{"use_case":"%s","team":"%s","feature":"f-%s"}}
    """
        .formatted(id, day, usd, useCase, id.startsWith("a") ? "red" : "blue", id.charAt(0));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static JsonNode pivot(String question) {
    Reply reply = gateway.get("/api/v1/report/pivot?" + question);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static BigDecimal usd(JsonNode cell) {
    return new BigDecimal(cell.required("value").asText());
  }

  private static BigDecimal sum(List<BigDecimal> all) {
    return all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<BigDecimal> cells(JsonNode line) {
    return StreamSupport.stream(line.required("cells").spliterator(), false)
        .map(PivotTest::usd)
        .toList();
  }

  @Test
  void whatIsNotShownForItselfIsAddedUpInBothDirectionsToTheLastDecimal() {
    JsonNode pivot = pivot(MONTH + "&by=use_case,tag:feature&rows=3&columns=1");
    JsonNode report = gateway.get("/api/v1/report?" + MONTH).json();

    assertThat(pivot.required("rows")).hasSize(4);
    assertThat(pivot.required("rows").get(0).path("value").asText())
        .as("the dearest first")
        .isEqualTo("uc8");
    assertThat(pivot.required("rows").get(3).has("value")).as("the others").isFalse();
    assertThat(pivot.required("columns")).hasSize(2);
    BigDecimal total = usd(pivot.required("total").required("total"));
    assertThat(total).isEqualByComparingTo(report.at("/total/cost_usd").asText());
    List<BigDecimal> rows = new ArrayList<>();
    for (JsonNode row : pivot.required("rows")) {
      assertThat(sum(cells(row))).isEqualByComparingTo(usd(row.required("total")));
      rows.add(usd(row.required("total")));
    }
    assertThat(sum(rows)).isEqualByComparingTo(total);
    assertThat(sum(cells(pivot.required("total")))).isEqualByComparingTo(total);
  }

  @Test
  void comparesWithAnotherTimeWhoseOwnValuesAreNotLost() {
    JsonNode pivot = pivot(MONTH + BEFORE + "&by=use_case&rows=12");
    JsonNode before = gateway.get("/api/v1/report?from=2026-09-01&to=2026-10-01").json();

    JsonNode total = pivot.required("total").required("total");
    assertThat(new BigDecimal(total.required("before").asText()))
        .isEqualByComparingTo(before.at("/total/cost_usd").asText());
    assertThat(new BigDecimal(total.required("change").asText()))
        .isEqualByComparingTo(
            usd(total).subtract(new BigDecimal(total.required("before").asText())));
    JsonNode gone = row(pivot, "uc12");
    assertThat(usd(gone.required("total"))).isZero();
    assertThat(gone.at("/total/before").asText()).isEqualTo("1.8");
    assertThat(gone.at("/total/change_share").asText()).isEqualTo("-1");
    assertThat(row(pivot, "uc1").required("total").has("change_share"))
        .as("more than nothing is no share of it")
        .isFalse();
  }

  private static JsonNode row(JsonNode pivot, String value) {
    for (JsonNode row : pivot.required("rows")) {
      if (row.path("value").asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError(value + " is not in " + pivot);
  }

  @Test
  void withoutADimensionThereIsTheTotalAlone() {
    JsonNode pivot = pivot(MONTH + "&measure=calls");

    assertThat(pivot.required("rows")).isEmpty();
    assertThat(pivot.at("/total/total/value").asText()).isEqualTo("18");
  }

  @Test
  void ordersByTheMeasureThatIsAskedForAndKeepsTheOrderOfTime() {
    assertThat(pivot(MONTH + "&by=day&measure=calls&rows=2").required("rows"))
        .extracting(row -> row.path("value").asText())
        .as("the last ones; the days before are the others")
        .containsExactly("2026-10-09", "2026-10-11", "");
    assertThat(pivot(MONTH + "&by=day&measure=calls").at("/rows/9/total/value").asText())
        .isEqualTo("9");
  }

  @Test
  void exceptsWhatAFilterExcludes() {
    JsonNode pivot = pivot(MONTH + "&by=use_case&filter=use_case!=uc8&filter=use_case!=uc7");

    assertThat(pivot.required("rows")).hasSize(USE_CASES - 2);
    assertThat(pivot.toString()).doesNotContain("uc8");
    assertThat(gateway.get("/api/v1/calls?" + MONTH + "&filter=use_case!=uc8").json().path("calls"))
        .hasSize(2 * USE_CASES - 2);
  }

  @Test
  void speedIsAMeasureToo() {
    JsonNode pivot = pivot("by=model&measure=total_p95_ms");

    assertThat(pivot.path("unit").asText()).isEqualTo("milliseconds");
    assertThat(pivot.path("adds_up").asBoolean()).isFalse();
  }

  @Test
  void saysWhatCanBeAskedFor() {
    JsonNode terms = gateway.get("/api/v1/report/terms?" + MONTH).json();

    assertThat(terms.path("dimensions").toString()).contains("\"use_case\"", "\"hour\"");
    assertThat(terms.path("tags").toString()).isEqualTo("[\"tag:feature\"]");
    assertThat(terms.path("measures").toString())
        .contains(
            "{\"field\":\"cost_usd\",\"subject\":\"cost\",\"unit\":\"usd\",\"adds_up\":true}",
            "{\"field\":\"cost_per_call_usd\",\"subject\":\"cost\",\"unit\":\"usd\",\"adds_up\":false}",
            "{\"field\":\"total_p95_ms\",\"subject\":\"speed\",\"unit\":\"milliseconds\",\"adds_up\":false}");
  }

  @Test
  void refusesWhatItCannotAnswerAndNamesTheParameter() {
    assertThat(refused("measure=fun")).contains("parameter 'measure' is one of calls", "'fun'");
    assertThat(refused("by=use_case,model,key")).contains("parameter 'by'", "0 to 2", "was 3");
    assertThat(refused("by=day" + BEFORE)).contains("against_from", "no day of this one");
    assertThat(refused("by=model&against_from=2026-09-01")).contains("'against_to' is missing");
    assertThat(refused("by=model&rows=0")).contains("parameter 'rows'", "was 0");
  }

  private static String refused(String question) {
    Reply reply = gateway.get("/api/v1/report/pivot?" + question);
    assertThat(reply.status()).isEqualTo(400);
    return reply.text();
  }

  @Test
  void aDeveloperSeesWhatIsOfOwnTeamsAlone() {
    String key =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"red\"]}")
            .json()
            .path("secret")
            .asText();

    JsonNode pivot =
        gateway.control(key, "GET", "/api/v1/report/pivot?" + MONTH + "&by=team", "").json();

    assertThat(pivot.required("rows")).hasSize(1);
    assertThat(usd(pivot.at("/total/total")))
        .isEqualByComparingTo(
            gateway
                .get("/api/v1/report?" + MONTH + "&filter=team=red")
                .json()
                .at("/total/cost_usd")
                .asText());
  }
}
