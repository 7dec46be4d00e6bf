package dev.weir.app;

import static dev.weir.app.Triage.PATH;
import static dev.weir.app.Triage.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the gateway says of use cases: checks, ranking, and scope with who approved it.
@Timeout(60)
class UseCaseChecksTest {
  @TempDir private Path data;
  private Triage triage;

  @BeforeEach
  void start() {
    triage = new Triage(data);
  }

  @AfterEach
  void stop() {
    triage.close();
  }

  @Test
  void theFiveChecksGoByTheCalendarTheOutcomeTheBaselineAndTheTrial() {
    triage.done(triage.whole.replace("2090-06-30\"}", "2020-06-30\"}"));

    JsonNode page = triage.gateway().get(PATH + "/readiness").json();
    assertThat(page.path("ready").asBoolean()).isFalse();
    List<String> passed = new ArrayList<>();
    page.path("smart")
        .forEach(each -> {
          if (each.path("passed").asBoolean()) {
            passed.add(each.path("check").asText());
          }
        });
    assertThat(passed).containsExactly("achievable");
    assertThat(page.path("smart").path(4).path("lacking").toString())
        .contains("the date is over: 2020-06-30");
    triage.measured();
    assertThat(triage.gateway().get(PATH + "/readiness").json().path("ready").asBoolean()).isTrue();
  }

  @Test
  void whatOutcomesAreToldWithSaysWhatIsAchievable() {
    triage.done(triage.whole);
    triage.measured();
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    String outcomes =
        IntStream.range(0, 30)
            .mapToObj(i ->
                "{\"use_case\":\"triage\",\"outcome_id\":\"t%d\",\"occurred_at\":\"%s\",\"quality\":\"0.8\"}"
                    .formatted(i, yesterday))
            .collect(Collectors.joining("\n"));
    assertThat(triage.gateway().control("POST", "/api/v1/outcomes", outcomes).status())
        .isEqualTo(200);

    JsonNode achievable = triage.gateway().get(PATH + "/readiness").json().path("smart").path(2);

    assertThat(achievable.path("check").asText()).isEqualTo("achievable");
    assertThat(achievable.path("evidence").asText()).isEqualTo("quality 0.8 of 30 live outcomes");
    assertThat(achievable.path("lacking").path(0).asText())
        .isEqualTo("what is served has a quality of 0.8, the floor is 0.9");
  }

  @Test
  void aStatementIsLintedBeforeAnythingIsKept() {
    Reply vague =
        triage
            .gateway()
            .control(
                "POST",
                "/api/v1/use-cases/lint",
                "{\"statement\":\"Improve productivity across the organisation.\"}");

    assertThat(vague.json().path("blocked").asBoolean()).isTrue();
    assertThat(vague.json().path("findings").findValuesAsText("rule"))
        .containsExactly("task", "population", "metric", "target", "time", "breadth");
    assertThat(vague.json().path("split")).isNotEmpty();
    assertThat(
            error(
                    triage
                        .gateway()
                        .control("POST", "/api/v1/use-cases/lint", "{\"statement\":\"\"}"),
                    400)
                .path("message")
                .asText())
        .contains("'statement'", "was 0");
    assertThat(triage.gateway().get("/api/v1/use-cases").json().path("use_cases")).isEmpty();
  }

  @Test
  void theRankingSaysHowMuchOfItHangsOnTheWeights() {
    triage.done(triage.whole);
    String weak =
        triage.whole.replace(
            "\"repeatable\":5,\"measurable\":5", "\"repeatable\":1,\"measurable\":1");
    assertThat(triage.gateway().control("PUT", "/api/v1/use-cases/weak", weak).status())
        .isEqualTo(200);

    JsonNode page = triage.gateway().get("/api/v1/portfolio").json();
    assertThat(page.path("ranking").path(0).path("id").asText()).isEqualTo("triage");
    assertThat(page.path("ranking").path(0).path("score").asText()).isEqualTo("4.4");
    assertThat(page.path("ranking").path(0).path("reversal").asText()).isEqualTo("0");
    assertThat(page.path("ranking").path(0).path("frontier").asBoolean()).isTrue();
    assertThat(page.path("ranking").path(1).path("frontier").asBoolean()).isFalse();
    assertThat(triage.gateway().get("/api/v1/portfolio").text()).isEqualTo(page.toString());
  }

