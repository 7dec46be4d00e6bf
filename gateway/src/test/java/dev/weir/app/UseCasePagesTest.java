package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Use cases by pages: the portfolio, one whole life, what is said of one and by whom.
@Timeout(120)
class UseCasePagesTest {
  private static final Pattern NAMED =
      Pattern.compile("<th scope=\"row\"><a href=\"/use-cases/(\\w+)");
  private static final String WRITTEN =
      """
      {"name":"Support","statement":"Answer tickets.","stage":"poc","owners":{"business":"Ada","technical":"Bob"},
       "budget_usd_per_month":"%s","value":{"kind":"saving","of":"handling time"},
       "score":{"repeatable":5,"measurable":4,"important":3,"low_risk":4,"easy_to_evaluate":5}}
      """;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void put(String path, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/" + path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private JsonNode told(String path) {
    return gateway.get("/api/v1/" + path).json();
  }

  private static String read(int status, HttpResponse<String> answer) {
    String page = Browser.main(answer);
    assertThat(answer.statusCode()).as(page).isEqualTo(status);
    return page;
  }

  private static String location(HttpResponse<String> answer) {
    read(303, answer);
    return answer.headers().firstValue("location").orElseThrow();
  }

  @Test
  void whatIsEnteredIsWhatTheApiHas() {
    try (Browser browser = Browser.of(gateway, gateway.operator("finops"))) {
      read(200, browser.get("/new-use-case"));

      String there =
          location(
              browser.post(
                  "/new-use-case",
                  Browser.form(
                      "id",
                      "care",
                      "name",
                      "Care",
                      "statement",
                      "Answer tickets.",
                      "stage",
                      "idea",
                      "audience",
                      "partner",
                      "owners.business",
                      "Ada",
                      "owners.technical",
                      "Bob",
                      "budget_usd_per_month",
                      "400",
                      "why",
                      "intake",
                      "value.kind",
                      "saving",
                      "value.of",
                      "time",
                      "scope.0.kind",
                      "department",
                      "scope.0.name",
                      "billing",
                      "scope.0.multiplier.low",
                      "1",
                      "scope.0.multiplier.base",
                      "1.5",
                      "scope.0.multiplier.high",
                      "2")));

      assertThat(there).isEqualTo("/use-cases/care");
      JsonNode made = told("use-cases/care");
      assertThat(made.path("why").asText()).isEqualTo("intake");
      assertThat(made.path("use_case"))
          .isEqualTo(
              Gateway.tree(
                  """
                  {"value":{"kind":"saving","of":"time"},
                   "scope":[{"kind":"department","name":"billing",
                     "multiplier":{"low":"1","base":"1.5","high":"2"}}],"name":"Care","statement":"Answer tickets.",
                   "audience":"partner","stage":"idea","budget_usd_per_month":"400",
                   "owners":{"business":"Ada","technical":"Bob"}}
                  """));
      assertThat(read(200, browser.get(there)))
          .contains("Answer tickets.", "saving of time", "for partner users", "Change or retire");
    }
  }

  @Test
  void saysBesideTheFieldWhatIsRefused() {
    try (Browser browser = Browser.of(gateway, gateway.operator("finops"))) {
      String twins =
          Browser.form(
              "id",
              "care",
              "name",
              "Care",
              "statement",
              "x",
              "owners.business",
              "Ada",
              "owners.technical",
              "ada",
              "stage",
              "idea",
              "audience",
              "internal");
      assertThat(read(400, browser.post("/new-use-case", twins)))
          .contains(
              "id=\"save-owners.business-error\"", "names two different people", "value=\"Care\"");
      assertThat(read(400, browser.post("/new-use-case", Browser.form("name", "Care"))))
          .contains("id=\"save-id-error\"");
      String marked =
          Browser.form(
              "id",
              "c",
              "name",
              "x",
              "statement",
              "y",
              "score.repeatable",
              "6",
              "score.important",
              "3");
      assertThat(read(400, browser.post("/new-use-case", marked)))
          .contains("id=\"save-score.repeatable-error\"", "is 1 to 5");
      String approved =
          Browser.form(
              "id",
              "c",
              "name",
              "x",
              "statement",
              "y",
              "scope.1.kind",
              "agent",
              "scope.1.name",
              "bot",
              "scope.1.approved_by",
              "Ada",
              "scope.1.approved_on",
              "2026-11-01");
      assertThat(read(400, browser.post("/new-use-case", approved)))
          .contains("id=\"save-scope.1.approved_by-error\"", "value=\"bot\"");
      assertThat(
              read(
                  409,
                  browser.post(
                      "/new-use-case",
                      Browser.form("id", "c", "name", "x", "statement", "y", "stage", "beta"))))
          .contains("id=\"save-stage-error\"", "a gate decides");
    }
    assertThat(told("use-cases").path("use_cases")).isEmpty();
  }

