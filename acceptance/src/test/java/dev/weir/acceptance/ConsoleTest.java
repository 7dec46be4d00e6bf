package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The console in a real browser, on a gateway with two months of spend.
@Timeout(300)
final class ConsoleTest {
  private static YearMonth last() {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(1);
  }

  static List<String> pages() {
    return List.of(
        "/finops",
        "/cfo",
        "/product",
        "/developer",
        "/portfolio",
        "/platform?minutes=360",
        "/routes?name=gpt-4o",
        "/live",
        "/prompts",
        "/prompts/support",
        "/modules/tone",
        "/names/support-fast",
        "/explore?by=use_case&across=model",
        "/explore?by=model&against=previous",
        "/calls",
        "/use-cases/triage",
        "/use-cases/triage/edit",
        "/new-use-case",
        "/gates",
        "/gates/triage/poc",
        "/promotions/triage.1",
        "/outcomes",
        "/feedback",
        "/experiments",
        "/experiments/brief",
        "/hypotheses",
        "/reviews",
        "/reviews/" + last(),
        "/budgets",
        "/budgets/triage",
        "/new-budget",
        "/new-limit",
        "/envelopes",
        "/chargeback",
        "/prices",
        "/prices/model?model=gpt-4o",
        "/agreements",
        "/reconciliation",
        "/keys",
        "/people",
        "/alerts",
        "/audit",
        "/audit/budget/quarantine",
        "/me",
        "/settings",
        "/tags",
        "/rows?of=%2Fapi%2Fv1%2Funit-costs",
        "/nowhere");
  }

  private static Stage stage;
  private static String key;

