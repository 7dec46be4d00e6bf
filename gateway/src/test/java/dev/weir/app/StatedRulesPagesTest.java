package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may use a use case, what is assumed of it, what an hour costs, what portfolio and reviews go
/// by: by forms alone.
@Timeout(120)
class StatedRulesPagesTest {
  private static final String ROSTER = "/use-cases/support/roster";
  private static final String ROLLOUT = "/use-cases/support/rollout";
  private static final String OPPORTUNITY = "/use-cases/support/opportunity";

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
  void aRosterIsPastedAndShownAsACount() {
    assertThat(browser.page(ROSTER)).contains("No roster");
    browser.done(
        ROSTER, "do", "list", "users", "ada\r\ngrace, joan;mary\r\n", "activation.calls", "5");

    JsonNode roster = told("rosters").path("rosters").path(0);
    assertThat(roster.path("eligible").asInt()).isEqualTo(4);
    assertThat(roster.path("activation_calls").asInt()).isEqualTo(5);
    assertThat(browser.page(ROSTER))
        .contains("<data value=\"4\">", "on a list", "Users of the month")
        .doesNotContain("grace");

    assertThat(browser.refused(400, ROSTER, "do", "list", "users", "ada\nada", "why", "x"))
        .contains("id=\"list-users-error\"", "ada\nada</textarea>");
    assertThat(browser.refused(400, ROSTER, "do", "list", "eligible", "many"))
        .contains("id=\"list-eligible-error\"", "value=\"many\"");
    browser.done(ROSTER, "do", "list", "version", "1", "eligible", "200", "why", "counted");
    assertThat(browser.page(ROSTER)).contains("<data value=\"200\">", "a mere number");
    browser.done(ROSTER, "do", "end", "version", "2", "why", "x");
    assertThat(told("rosters").path("rosters")).isEmpty();
  }

  @Test
  void aRollOutIsSetNarrowedAndTakenAway() {
    assertThat(browser.page(ROLLOUT)).contains("Open to everybody who has a key");
    assertThat(browser.refused(400, ROLLOUT, "do", "set", "why", "x"))
        .contains("id=\"set-share-error\"");
    assertThat(browser.refused(400, ROLLOUT, "do", "set", "share", "2", "why", "x"))
        .contains("id=\"set-share-error\"", "value=\"2\"");
    browser.done(ROLLOUT, "do", "set", "share", "0.1", "users", "ada\ngrace", "why", "beta");

    assertThat(told("rollouts/support").path("definition"))
        .isEqualTo(Gateway.tree("{\"share\":0.1,\"users\":[\"ada\",\"grace\"]}"));
    browser.done(ROLLOUT, "do", "set", "version", "1", "closed", "true", "why", "stop");
    assertThat(browser.page(ROLLOUT)).contains("checked", "Version 2, by");
    browser.done(ROLLOUT, "do", "end", "version", "2", "why", "x");
    assertThat(gateway.get("/api/v1/rollouts/support").status()).isEqualTo(404);
  }

  @Test
  void whatIsAssumedIsThreePointsAndSaysWhatToMeasureNext() {
    assertThat(browser.page("/opportunities"))
        .contains("No opportunity yet", "Missed by limits", "No limit refused a call in");
    assertThat(browser.refused(400, OPPORTUNITY, "do", "assume", "inputs.adoption.base", "2"))
        .contains("id=\"assume-inputs.adoption.base-error\"", "a share of at most 1");
    assertThat(
            browser.refused(400, OPPORTUNITY, "do", "assume", "ramp.kind", "bass", "ramp.p", "0.1"))
        .contains("id=\"assume-ramp.q-error\"");
    assertThat(browser.refused(400, OPPORTUNITY, "do", "assume", "effort_days", "-1"))
        .contains("id=\"assume-effort_days-error\"");
    assertThat(browser.refused(400, OPPORTUNITY, "do", "assume", "risk.level", "high"))
        .contains("id=\"assume-risk.why-error\"");
    browser.done(
        OPPORTUNITY,
        "do",
        "assume",
        "inputs.volume_per_month.base",
        "10000",
        "inputs.adoption.low",
        "0.3",
        "inputs.adoption.base",
        "0.6",
        "inputs.adoption.high",
        "0.8",
        "inputs.adoption.source",
        "survey",
        "inputs.human_cost_usd.base",
        "8",
        "inputs.variable_cost_usd.base",
        "2000",
        "investment_usd",
        "50000",
        "effort_days",
        "12",
        "risk.level",
        "medium",
        "risk.why",
        "waits for the CRM",
        "why",
        "workshop");

    JsonNode assumed = told("opportunities/support/assumptions");
    assertThat(assumed.path("assumptions").at("/inputs/adoption/high").asText()).isEqualTo("0.8");
    assertThat(assumed.at("/assumptions/effort_days").asText()).isEqualTo("12");
    assertThat(assumed.at("/assumptions/risk"))
        .isEqualTo(Gateway.tree("{\"level\":\"medium\",\"why\":\"waits for the CRM\"}"));
    assertThat(browser.page(OPPORTUNITY))
        .contains("Effort left, person-days", "value=\"waits for the CRM\"");
    JsonNode worth = told("opportunities/support?month=2026-11");
    assertThat(browser.page(OPPORTUNITY + "?period=2026-11"))
        .contains(
            worth.at("/summary/value_usd").asText(),
            worth.at("/measure_next/0/term").asText().replace('_', ' '),
            "stated: survey",
            "name=\"inputs.adoption.high\"",
            "value=\"0.8\"");
    assertThat(browser.page("/opportunities?by=information"))
        .contains("/use-cases/support/opportunity", "The most valuable first");
    browser.done(OPPORTUNITY, "do", "end", "version", "1", "why", "x");
    assertThat(gateway.get("/api/v1/opportunities/support/assumptions").status()).isEqualTo(404);
  }

