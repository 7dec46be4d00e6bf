package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.weir.acceptance.Application.Wire;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each role signs in with its own password or key, begins at its own home with its own figures,
/// and is refused what is not for it.
@Timeout(300)
final class RolesBrowserTest {
  /// Sends a form that the page does not have, as its script would; answers the page that comes.
  private static final String SET_A_BUDGET =
      """
      async () => {
        const token = document.querySelector('meta[name="form-token"]').content;
        const fields = {rule: 'mine', limit_usd: '5', window: 'day UTC', do: 'set'};
        const answer = await fetch('/new-budget', {
          method: 'POST',
          headers: {'x-form-token': token},
          body: new URLSearchParams(fields)
        });
        return answer.text();
      }
      """;

  private static final Set<String> WITHOUT_A_PASSWORD = Set.of("admin", "auditor");

  private static YearMonth month;
  private static Stage stage;
  private static ConsoleBrowser browser;

  /// Every page that the navigation can offer.
  private static Set<String> pages;

  private static final Map<String, String> KEYS = new HashMap<>();

  @BeforeAll
  static void furnish() {
    month = YearMonth.now(ZoneOffset.UTC);
    stage = Stage.open();
    sent(
        "PUT",
        "use-cases/care",
        """
        {"name":"Customer care","stage":"poc","audience":"internal",
         "budget_usd_per_month":"900","statement":"Answer retail customers for all who need it",
         "owners":{"business":"the owner","technical":"the finops"}}
        """);
    sent(
        "PUT",
        "outcome-definitions/care",
        """
        {"unit":"ticket","unit_value_usd":"9","value_source":"time study",
         "value_evidence":"opinion","target":{"per_month":"50"},"window_days":60}
        """);
    sent(
        "POST",
        "outcomes?format=csv",
        "use_case,outcome_id,occurred_at\ncare,ticket-1,%s\n".formatted(month.atDay(1)));
    call("care", "red");
    call("care", "red");
    call("archive", "blue");
    List.of("admin", "finops", "auditor", "viewer", "owner", "developer")
        .forEach(RolesBrowserTest::employ);
    browser = ConsoleBrowser.open(stage, Look.DESK);
    pages = offered(signedIn("admin"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    stage.close();
  }

  private static Web.Answer sent(String method, String path, String body) {
    Web.Answer answer = stage.control().send(method, path, body);
    assertThat(answer.status()).as(path + " " + answer).isBetween(200, 201);
    return answer;
  }

  private static void call(String useCase, String team) {
    Web.Answer answer =
        stage
            .application()
            .ask(
                Wire.OPENAI_JSON,
                Map.of("x-weir-use-case", useCase, "x-weir-team", team),
                Application.body(Wire.OPENAI_JSON, "gpt-4o", "hello", 64))
            .expect(200);
    stage.ended(answer.header("x-weir-call-id"));
  }

  /// The owner answers for `care`, the developer calls for team `red`.
  private static void employ(String role) {
    String of =
        switch (role) {
          case "owner" -> ",\"use_cases\":[\"care\"]";
          case "developer" -> ",\"teams\":[\"red\"]";
          default -> "";
        };
    JsonNode made =
        sent(
                "POST",
                "operators",
                "{\"name\":\"the %s\",\"role\":\"%s\"%s}".formatted(role, role, of))
            .json();
    KEYS.put(role, made.path("secret").asText());
    if (!WITHOUT_A_PASSWORD.contains(role)) {
      sent(
          "POST",
          "logins",
          "{\"login\":\"%s\",\"operator\":\"%s\",\"password\":\"%s\"}"
              .formatted(role, made.path("id").asText(), password(role)));
    }
  }

  private static String password(String role) {
    return "the long words of " + role;
  }

  private static String key(String role) {
    return Optional.ofNullable(KEYS.get(role)).orElseThrow();
  }

  private static Page signedIn(String role) {
    browser.anew();
    return (WITHOUT_A_PASSWORD.contains(role)
            ? browser.signIn(key(role))
            : browser.signIn(role, password(role)))
        .page();
  }

  @ParameterizedTest
  @CsvSource({
    "admin, /platform, Calls a second, traffic?minutes=15, /total/calls_per_second",
    "finops, /finops, Model cost, report?from=MONTH-01, /total/cost_usd",
    "auditor, /finops, Model cost, report?from=MONTH-01, /total/cost_usd",
    "viewer, /cfo, Model cost, report?from=MONTH-01, /total/cost_usd",
    "owner, /product, Cost per outcome, margins?month=MONTH, /use_cases/1/cost_per_outcome_usd",
    "developer, /developer, Cost, report?from=MONTH-01, /total/cost_usd"
  })
  void beginsAtItsOwnHomeWithItsOwnFigures(
      String role, String home, String label, String question, String where) {
    Page page = signedIn(role);

    assertThat(page.url()).endsWith(home);
    assertThat(page.locator(".account .role").innerText()).isEqualTo(role);
    assertThat(figure(page, label))
        .isPositive()
        .isEqualByComparingTo(told(role, question).at(where).asText());
    assertThat(page.locator("main").innerText()).doesNotContain("needs the role");
    assertThat(browser.complaints()).isEmpty();
  }

  private static BigDecimal figure(Page page, String label) {
    Locator value = page.locator(".figure:has(dt:text-is('%s')) .value data".formatted(label));
    return new BigDecimal(value.getAttribute("value"));
  }

  private static JsonNode told(String role, String question) {
    try (ControlPlane control = new ControlPlane(stage.gateway().controlPlaneUri(), key(role))) {
      return control
          .send("GET", question.replace("MONTH", month.toString()), "")
          .expect(200)
          .json();
    }
  }

  @Test
  void aDevelopersCostIsThatOfTheOwnTeamsAlone() {
    String calls = "report?from=" + month + "-01";

    assertThat(told("developer", calls).at("/total/calls").asInt()).isEqualTo(2);
    assertThat(told("finops", calls).at("/total/calls").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "finops, /people, admin or auditor",
    "viewer, /audit, admin or finops or auditor",
    "owner, /people, admin or auditor",
    "developer, /portfolio, admin or finops or owner or viewer or auditor"
  })
  void isToldOnAPageWhoseAPageIs(String role, String path, String wanted) {
    Page page = signedIn(role);

    browser.go(path);

    assertThat(page.locator("main").innerText())
        .contains("403", "This is not for your role")
        .contains("needs the role %s; 'the %s' has the role %s".formatted(wanted, role, role));
    assertThat(browser.barriers()).isEmpty();
    assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("403"));
    page.getByText("To the first page").click();
    page.locator(".figure").first().waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"finops", "auditor", "viewer", "owner", "developer"})
  void isOfferedJustWhatOpens(String role) {
    Set<String> offered = offered(signedIn(role));
    Map<String, Integer> statuses =
        pages.stream().collect(Collectors.toMap(path -> path, RolesBrowserTest::status));

    assertThat(pages).hasSizeGreaterThan(20).containsAll(offered);
    assertThat(statuses)
        .allSatisfy((path, status) ->
            assertThat(status).as(path).isEqualTo(offered.contains(path) ? 200 : 403));
  }

  private static Set<String> offered(Page page) {
    return page.locator("nav.side a").all().stream()
        .map(link -> link.getAttribute("href"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Asked within the browser's session, without being shown.
  private static int status(String path) {
    APIResponse answer = browser.page().request().get(path);
    try {
      return answer.status();
    } finally {
      answer.dispose();
    }
  }

  @Test
  void anAuditorIsOfferedNoBudgetToSetOrTryAndCanSetNone() {
    Page page = signedIn("auditor");
    browser.go("/new-budget");
    page.getByText("Your role sets and tries no budget").waitFor();
    assertThat(page.locator("button[value='try'], button[value='set']").count()).isZero();

    assertThat(String.valueOf(page.evaluate(SET_A_BUDGET)))
        .contains("needs the role admin or finops", "has the role auditor");

    stage.control().send("GET", "budgets/mine", "").expect(404);
    assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("403"));
  }
}
