package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The console in a real browser, on a gateway with two months of spend.
@Timeout(300)
final class ConsoleTest {
  private static YearMonth last() {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(1);
  }

  private static final int A4_WITHIN_MARGINS = 718;
  private static final Map<String, String> PARTS =
      Map.of("table", "Table", "tr", "TR", "td", "TD", "main a", "Link");
  private static final String CUT_OFF =
      """
      () => [...document.querySelectorAll('table')]
        .filter(table => table.getBoundingClientRect().right > innerWidth)
        .map(table => table.caption.innerText)
      """;

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
  void signsInAndSeesThePeriodsTotalAsTheReportHasIt() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK)) {
      assertThat(browser.page().title()).isEqualTo("The first login · Weir");
      browser.signIn(key);

      assertThat(browser.page().url()).endsWith("/platform");
      browser.go("/finops");
      Locator total = browser.page().locator(".figure data").first();
      assertThat(new BigDecimal(total.getAttribute("value")))
          .as("the page's total is the report's")
          .isEqualByComparingTo(monthsCost());
      assertThat(browser.page().locator(".chart svg").first().isVisible()).isTrue();

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
  void saysWhatWaitsAndWhatDoesNotComeAndKeepsThePage() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(key)) {
      browser.go("/budgets");
      Page page = browser.page();
      Locator link =
          page.getByRole(AriaRole.NAVIGATION)
              .getByRole(
                  AriaRole.LINK, new Locator.GetByRoleOptions().setName("Portfolio").setExact(true))
              .first();
      Locator notice = page.locator(".unanswered");
      List<Route> kept = new ArrayList<>();
      page.route("**/portfolio*", kept::add);
      link.click();
      page.locator("body.htmx-request").waitFor();
      page.waitForCondition(() -> !kept.isEmpty());
      kept.removeFirst().fulfill(new Route.FulfillOptions().setStatus(502).setBody(""));
      notice.waitFor();
      assertThat(notice.innerText()).contains("The answer was 502, without a page");
      assertThat(page.locator("h1").innerText()).isEqualTo("Budgets and limits");

      page.unroute("**/portfolio*");
      page.route("**/portfolio*", Route::abort);
      link.click();
      page.locator(".unanswered", withText("cannot be reached")).waitFor();
      assertThat(notice.count()).isEqualTo(1);
      assertThat(browser.barriers()).isEmpty();

      page.unroute("**/portfolio*");
      link.click();
      page.waitForURL("**/portfolio");
      page.locator("h1", withText("Portfolio")).waitFor();
      assertThat(notice.count()).isZero();
    }
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

      browser.page().locator("button", withText("Set budget")).click();
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
  void aReviewIsPrintedWithWholeTablesAndNothingAround() {
    try (ConsoleBrowser browser =
        ConsoleBrowser.open(stage, Look.DESK).signIn(key).go("/reviews/" + last())) {
      Page page = browser.page();
      page.setViewportSize(A4_WITHIN_MARGINS, 1000);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      Paper paper = browser.printed();

      assertThat(paper.pages()).isBetween(1L, 12L);
      assertThat(page.locator("header.top, nav, button").all()).noneMatch(Locator::isVisible);
      assertThat(page.evaluate(CUT_OFF)).as("tables wider than the paper").isEqualTo(List.of());
      assertThat(PARTS)
          .allSatisfy((element, kind) ->
              assertThat(paper.parts(kind)).as(kind).isPositive().isEqualTo(seen(page, element)));
    }
  }

  private static long seen(Page page, String part) {
    return page.locator(part).all().stream().filter(Locator::isVisible).count();
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

  @Test
  void hasNoBarrierOnAnyPageInLightOrDarkAndFitsATelephone() throws Exception {
    List<String> pages = ConsolePaths.of(stage).stream().map(ConsolePaths.Named::path).toList();
    List<Callable<List<String>>> readers =
        List.of(
            () -> readAsAdmin(everyOther(pages, 0)),
            () -> readAsAdmin(everyOther(pages, 1)),
            ConsoleTest::readAsOthers);
    List<String> faults = new ArrayList<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (Future<List<String>> found : two.invokeAll(readers)) {
        faults.addAll(found.get());
      }
    }
    assertThat(faults).isEmpty();
  }

  private static List<String> everyOther(List<String> all, int first) {
    return IntStream.range(0, all.size()).filter(at -> at % 2 == first).mapToObj(all::get).toList();
  }

  private static List<String> readAsAdmin(List<String> paths) {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK)) {
      List<String> faults = new ArrayList<>(named("sign-in", browser));
      browser.signIn(key);
      paths.forEach(path -> faults.addAll(named(path, browser.see(path))));
      complaints(browser, "404").forEach(faults::add);
      return faults;
    }
  }

  private static List<String> named(String path, ConsoleBrowser browser) {
    return browser.faults().stream().map(fault -> path + ": " + fault).toList();
  }

  /// @param expected what a page that is refused makes the browser say
  private static Stream<String> complaints(ConsoleBrowser browser, String expected) {
    return browser.complaints().stream().filter(line -> !line.contains(expected));
  }

  /// The first page of each other role, one that is refused to it, and what forms answer.
  private static List<String> readAsOthers() {
    List<String> faults = new ArrayList<>();
    for (String role : List.of("finops", "owner", "developer", "viewer", "auditor")) {
      try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK)) {
        browser.signIn(
            stage.control().send("POST", "operators", person(role)).json().path("secret").asText());
        faults.addAll(named("home of " + role, browser.drawn()));
        if (role.equals("developer")) {
          faults.addAll(named("refused", browser.see("/cfo")));
        }
        complaints(browser, "403").map(line -> role + ": " + line).forEach(faults::add);
      }
    }
    faults.addAll(readForms());
    return faults;
  }

  private static String person(String role) {
    return """
    {"name":"the %s","role":"%s","use_cases":%s,"teams":%s}
    """
        .formatted(
            role,
            role,
            role.equals("owner") ? "[\"triage\"]" : "[]",
            role.equals("developer") ? "[\"sales\"]" : "[]");
  }

  private static List<String> readForms() {
    List<String> faults = new ArrayList<>();
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK).signIn(key)) {
      refuseAForm(browser);
      faults.addAll(named("a refused form", browser));
      issueASecret(browser, "Newcomer");
      faults.addAll(named("an issued secret", browser));
    }
    return faults;
  }

  static void refuseAForm(ConsoleBrowser browser) {
    browser.see("/new-budget");
    fill(browser, "Name", "refused");
    fill(browser, "Limit", "much");
    browser.page().locator("button", withText("Set budget")).click();
    browser.page().locator(".error").first().waitFor();
  }

  /// @param name of the operator whose it is
  static void issueASecret(ConsoleBrowser browser, String name) {
    browser.see("/people");
    browser.page().locator("summary", withText("Take somebody in")).click();
    fill(browser, "Name", name);
    browser.page().locator("button[value='make']").click();
    browser.page().locator(".secret").waitFor();
  }
}
