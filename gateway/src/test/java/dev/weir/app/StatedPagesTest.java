package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is stated of use cases by forms alone: the API has what was entered, and says beside the
/// field what it does not take.
@Timeout(120)
class StatedPagesTest {
  private static final String OUTCOME = "/use-cases/support/outcome";
  private static final String BASELINE = "/use-cases/support/baseline";

  @TempDir private Path data;
  private Gateway gateway;
  private Browser browser;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> Instant.parse("2026-11-16T09:00:00Z"));
    browser = Browser.of(gateway, gateway.admin);
  }

  @AfterEach
  void stop() {
    browser.close();
    gateway.close();
  }

  private JsonNode told(String path) {
    return gateway.get("/api/v1/" + path).json();
  }

  @Test
  void whatAStatementLacksIsSeenBeforeAnythingIsKept() {
    JsonNode said =
        gateway
            .control("POST", "/api/v1/use-cases/lint", "{\"statement\":\"GPT for everything\"}")
            .json();
    assertThat(said.path("findings")).isNotEmpty();

    String seen =
        browser
            .post(
                "/new-use-case",
                Browser.form("do", "look", "id", "gpt", "statement", "GPT for everything"))
            .body();

    assertThat(seen).contains("Nothing is kept yet", "value=\"gpt\"");
    said.path("findings")
        .forEach(finding ->
            assertThat(seen)
                .contains(finding.path("rule").asText().replace('_', ' '))
                .contains(finding.path("message").asText()));
    assertThat(gateway.get("/api/v1/use-cases/gpt").status()).isEqualTo(404);
  }

  private void defined() {
    browser.done(
        OUTCOME,
        "do",
        "define",
        "unit",
        "ticket resolved",
        "window_days",
        "60",
        "kpis.0.name",
        "resolved",
        "kpis.0.kind",
        "boolean",
        "kpis.0.goal.at_least",
        "0.8",
        "kpis.1.name",
        "csat",
        "kpis.1.kind",
        "csat",
        "success",
        "resolved and csat >= 3",
        "target.per_month",
        "400",
        "unit_value_usd",
        "9",
        "value_source",
        "a study",
        "value_evidence",
        "opinion",
        "why",
        "intake");
  }

  @Test
  void anOutcomeIsDefinedFieldByFieldAndEnded() {
    assertThat(browser.page(OUTCOME)).contains("No outcome is defined", "Define the outcome");

    defined();

    JsonNode page = told("outcome-definitions/support");
    assertThat(page.path("definition"))
        .isEqualTo(
            Gateway.tree(
                """
                {"unit":"ticket resolved","window_days":60,
                 "kpis":[{"name":"resolved","kind":"boolean","goal":{"at_least":"0.8"}},
                         {"name":"csat","kind":"csat"}],
                 "success":"resolved and csat >= 3","target":{"per_month":"400"},
                 "unit_value_usd":"9","value_source":"a study","value_evidence":"opinion"}
                """));
    assertThat(browser.page(OUTCOME))
        .contains("value=\"ticket resolved\"", "Version 1, by", "KPI 4", "/audit/outcome/support");

    browser.done(OUTCOME, "do", "end", "version", "1", "why", "over");
    assertThat(gateway.get("/api/v1/outcome-definitions/support").status()).isEqualTo(404);
    defined();
    assertThat(told("outcome-definitions/support").path("version").asInt()).isEqualTo(3);
  }

  @Test
  void saysBesideTheFieldWhatAnOutcomeCannotBeAndKeepsTheRest() {
    assertThat(
            browser.refused(
                400,
                OUTCOME,
                "do",
                "define",
                "unit",
                "ticket",
                "kpis.0.name",
                "csat",
                "kpis.0.kind",
                "csat",
                "kpis.1.name",
                "hours",
                "kpis.1.min",
                "0"))
        .contains("id=\"define-kpis.1.kind-error\"", "is missing", "value=\"ticket\"");
    assertThat(
            browser.refused(
                400,
                OUTCOME,
                "do",
                "define",
                "unit",
                "ticket",
                "window_days",
                "soon",
                "kpis.0.kind",
                "csat"))
        .contains("id=\"define-kpis.0.name-error\"");
    assertThat(
            browser.refused(400, OUTCOME, "do", "define", "unit", "ticket", "window_days", "soon"))
        .contains("id=\"define-window_days-error\"", "a whole number", "value=\"soon\"");
    assertThat(
            browser.refused(400, OUTCOME, "do", "define", "unit", "ticket", "unit_value_usd", "9"))
        .contains("id=\"define-value_source-error\"");
    assertThat(
            browser.refused(
                400,
                OUTCOME,
                "do",
                "define",
                "unit",
                "ticket",
                "value",
                "hours *",
                "value_source",
                "x",
                "value_evidence",
                "opinion"))
        .contains("id=\"define-value-error\"");
    assertThat(browser.refused(400, OUTCOME, "do", "explode")).contains("define, was ");
  }

  @Test
  void aChangeOfAnOlderVersionIsRefusedAndWhatNoFieldStandsForStays() {
    defined();
    browser.done(OUTCOME, "do", "define", "version", "1", "unit", "ticket", "why", "shorter");

    assertThat(
            browser.refused(
                409, OUTCOME, "do", "define", "version", "1", "unit", "other", "why", "x"))
        .contains("has version 2 now", "value=\"other\"");
    assertThat(told("outcome-definitions/support").path("definition"))
        .isEqualTo(Gateway.tree("{\"unit\":\"ticket\"}"));
  }

  @Test
  void aBaselineIsStatedWithItsIntervals() {
    String[] stated = {
      "do", "state",
      "unit", "ticket",
      "source", "sampled",
      "n", "400",
      "from", "2026-08-01",
      "until", "2026-09-01",
      "volume_per_month.value", "10000",
      "minutes_per_unit.value", "12.5",
      "minutes_per_unit.low", "11.9",
      "minutes_per_unit.high", "13.1",
      "consequences.0.name", "wrong refund",
      "consequences.0.probability", "0.01",
      "consequences.0.severity_usd", "120",
      "expires", "2027-03-01",
      "why", "time study"
    };
    browser.done(BASELINE, stated);

    JsonNode page = told("baselines/support");
    assertThat(page.path("minutes_per_unit").path("low").asText()).isEqualTo("11.9");
    assertThat(page.path("n").asInt()).isEqualTo(400);
    assertThat(page.path("expected_loss_usd_per_unit").asText()).startsWith("1.2");
    assertThat(browser.page(BASELINE))
        .contains("sampled", "name=\"minutes_per_unit.high\"", "value=\"13.1\"", "value=\"120\"");

    stated[13] = "";
    stated[15] = "12.5";
    stated[17] = "";
    assertThat(browser.refused(400, BASELINE, stated))
        .contains("id=\"state-minutes_per_unit.value-error\"", "value=\"wrong refund\"");
  }

  private void planned() {
    browser.done(
        BASELINE,
        "do",
        "plan",
        "unit",
        "ticket",
        "pilot.from_whom",
        "five agents",
        "pilot.collector",
        "Ada",
        "pilot.from",
        "2026-11-01",
        "pilot.until",
        "2026-12-01",
        "pilot.collect.0.figure",
        "minutes",
        "pilot.collect.0.deviation",
        "6",
        "pilot.collect.0.precision",
        "4",
        "why",
        "nobody knows");
  }

  @Test
  void aPilotIsPlannedAndEndsByWhatIsPastedInABaseline() {
    assertThat(
            browser.refused(
                400,
                BASELINE,
                "do",
                "plan",
                "unit",
                "ticket",
                "pilot.from_whom",
                "agents",
                "pilot.collector",
                "Ada",
                "pilot.from",
                "2026-11-01",
                "pilot.until",
                "2026-12-01",
                "pilot.collect.1.figure",
                "minutes",
                "pilot.collect.1.precision",
                "4"))
        .contains("id=\"plan-pilot.collect.1.deviation-error\"");
    planned();
    assertThat(told("baselines/support").path("form").asText()).isEqualTo("pilot");

    assertThat(
            browser.refused(
                400,
                BASELINE,
                "do",
                "observe",
                "version",
                "1",
                "csv",
                "id,minutes\na,fast",
                "why",
                "x"))
        .contains("nothing was taken", "fast</textarea>");
    HttpResponse<String> few =
        browser.post(
            BASELINE,
            Browser.form(
                "do", "observe",
                "version", "1",
                "csv", "id,day,minutes\na,2026-11-03,11\nb,2026-11-03,14\nc,2026-11-04,12.5",
                "why", "pilot is over"));

    assertThat(few.statusCode()).as(Browser.main(few)).isEqualTo(200);
    assertThat(Browser.main(few)).contains("3 observations of the", "planned", "measured");
    JsonNode measured = told("baselines/support");
    assertThat(measured.path("source").asText()).isEqualTo("measured");
    assertThat(measured.path("minutes_per_unit").path("value").asText()).startsWith("12.5");
  }

  @Test
  void observationsMayBeTypedOneByOne() {
    planned();
    assertThat(
            browser.refused(
                400,
                BASELINE,
                "do",
                "type",
                "observations.0.minutes",
                "11",
                "observations.4.day",
                "2026-10-01",
                "observations.4.minutes",
                "12",
                "why",
                "x"))
        .contains("id=\"type-observations.4.day-error\"");
    HttpResponse<String> few =
        browser.post(
            BASELINE,
            Browser.form(
                "do", "type",
                "observations.0.minutes", "11",
                "observations.1.id", "b",
                "observations.1.minutes", "14",
                "why", "x"));

    assertThat(few.statusCode()).as(Browser.main(few)).isEqualTo(200);
    assertThat(told("baselines/support").path("n").asInt()).isEqualTo(2);
  }

  @Test
  void whatTwoPeopleStateFirstIsNotReplacedByTheSecond() {
    String empty = browser.shown(OUTCOME, "define");
    String outcome =
        "&unit=ticket&window_days=60&kpis.0.name=done&kpis.0.kind=boolean&success=done";
    HttpResponse<String> first = browser.post(OUTCOME, empty + outcome + "&why=first");
    assertThat(first.statusCode()).as(Browser.main(first)).isEqualTo(303);

    HttpResponse<String> second = browser.post(OUTCOME, empty + outcome + "&why=second");

    assertThat(second.statusCode()).as(Browser.main(second)).isEqualTo(409);
    assertThat(Browser.main(second)).contains("has version 1 now; nothing was changed", "second");
    assertThat(told("outcome-definitions/support").path("version").asInt()).isEqualTo(1);
    String seen = browser.shown(OUTCOME, "end");
    assertThat(browser.post(OUTCOME, seen + "&why=over").statusCode()).isEqualTo(303);
    String anew = browser.shown(OUTCOME, "define") + outcome + "&why=again";
    assertThat(browser.post(OUTCOME, anew).statusCode()).isEqualTo(303);
  }
}