  @BeforeAll
  static void furnish() {
    stage = Stage.open();
    Company.furnish(stage);
    key = stage.gateway().operatorKey();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void signsInSeesItsHomeAndFollowsTheTotalToItsRows() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK)) {
      assertThat(browser.page().title()).isEqualTo("The first login · Weir");
      browser.signIn(key);

      assertThat(browser.page().url()).endsWith("/finops");
      Locator total = browser.page().locator(".figure data").first();
      assertThat(new BigDecimal(total.getAttribute("value")))
          .as("the page's total is the report's")
          .isEqualByComparingTo(monthsCost());
      assertThat(browser.page().locator(".chart svg").first().isVisible()).isTrue();

      total.click();
      browser.page().waitForURL("**/rows?of=**");
      assertThat(browser.page().locator("main").innerText()).contains("triage", "contracts");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static BigDecimal monthsCost() {
    String month = YearMonth.now(ZoneOffset.UTC) + "-01";
    return new BigDecimal(
        stage
            .control()
            .send("GET", "report?from=" + month, "")
            .json()
            .path("total")
            .path("cost_usd")
            .asText());
  }

  @Test
  void goesFromPageToPageWithoutLoadingTheDocumentAgain() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(key)) {
      browser.page().evaluate("() => { window.kept = true; }");
      browser
          .page()
          .getByRole(AriaRole.NAVIGATION)
          .getByRole(
              AriaRole.LINK, new Locator.GetByRoleOptions().setName("Portfolio").setExact(true))
          .first()
          .click();
      browser.page().waitForURL("**/portfolio");
      browser.page().locator("h1", withText("Portfolio")).waitFor();

      assertThat(browser.page().evaluate("() => window.kept")).isEqualTo(true);
      assertThat(browser.page().title()).isEqualTo("Portfolio · Weir");
      browser.page().goBack();
      browser.page().locator(".chart svg").first().waitFor();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void anotherPeriodIsChosenByItsListAlone() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(key)) {
      String last = YearMonth.now(ZoneOffset.UTC).minusMonths(1).toString();
      browser.page().getByLabel("Period").selectOption(last);
      browser.page().waitForURL("**period=" + last + "**");

      assertThat(browser.page().getByLabel("Period").inputValue()).isEqualTo(last);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void aBudgetIsTriedAndSetInTheBrowserAndStopsACall() {
    String body = Application.body(Application.Wire.OPENAI_JSON, "gpt-4o", "hello", 64);
    stage.application().ask(Application.Wire.OPENAI_JSON, "search", body).expect(200);
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(key)) {
      browser.go("/budgets");
      browser.page().getByText("New budget").click();
      fill(browser, "Name", "no-search");
      fill(browser, "Limit", "0");
      fill(browser, "In each", "day UTC");
      fill(browser, "For calls with", "use_case = search");
      fill(browser, "Why", "it is not needed");
      browser.page().getByText("Try on last month").click();
      browser.page().locator("h2", withText("Tried on")).waitFor();
      assertThat(browser.barriers()).isEmpty();
      stage.application().ask(Application.Wire.OPENAI_JSON, "search", body).expect(200);

      browser.page().getByText("Set budget").click();
      browser.page().waitForURL("**/budgets/no-search");

      assertThat(browser.page().locator("main").innerText())
          .contains("use_case = search", "it is not needed");
      Web.Answer stopped =
          stage.application().ask(Application.Wire.OPENAI_JSON, "search", body).expect(402);
      assertThat(stopped.text()).contains("no-search");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void fill(ConsoleBrowser browser, String label, String value) {
    browser.page().getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
  }

  @Test
  void finishesAReviewOnItsPage() {
    String review = "/reviews/" + last();
    try (ConsoleBrowser browser =
        ConsoleBrowser.open(stage, Look.DESK).signIn(key).go("/reviews")) {
      Page page = browser.page();
      page.locator("a[href='" + review + "']").click();
      page.waitForURL("**" + review);
      Locator triage =
          page.locator("section.advice", new Page.LocatorOptions().setHasText("triage"));
      triage.getByLabel("Decision").selectOption("scale");
      triage.getByLabel("Who decides").fill("Ada");
      triage.getByLabel("Who carries it out").fill("Bob");
      triage.getByLabel("By when").fill("2999-12-01");
      triage.getByLabel("What changes").fill("budget");
      triage.getByLabel("Its id").fill("triage");
      triage.getByLabel("From when").fill("2999-11-01");
      page.getByLabel("Notes").fill("Triage pays.");
      page.locator("button[value='hold']").click();
      triage.locator(".error").waitFor();

      assertThat(triage.locator(".error").innerText()).contains("field 'why'", "was missing");
      assertThat(triage.getByLabel("Who decides").inputValue()).isEqualTo("Ada");

      triage.getByLabel("Why").fill("An outcome costs a third of what it did");
      page.locator("button[value='hold']").click();
      page.getByText("the pack still has this hash").waitFor();

      assertThat(page.locator("main").innerText())
          .contains("Triage pays.", "budget triage on 1 Nov 2999");
      assertThat(
              stage.control().send("GET", "reviews/" + last(), "").json().at("/decisions/0/owner"))
          .hasToString("\"Bob\"");
      assertThat(browser.complaints()).allMatch(line -> line.contains("400"));
    }
  }

  @Test
  void signsOut() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(key)) {
      browser.page().locator(".account summary").click();
      browser.page().getByText("Sign out").click();
      browser.page().waitForURL("**/first-run");
      browser.go("/portfolio");

      assertThat(browser.page().title()).isEqualTo("The first login · Weir");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void hasNoBarrierAndNoComplaintOnAnyPage(ColorScheme scheme) {
    Look look = new Look(1280, 900, 1, scheme);
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, look)) {
      assertThat(browser.barriers()).as("sign-in").isEmpty();
      browser.signIn(key);
      for (String path : pages()) {
        browser.go(path);
        assertThat(browser.barriers()).as(path).isEmpty();
      }
      assertThat(browser.complaints())
          .as("but for the page that is not there")
          .allMatch(line -> line.contains("404"));
    }
  }

  @Test
  void isNoWiderThanATelephone() {
    try (ConsoleBrowser browser =
        ConsoleBrowser.open(stage, new Look(360, 740, 1, ColorScheme.LIGHT)).signIn(key)) {
      for (String path : pages()) {
        browser.go(path);
        assertThat(browser.page().evaluate("() => document.documentElement.scrollWidth"))
            .as(path)
            .isEqualTo(360);
      }
    }
  }
}
