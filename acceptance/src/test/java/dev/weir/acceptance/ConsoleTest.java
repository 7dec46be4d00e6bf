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
  static final List<String> PAGES =
      List.of("/finops", "/portfolio", "/rows?of=%2Fapi%2Fv1%2Funit-costs", "/me", "/nowhere");

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
      for (String path : PAGES) {
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
      for (String path : PAGES) {
        browser.go(path);
        assertThat(browser.page().evaluate("() => document.documentElement.scrollWidth"))
            .as(path)
            .isEqualTo(360);
      }
    }
  }
}