  @Test
  void aRateCardIsMadeAndEndedWhenNoValueUsesIt() {
    assertThat(browser.refused(400, "/rate-cards", "do", "make"))
        .contains("id=\"make-name-error\"");
    HttpResponse<String> named =
        browser.post("/rate-cards", Browser.form("do", "make", "name", "agent"));
    assertThat(named.headers().firstValue("location")).contains("/rate-cards/agent");
    String[] card = {
      "do", "put",
      "role", "support agent",
      "usd_per_hour", "62.50",
      "redeployed_share", "1.4",
      "source", "payroll 2026",
      "evidence", "opinion",
      "why", "payroll"
    };
    assertThat(browser.refused(400, "/rate-cards/agent", card))
        .contains("id=\"put-redeployed_share-error\"", "value=\"support agent\"");
    card[7] = "0.4";
    browser.done("/rate-cards/agent", card);

    assertThat(told("rate-cards").at("/rate_cards/0/usd_per_hour").asText()).isEqualTo("62.5");
    assertThat(browser.page("/rate-cards"))
        .contains("support agent", "/rate-cards/agent", "payroll 2026");
    gateway.control(
        "PUT",
        "/api/v1/outcome-definitions/support?why=x",
        """
        {"unit":"ticket","kpis":[{"name":"hours","kind":"number"}],"value":"hours * rate.agent",
         "value_source":"x","value_evidence":"opinion"}
        """);
    assertThat(browser.refused(409, "/rate-cards/agent", "do", "end", "version", "1", "why", "x"))
        .contains("is ended when no outcome");
  }

  @Test
  void policiesAreThresholdsWithUnits() {
    assertThat(browser.page("/portfolio/policy")).contains("as Weir assumes it", "value=\"5000\"");
    browser.done(
        "/portfolio/policy",
        "do",
        "set",
        "significant_usd_per_month",
        "7000",
        "scope_approval",
        "another",
        "audiences.customer.human_review_share",
        "0.3",
        "why",
        "board");
    JsonNode policy = told("portfolio/policy").path("policy");
    assertThat(policy.path("significant_usd_per_month").asText()).isEqualTo("7000");
    assertThat(policy.at("/audiences/customer/human_review_share").asText()).isEqualTo("0.3");
    assertThat(
            browser.refused(
                400, "/portfolio/policy", "do", "set", "audiences.partner.human_review_share", "3"))
        .contains("id=\"set-audiences.partner.human_review_share-error\"");

    assertThat(browser.page("/reviews/policy")).contains("the usual one");
    assertThat(browser.refused(400, "/reviews/policy", "do", "set", "evidence.months", "few"))
        .contains("id=\"set-evidence.months-error\"", "value=\"few\"");
    browser.done(
        "/reviews/policy",
        "do",
        "set",
        "evidence.months",
        "4",
        "moves.share_max",
        "0.1",
        "why",
        "board");
    assertThat(told("reviews/policy").at("/policy/evidence/months").asInt()).isEqualTo(4);
    assertThat(browser.page("/reviews/policy"))
        .contains("Version 1, by", "/audit/review_policy/policy");
    browser.done("/reviews/policy", "do", "end", "version", "1", "why", "x");
    assertThat(told("reviews/policy").path("version").isMissingNode()).isTrue();
  }

  @Test
  void whoMayNotChangeThemReadsThemWithoutAForm() {
    browser.done("/use-cases/support/outcome", "do", "define", "unit", "ticket", "why", "x");
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      for (String path :
          List.of(
              "/use-cases/support/outcome",
              "/use-cases/support/baseline",
              ROSTER,
              ROLLOUT,
              OPPORTUNITY,
              "/rate-cards",
              "/portfolio/policy",
              "/reviews/policy")) {
        HttpResponse<String> answer = viewer.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(Browser.main(answer)).as(path).doesNotContain("name=\"do\"");
      }
      assertThat(Browser.main(viewer.get("/use-cases/support/outcome")))
          .contains("One is a", "ticket");
      assertThat(viewer.post(ROSTER, Browser.form("do", "list", "eligible", "3")).statusCode())
          .isEqualTo(403);
    }
    String dev =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"blue\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser developer = Browser.of(gateway, dev)) {
      assertThat(developer.get(ROSTER).statusCode()).isEqualTo(403);
    }
  }
}