  @Test
  void scopeIsApprovedByWhoPutsItInTheirOwnName() {
    assertThat(
            error(triage.put(triage.whole.replace("\"first\"", "\"ada\"")), 400)
                .path("message")
                .asText())
        .contains("'triage': scope 'ops': field 'approved_by'", "first (op_", "was 'ada'");
    triage.done(triage.whole);
    String other = triage.gateway().operator("finops");

    assertThat(triage.gateway().control(other, "PUT", PATH + "?why=test", triage.whole).status())
        .as("an approval that stands is not given anew")
        .isEqualTo(200);
    Reply later =
        triage
            .gateway()
            .control(
                other, "PUT", PATH + "?why=test", triage.whole.replace("2026-01-31", "2026-02-01"));
    assertThat(error(later, 400).path("message").asText()).contains("finops (op_", "was 'first'");
  }

  @Test
  void whereThePolicySaysSoAnotherApprovesThanWhoAdded() {
    triage.tell("/api/v1/portfolio/policy", "{\"scope_approval\":\"another\"}");
    String other = triage.gateway().operator("finops");
    String waiting =
        triage.whole.replace(",\"approved_by\":\"first\",\"approved_on\":\"2026-01-31\"", "");

    assertThat(error(triage.put(triage.whole), 400).path("message").asText())
        .contains("scope 'ops': it is put without 'approved_by' first");
    triage.done(waiting);
    Reply touched =
        triage
            .gateway()
            .control(other, "PUT", PATH + "?why=test", waiting.replace("\"2000\"", "\"2500\""));
    assertThat(touched.status()).isEqualTo(200);
    assertThat(error(triage.put(triage.whole), 400).path("message").asText())
        .contains("another than who added it", "was 'first (op_");
    Reply approved =
        triage
            .gateway()
            .control(
                other, "PUT", PATH + "?why=test", triage.whole.replace("\"first\"", "\"finops\""));
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
  }

  @Test
  void whatCallsShowAndNobodyApprovedIsListed() {
    triage.done(triage.whole);
    triage.gateway().ready("elsewhere");
    for (String department : List.of("ops", "sales")) {
      triage
          .gateway()
          .tell(
              """
              {"id":"%s","at":"2026-11-05T08:00:00Z","provider":"tiny","model":"gpt-4o",
               "usage":{"input":1000,"output":100},
               "tags":{"use_case":"triage","department":"%s","source":"wiki"}}
              """
                  .formatted(department, department));
    }
    triage.gateway().settle();

    JsonNode page = triage.gateway().get(PATH + "/scope?from=2026-11-01&to=2026-12-01").json();

    assertThat(page.path("unexplained").asInt()).isEqualTo(2);
    assertThat(page.path("parts").findValuesAsText("name"))
        .containsExactlyInAnyOrder("ops", "sales", "wiki");
    page.path("parts")
        .forEach(part ->
            assertThat(part.path("approved").asBoolean())
                .as(part.toString())
                .isEqualTo(part.path("name").asText().equals("ops")));
    assertThat(page.path("parts").path(0).path("usd").asText()).isEqualTo("0.007");
    JsonNode sales =
        page.path("parts")
            .valueStream()
            .filter(part -> part.path("name").asText().equals("sales"))
            .findFirst()
            .orElseThrow();
    JsonNode rows = triage.gateway().get(sales.at("/sources/usd/rows").asText()).json();
    assertThat(rows.path("calls").findValuesAsText("cost_usd")).containsExactly("0.0035");
    assertThat(triage.gateway().get("/api/v1/use-cases/none/scope").status()).isEqualTo(404);
  }
}
