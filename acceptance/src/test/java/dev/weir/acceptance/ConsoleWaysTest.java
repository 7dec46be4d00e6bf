package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.weir.acceptance.Application.Wire;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ways that people go through the console: from a total down to a call, with calls as they come,
/// and by keys alone.
@Timeout(300)
final class ConsoleWaysTest {
  private static final String PASSWORD = "the long words of Ada";

  private static Stage stage;

  @BeforeAll
  static void furnish() {
    stage = Stage.open();
    call("care", "one");
    call("care", "two, which is somewhat longer than the first of them");
    call("archive", "three");
    JsonNode ada = made("operators", "{\"name\":\"Ada\",\"role\":\"finops\"}");
    made(
        "logins",
        "{\"login\":\"ada\",\"operator\":\"%s\",\"password\":\"%s\"}"
            .formatted(ada.path("id").asText(), PASSWORD));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static JsonNode made(String path, String body) {
    return stage.control().send("POST", path, body).expect(201).json();
  }

  /// Its id, once the ledger has it.
  private static String call(String useCase, String content) {
    Web.Answer answer =
        stage
            .application()
            .ask(
                Wire.OPENAI_JSON,
                useCase,
                Application.body(Wire.OPENAI_JSON, "gpt-4o", content, 64))
            .expect(200);
    String id = answer.header("x-weir-call-id");
    stage.ended(id);
    return id;
  }

  private static ConsoleBrowser signedIn() {
    return ConsoleBrowser.open(stage, Look.DESK).signIn("ada", PASSWORD);
  }

  @Test
  void aTotalLeadsToItsCallsAndTheirChargeAndIsTheirSum() {
    try (ConsoleBrowser browser = signedIn()) {
      Page page = browser.page();
      Locator total = page.locator(".figure:has(dt:text-is('Model cost')) a");
      BigDecimal whole = exact(total);
      total.click();
      page.waitForURL("**/explore?period=**");
      Locator pivot = page.locator("table:has(tfoot)").first();
      assertThat(exact(pivot.locator("tfoot"))).as("Explore's total").isEqualByComparingTo(whole);
      assertThat(sum(pivot.locator("tbody td.n"))).as("of use cases").isEqualByComparingTo(whole);

      Locator care = pivot.locator("tbody tr:has(th:has-text('care')) td a");
      BigDecimal ofCare = exact(care);
      care.click();
      page.waitForURL("**/calls?**filter=use_case%3Dcare**");
      Locator calls = page.locator("tbody tr");
      assertThat(calls.count()).isEqualTo(2);
      assertThat(sum(calls.locator("td:nth-child(4)")))
          .as("of calls")
          .isEqualByComparingTo(ofCare)
          .isLessThan(whole);

      Locator call = calls.first();
      BigDecimal cost = exact(call.locator("td:nth-child(4)"));
      call.locator("a[href^='/calls/']").first().click();
      page.waitForURL("**/calls/*");
      page.locator("h1", withText("Call")).waitFor();
      assertThat(exact(page.locator(".figure:has(dt:text-is('Cost'))"))).isEqualByComparingTo(cost);
      assertThat(sum(card(page, "Attempts").locator("tbody td:nth-child(6)")))
          .as("of attempts")
          .isEqualByComparingTo(cost);
      assertThat(sum(card(page, "Charge by meter").locator("tbody td:nth-child(6)")))
          .as("of meters")
          .isEqualByComparingTo(cost);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static Locator card(Page page, String heading) {
    return page.locator("section.card:has(h2:text-is('%s'))".formatted(heading));
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  /// The first exact number behind what is shown.
  private static BigDecimal exact(Locator shown) {
    return new BigDecimal(shown.locator("data").first().getAttribute("value"));
  }

  private static BigDecimal sum(Locator cells) {
    return cells.all().stream()
        .map(ConsoleWaysTest::exact)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void aCallThatIsMadeWhileOneLooksIsARowWithoutLoadingThePage() {
    try (ConsoleBrowser browser = signedIn()) {
      Page page = browser.page();
      page.navigate("/live");
      page.getByText("Live: what ends is here").waitFor();
      page.evaluate("() => { window.kept = true; }");
      int before = page.locator("tbody tr").count();

      String id = call("watched", "look");

      Locator row = page.locator("tbody tr:has(a[href='/calls/%s'])".formatted(id));
      row.waitFor();
      assertThat(row.innerText()).contains("watched", "gpt-4o");
      assertThat(page.locator("tbody tr").count()).isEqualTo(before + 1);
      assertThat(page.evaluate("() => window.kept")).isEqualTo(true);
      String told = row.innerText();
      page.reload();
      assertThat(row.innerText()).as("as the page itself writes it").isEqualTo(told);
      row.locator("a").first().click();
      page.waitForURL("**/calls/" + id);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void aBudgetIsSetByKeysAloneAndTheFocusIsSeenAllTheWay() {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, Look.DESK)) {
      Keyboard keys = new Keyboard(browser.page());
      assertThat(keys.focused()).isEqualTo("Login");
      keys.type("ada").tabTo("Password").type(PASSWORD).enter();
      browser.page().waitForURL("**/finops");
      assertThat(keys.tab().focused()).isEqualTo("Skip to the page");

      keys.tabTo("Budgets and limits").enter();
      browser.page().waitForURL("**/budgets");
      browser.page().locator("h1", withText("Budgets and limits")).waitFor();
      assertThat(keys.focused()).as("after the swap").isEqualTo("#page");

      keys.tabTo("New budget").enter();
      browser.page().waitForURL("**/new-budget");
      browser.page().locator("h1", withText("New budget")).waitFor();
      keys.tabTo("Name").type("by-keys").tabTo("Limit").type("nothing");
      keys.tabTo("In each").type("day UTC").tabTo("For calls with").type("use_case = keys");
      keys.tabTo("Why").type("a try").tabTo("Set budget").enter();
      browser.page().locator("[aria-invalid='true']").waitFor();
      assertThat(keys.focused()).as("at what is wrong").isEqualTo("Limit");

      browser.page().keyboard().press("Control+a");
      keys.type("5").tabTo("Set budget").enter();
      browser.page().waitForURL("**/budgets/by-keys");
      assertThat(stage.control().send("GET", "budgets/by-keys", "").expect(200).text())
          .contains("\"limit_usd\":\"5\"");
      assertThat(browser.complaints()).allMatch(line -> line.contains("400"));
    }
  }

  /// Somebody without a mouse. What has the focus is named by its label or text.
  private record Keyboard(Page page) {
    private static final int STEPS_MAX = 120;
    private static final String FOCUSED =
        """
        () => {
          const at = document.activeElement;
          if (at.id === 'page') return '#page';
          return (at.labels?.[0]?.innerText ?? at.getAttribute('aria-label') ?? at.innerText).trim();
        }
        """;
    private static final String IS_SEEN =
        """
        () => {
          const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
            && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        }
        """;

    String focused() {
      return String.valueOf(page.evaluate(FOCUSED));
    }

    Keyboard type(String text) {
      page.keyboard().type(text);
      return this;
    }

    Keyboard enter() {
      page.keyboard().press("Enter");
      return this;
    }

    Keyboard tab() {
      page.keyboard().press("Tab");
      assertThat(page.evaluate(IS_SEEN)).as("the focus is seen at " + focused()).isEqualTo(true);
      return this;
    }

    /// On and on, until something of this name has the focus.
    Keyboard tabTo(String name) {
      TreeSet<String> passed = new TreeSet<>();
      for (int step = 0; step < STEPS_MAX; step++) {
        String here = tab().focused();
        if (here.equals(name)) {
          return this;
        }
        passed.add(here);
      }
      throw new AssertionError("no '%s' among %s".formatted(name, List.copyOf(passed)));
    }
  }
}
