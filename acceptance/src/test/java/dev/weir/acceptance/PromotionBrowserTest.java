package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two people promote a use case in two browsers: one proposes and signs, the other one signs too.
@Timeout(300)
final class PromotionBrowserTest {
  private static Stage stage;
  private static String ada;
  private static String bob;

  @BeforeAll
  static void register() {
    stage = Stage.open();
    ada = operator("Ada", "viewer");
    bob = operator("Bob", "finops");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    put(
        "use-cases/returns",
        """
        {"name":"Returns","stage":"poc","budget_usd_per_month":"400",
         "statement":"Answer inbound support tickets of retail customers, so that the share of escalated tickets falls below 5 %% by %d-06-30.",
         "owners":{"business":"Ada","technical":"Bob"}}
        """
            .formatted(today.getYear() + 1));
    put(
        "baselines/returns",
        """
        {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
         "cost_per_unit_usd":"8","expires":"%s"}
        """
            .formatted(today.plusYears(1)));
    put(
        "outcome-definitions/returns",
        """
        {"unit":"ticket","target":{"per_month":"100"},"unit_value_usd":"4",
         "value_source":"a study","value_evidence":"before_after"}
        """);
    put("rosters/returns", "{\"eligible\":100}");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static String operator(String name, String role) {
    return sent("POST", "operators", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
        .json()
        .path("secret")
        .asText();
  }

  private static void put(String path, String body) {
    sent("PUT", path, body);
  }

  private static Web.Answer sent(String method, String path, String body) {
    Web.Answer answer = stage.control().send(method, path, body);
    assertThat(answer.status()).as(path + " " + answer).isBetween(200, 201);
    return answer;
  }

  private static String stageOfReturns() {
    return stage
        .control()
        .send("GET", "use-cases/returns/readiness", "")
        .json()
        .path("stage")
        .asText();
  }

  @Test
  void theSecondSignatureCarriesItOut() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(bob)) {
      Page page = browser.go("/gates/returns/beta").page();
      page.locator("button[value=put]").click();
      page.getByText("criteria do not all hold").waitFor();
      page.locator("summary", withText("Propose a promotion")).click();
      Locator proposal = page.locator("#form-propose");
      proposal.getByLabel("Share of the eligible users").fill("0.1");
      proposal.getByLabel("Users at most").fill("10");
      proposal.getByLabel("Budget a month, USD").fill("300");
      page.locator("button[value=propose]").click();
      assertThat(page.getByRole(AriaRole.ALERT).innerText())
          .as("criteria do not hold, and no exception is asked for")
          .contains("criteri");

      page.getByLabel("Exception").fill("a pilot of ten");
      page.locator("button[value=propose]").click();
      page.waitForURL("**/promotions/returns.1");
      page.locator("button[value=sign]").click();
      page.getByText("technical").first().waitFor();

      assertThat(stageOfReturns()).isEqualTo("poc");
      assertThat(browser.complaints()).allMatch(line -> line.contains("409"));
    }
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(ada)) {
      Page page = browser.go("/promotions/returns.1").page();
      page.locator("button[value=sign]").click();
      page.getByText("carried out").first().waitFor();

      assertThat(stageOfReturns()).isEqualTo("beta");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