  @Test
  void aChangeIsWhatTheFieldsSayAndIsRefusedIfSomebodyWasFaster() {
    put("use-cases/care", WRITTEN.formatted("400"));
    JsonNode before = told("use-cases/care").path("use_case");
    try (Browser browser = Browser.of(gateway, gateway.operator("finops"))) {
      String edit = read(200, browser.get("/use-cases/care/edit"));
      assertThat(edit).contains("value=\"Support\"", "handling time");
      String sent =
          Browser.form(
              "do",
              "save",
              "version",
              "1",
              "name",
              "Support desk",
              "statement",
              "Answer tickets.",
              "stage",
              "poc",
              "audience",
              "internal",
              "owners.business",
              "Ada",
              "owners.technical",
              "Bob",
              "budget_usd_per_month",
              "500",
              "why",
              "more of it",
              "value.kind",
              "saving",
              "value.of",
              before.at("/value/of").asText(),
              "score.repeatable",
              "5",
              "score.measurable",
              "4",
              "score.important",
              "3",
              "score.low_risk",
              "4",
              "score.easy_to_evaluate",
              "5");

      assertThat(location(browser.post("/use-cases/care/edit", sent))).isEqualTo("/use-cases/care");

      JsonNode after = told("use-cases/care").path("use_case");
      assertThat(after.path("name").asText()).isEqualTo("Support desk");
      assertThat(after.path("budget_usd_per_month").asText()).isEqualTo("500");
      assertThat(after.path("score")).isEqualTo(before.path("score"));
      assertThat(read(409, browser.post("/use-cases/care/edit", sent)))
          .contains("has version 2 now", "more of it");
      assertThat(location(browser.post("/use-cases/care/edit", "do=retire&version=2&why=done")))
          .isEqualTo("/portfolio");
      assertThat(gateway.get("/api/v1/use-cases/care").status()).isEqualTo(404);
      read(404, browser.get("/use-cases/care"));
    }
  }

  @Test
  void whoMayNotChangeItSeesNoFormAndIsRefused() {
    put("use-cases/care", WRITTEN.formatted("400"));
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(read(200, viewer.get("/use-cases/care")))
          .contains("Its history is not shown")
          .doesNotContain("Change or retire");
      assertThat(read(200, viewer.get("/portfolio"))).doesNotContain("New use case");
      String sent = Browser.form("do", "save", "name", "Mine", "statement", "x", "version", "1");
      assertThat(read(403, viewer.post("/use-cases/care/edit", sent)))
          .contains("this needs the role");
    }
    String stranger =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Sam\",\"role\":\"owner\",\"use_cases\":[\"other\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser owner = Browser.of(gateway, stranger)) {
      String sent = Browser.form("do", "save", "name", "Mine", "statement", "x", "version", "1");
      assertThat(read(403, owner.post("/use-cases/care/edit", sent)))
          .contains("this changes use case 'care'", "value=\"Mine\"");
    }
    assertThat(told("use-cases/care").at("/use_case/name").asText()).isEqualTo("Support");
  }

  /// Ten users of 1 to 5 dollars, 20 tickets of which 15 are a success, and a pool.
  private void lived() {
    put("use-cases/care", WRITTEN.formatted("400"));
    put(
        "baselines/care",
        """
        {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
         "cost_per_unit_usd":"8","expires":"2099-03-01"}
        """);
    put(
        "outcome-definitions/care",
        """
        {"unit":"ticket","unit_value_usd":"9","value_source":"study","value_evidence":"before_after",
         "target":{"per_month":"30"},"window_days":365,"kpis":[{"name":"nice","kind":"boolean"}]}
        """);
    put("rosters/care", "{\"eligible\":40}");
    put(
        "pools/eng",
        "{\"category\":\"engineering\",\"amount_usd\":\"30\",\"from\":\"2026-10\",\"basis\":\"usage\",\"source\":\"payroll\",\"evidence\":\"sheets\"}");
    List<String> records = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (int user = 0; user < 10; user++) {
      records.add(
          """
          {"id":"r%d","at":"2026-10-05T08:00:00Z","provider":"copilot","model":"big","cost_usd":"%d",
           "tags":{"use_case":"care","user":"u%d"}}
          """
              .formatted(user, 1 + user % 5, user));
      for (int ticket = 0; ticket < 2; ticket++) {
        outcomes.add(
            """
            {"use_case":"care","outcome_id":"T-%d-%d","occurred_at":"2026-10-06","success":%b,
             "links":{"user":"u%d"}}
            """
                .formatted(user, ticket, ticket == 0 || user % 2 == 0, user));
      }
    }
    gateway.tell(records.toArray(String[]::new));
    Reply reply =
        gateway.control(
            "POST", "/api/v1/outcomes", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    gateway.settle();
  }

  private static String shows(JsonNode figure) {
    return "<data value=\"%s\">".formatted(new BigDecimal(figure.asText()).toPlainString());
  }

  @Test
  void everyFigureOfItsLifeIsTheApis() {
    lived();
    JsonNode cost = told("unit-costs/care?month=2026-10");
    JsonNode outcomes = told("outcomes/care/summary?month=2026-10");
    JsonNode adoption = told("use-cases/care/adoption?month=2026-10");
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      String page = read(200, browser.get("/use-cases/care?period=2026-10"));

      assertThat(page)
          .contains(shows(cost.path("loaded_usd")), shows(cost.path("pools_usd")))
          .contains(shows(cost.at("/three_numbers/cost_per_outcome_usd")))
          .contains(shows(cost.at("/three_numbers/against/0/saved_low_usd")))
          .contains(shows(cost.at("/ratio/loaded/low_usd")))
          .contains(shows(cost.at("/margin/margin_usd")))
          .contains(shows(cost.at("/margin/margin_per_outcome_usd")))
          .contains(shows(outcomes.at("/now/stated_usd")), shows(outcomes.at("/counted/usd")))
          .contains(shows(outcomes.path("target_reached")))
          .contains(shows(adoption.path("activated")), shows(adoption.path("monthly_active_rate")))
          .contains("8.00 USD before AI", "no hypothesis of")
          .contains("period=2026-10");
      assertThat(cost.path("loaded_usd").asText()).isEqualTo("60");
      for (String chapter :
          List.of(
              "what",
              "readiness",
              "baseline",
              "cost",
              "unit-cost",
              "budgets",
              "models",
              "opportunity",
              "value",
              "adoption",
              "quality",
              "experiments",
              "gates",
              "reviews",
              "history")) {
        assertThat(page)
            .contains("href=\"#%s\"".formatted(chapter), "id=\"%s\"".formatted(chapter));
      }
      assertThat(told("unit-costs/care?month=2026-09").path("error").path("code").asText())
          .isEqualTo("not_found");
      assertThat(read(200, browser.get("/use-cases/care?period=2026-09")))
          .contains("Nothing was spent this month", "No cost per outcome this month");
    }
  }

  @Test
  void itsLifeHasBudgetsModelsAndWhatItCouldBeWorth() {
    lived();
    put("budgets/care-month", budget("\"where\":[{\"tag\":\"use_case\",\"in\":[\"care\"]}]"));
    put("budgets/each-case", budget("\"per\":\"use_case\""));
    put("budgets/other", budget("\"where\":[{\"tag\":\"use_case\",\"in\":[\"aid\"]}]"));
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      String page = read(200, browser.get("/use-cases/care?period=2026-10"));

      assertThat(chapter(page, "budgets"))
          .contains("href=\"/budgets/care-month\"", "href=\"/budgets/each-case\"")
          .contains("<data value=\"500\">", "nothing was counted yet")
          .doesNotContain("/budgets/other");
      assertThat(chapter(page, "models"))
          .contains("copilot/big", ">30.00</data>", "<data value=\"10\">")
          .contains("href=\"/calls?period=2026-10&amp;filter=use_case%3Dcare");
      assertThat(chapter(page, "opportunity")).contains("No range yet", "volume_per_month");

      put(
          "baselines/care",
          """
          {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
           "volume_per_month":600,"cost_per_unit_usd":"8","expires":"2099-03-01"}
          """);
      JsonNode worth = told("opportunities/care?month=2026-10").path("summary");
      assertThat(chapter(read(200, browser.get("/use-cases/care?period=2026-10")), "opportunity"))
          .contains(shows(worth.path("p10_usd_per_month")), shows(worth.path("p90_usd_per_month")))
          .contains("href=\"/use-cases/care/opportunity?period=2026-10\"");
      assertThat(chapter(read(200, browser.get("/use-cases/care?period=2026-08")), "models"))
          .contains("No model answered this month");
    }
  }

  private static String budget(String scope) {
    return "{\"window\":\"month UTC\",\"limit_usd\":\"500\",%s}".formatted(scope);
  }

  private static String chapter(String page, String id) {
    String from = page.substring(page.indexOf("id=\"%s\"".formatted(id)));
    return from.contains("</section>") ? from.substring(0, from.indexOf("</section>")) : from;
  }

  @Test
  void thePortfolioIsSortedAndSaysWhatFillsItWhereItIsEmpty() {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      assertThat(read(200, browser.get("/portfolio")))
          .contains("weir usecases put triage triage.json", "none is in the portfolio yet")
          .contains("No use case has a score")
          .doesNotContain("all are measured");
      lived();
      put("use-cases/aid", WRITTEN.formatted("100").replace("Support", "Aid"));

      assertThat(order(browser, "")).containsExactly("aid", "care");
      assertThat(order(browser, "&order=cost")).containsExactly("care", "aid");

      String page = read(200, browser.get("/portfolio?period=2026-10"));
      JsonNode rank = told("portfolio").path("ranking").path(0);
      assertThat(page)
          .contains(shows(told("unit-costs?month=2026-10").at("/use_cases/0/loaded_usd")))
          .contains(
              "<data value=\"8\">8.00</data>",
              "<data value=\"%s\">".formatted(rank.path("score").asText()))
          .contains("on it", "No review was held yet");
    }
  }

  @Test
  void theGateThatIsShownLeadsFurtherThanTheStage() {
    put("use-cases/care", WRITTEN.formatted("400"));
    for (String to : List.of("poc", "customer", "sunset")) {
      put(
          "gates/care/" + to,
          """
          {"criteria":[{"metric":"users","comparison":"at_least","threshold":"5"}],
           "until_proven":{"share":"0.5","users":20,"budget_usd_per_month":"500"}}
          """);
    }
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      assertThat(read(200, browser.get("/portfolio"))).contains("sunset: not yet");
      assertThat(read(200, browser.get("/use-cases/care")))
          .contains("Checklist to sunset", "href=\"/gates/care/sunset\"");

      put(
          "gates/care/beta",
          """
          {"criteria":[{"metric":"users","comparison":"at_least","threshold":"5"}],
           "until_proven":{"share":"0.5","users":20,"budget_usd_per_month":"500"}}
          """);

      assertThat(read(200, browser.get("/portfolio"))).contains("beta: not yet");
      assertThat(read(200, browser.get("/use-cases/care"))).contains("Checklist to beta");
    }
  }

  private static List<String> order(Browser browser, String asked) {
    String page = read(200, browser.get("/portfolio?period=2026-10" + asked));
    String table = page.substring(0, page.indexOf("How well they suit"));
    return NAMED.matcher(table).results().map((MatchResult it) -> it.group(1)).toList();
  }
}
