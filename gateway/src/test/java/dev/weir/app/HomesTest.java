package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first pages, each opened by the role it is made for.
@Timeout(120)
class HomesTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final String OCTOBER = "?period=" + MONTH;
  private static final String DAYS = "from=2026-10-01&to=2026-11-01";

  /// Of the fifth of August: 1,000 tokens in and 100 out.
  private static final String BILL =
      """
      {"object":"page","data":[{"object":"bucket","start_time":1785888000,"end_time":1785974400,
       "results":[{"object":"organization.costs.result","amount":{"value":0.0025,"currency":"usd"},
        "line_item":"gpt-4o, input","project_id":"proj_1"},
        {"object":"organization.costs.result","amount":{"value":0.001,"currency":"usd"},
        "line_item":"gpt-4o, output","project_id":"proj_1"}]}],"has_more":false,"next_page":null}
      """;

  @TempDir static Path data;
  private static volatile InstantSource clock =
      InstantSource.fixed(Instant.parse("2026-09-15T08:00:00Z"));
  private static Gateway gateway;
  private static final Map<String, String> KEYS = new HashMap<>();

  @BeforeAll
  static void start() {
    gateway = new Gateway(data, () -> clock.instant());
    SmallCompany.measure(gateway);
    clock = InstantSource.system();
    SmallCompany.furnish(gateway, MONTH);
    SmallCompany.review(gateway, MONTH);
    for (String role : List.of("admin", "finops", "owner", "developer", "viewer", "auditor")) {
      KEYS.put(role, SmallCompany.person(gateway, role));
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String key(String role) {
    return Optional.ofNullable(KEYS.get(role)).orElseThrow();
  }

  private static String page(String role, String path) {
    try (Browser browser = Browser.of(gateway, key(role))) {
      HttpResponse<String> page = browser.get(path);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      return page.body();
    }
  }

  private static JsonNode told(String role, String question) {
    Gateway.Reply reply = gateway.control(key(role), "GET", "/api/v1/" + question, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  /// The exact value behind a figure.
  private static BigDecimal figure(String page, String label) {
    Matcher found =
        Pattern.compile("<dt>" + label + "</dt>.*?<data value=\"([^\"]+)\"", Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(label + " in " + page).isTrue();
    return new BigDecimal(found.group(1));
  }

  /// The row of a table whose name is this, as text.
  private static String row(String page, String name) {
    Matcher found =
        Pattern.compile("<th scope=\"row\">(?:(?!</tr>).)*?" + name + ".*?</tr>", Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(name + " in " + page).isTrue();
    return found.group().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ").strip();
  }

  @ParameterizedTest
  @CsvSource({
    "admin, /platform",
    "finops, /finops",
    "auditor, /finops",
    "viewer, /cfo",
    "owner, /product",
    "developer, /developer"
  })
  void everybodyBeginsAtTheHomeOfTheRoleAndMissesNothingThere(String role, String home) {
    try (Browser browser = Browser.of(gateway, key(role))) {
      HttpResponse<String> first = browser.get("/");
      assertThat(first.statusCode()).isEqualTo(303);
      assertThat(first.headers().firstValue("location")).contains(home);

      HttpResponse<String> page = browser.get(home + OCTOBER);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      assertThat(page.body()).as("no part is refused").doesNotContain("this needs the role");
    }
  }

  @ParameterizedTest
  @CsvSource({"/finops", "/cfo", "/product", "/portfolio"})
  void aDeveloperSeesNoPageOfTheWholeCompany(String path) {
    try (Browser browser = Browser.of(gateway, key("developer"))) {
      assertThat(browser.get(path).statusCode()).isEqualTo(403);
      assertThat(browser.get("/developer").body()).doesNotContain("href=\"" + path);
    }
  }

  @Test
  void theCfoSeesTheCompanysCostAndValueAsTheApiHasThem() {
    String page = page("viewer", "/cfo" + OCTOBER);
    JsonNode total = told("viewer", "envelopes/comparison?month=" + MONTH).path("total");
    JsonNode value = told("viewer", "margins?month=" + MONTH).path("total");

    assertThat(figure(page, "Cost, fully loaded"))
        .isEqualByComparingTo(total.path("loaded_usd").asText())
        .isEqualByComparingTo(
            new BigDecimal(total.path("ledger_cost_usd").asText())
                .add(new BigDecimal(total.path("pools_usd").asText())));
    assertThat(figure(page, "Left of the envelope"))
        .isEqualByComparingTo(total.path("left_usd").asText());
    assertThat(figure(page, "Value that counts"))
        .isEqualByComparingTo(value.path("counted_usd").asText());
    assertThat(figure(page, "Net value")).isEqualByComparingTo(value.path("margin_usd").asText());
    assertThat(page).contains("only while a month runs");
  }

  @Test
  void theCfoSeesWhatAnOutcomeCostsBesideWhatItCostAndHowSureItsValueIs() {
    String page = page("viewer", "/cfo" + OCTOBER);

    // 101 dollars of calls and 101 of 121 parts of 60 dollars of a pool, over 40 tickets.
    assertThat(row(page, "Customer care"))
        .contains("poc", "40", "14.00", "Not enough evidence")
        .contains(
            told("viewer", "unit-costs?month=" + MONTH)
                .path("use_cases")
                .path(1)
                .path("loaded_per_outcome_usd")
                .asText()
                .substring(0, 3));
    assertThat(row(page, "before and after")).contains("360", "180");
    assertThat(row(page, "copilots")).contains("fee", "github", "190");
  }

  @Test
  void theCfoSeesWhatTheLastReviewDecidedAndWhatWaits() {
    String november = page("viewer", "/cfo?period=2026-11");
    assertThat(november).as("an earlier month's review").contains("Verdict of 2026-10");
    assertThat(row(november, "carry out: optimise")).contains("archive", "bob", "1 Mar 2090");
    assertThat(row(page("viewer", "/cfo" + OCTOBER), "Archive search")).endsWith("Optimise");

    Gateway.Reply proposed =
        gateway.control(
            "POST",
            "/api/v1/promotions?why=ready",
            """
            {"use_case":"care","to":"beta","share":"0.1","users":4,"budget_usd_per_month":"100",
             "exception":"a try"}
            """);
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
    assertThat(row(page("viewer", "/cfo"), "sign: to beta")).contains("care", "its owners");

    JsonNode recommended = told("viewer", "reviews/" + MONTH).at("/pack/recommendations");
    assertThat(recommended.findValuesAsText("recommendation")).doesNotContain("optimise");
    assertThat(row(page("viewer", "/portfolio" + OCTOBER), "Archive search"))
        .as("what was decided is the verdict there too")
        .contains("Optimise");

    String september = page("viewer", "/cfo?period=2026-09");
    assertThat(september).as("a later month's review").doesNotContain("Verdict of");
    assertThat(september).contains("No use case cost anything", "No value in this month");
  }

  @Test
  void theFinopsLeadSeesHowFarTheCostWasComparedAndWhatCameOfOpportunities() {
    String page = page("finops", "/finops" + OCTOBER);
    JsonNode total = told("finops", "report?" + DAYS).path("total");

    assertThat(figure(page, "Model cost")).isEqualByComparingTo(total.path("cost_usd").asText());
    assertThat(page)
        .contains("<span class=\"mark estimated\">estimated</span>")
        .contains("0.00 USD reconciled, 0.00 USD invoiced");
    assertThat(row(page, "cc-red")).contains("291", "no account");
    assertThat(row(page, "care\\s*</a>")).contains("450", "180");
    assertThat(page)
        .contains("Saving promised", "Value realised")
        .contains("href=\"/use-cases/care/opportunity?period=2026-10\"");
  }

  @Test
  void whatABillConfirmsIsInvoiced() {
    String prices = Gateway.PRICES.replace("\"tiny\"", "\"openai\"");
    gateway.control("POST", "/api/v1/prices/import?why=test", prices);
    gateway.tell(
        """
        {"id":"august","at":"2026-08-05T08:00:00Z","provider":"openai","model":"gpt-4o",
         "usage":{"input":1000,"output":100},"tags":{"use_case":"care","cost_centre":"cc-red"}}
        """);
    gateway.settle();
    assertThat(page("finops", "/finops?period=2026-08")).contains("mark estimated");
    requireKnown("estimated");

    Gateway.Reply loaded = gateway.control("POST", "/api/v1/bills?file=costs.json&why=close", BILL);
    assertThat(loaded.status()).as(loaded.text()).isEqualTo(200);

    String page = page("finops", "/finops?period=2026-08");
    assertThat(figure(page, "Model cost")).isEqualByComparingTo("0.0035");
    assertThat(page).contains("<span class=\"mark invoiced\">invoiced</span>");
    assertThat(row(page, "openai")).contains("invoiced");
    requireKnown("invoiced");
  }

  /// Of whatever contains what calls cost.
  private static void requireKnown(String status) {
    Map<String, String> pages =
        Map.of(
            "/cfo", "Cost, fully loaded",
            "/chargeback", "Due, to the cent",
            "/envelopes", "Loaded cost of cost centres",
            "/use-cases/care", "Cost, fully loaded");
    pages.forEach((path, figure) ->
        assertThat(page("finops", path + "?period=2026-08"))
            .as(path)
            .containsPattern("<dt>%s</dt>(?:(?!</dd>)[\\s\\S])*mark %s".formatted(figure, status)));
  }

  @Test
  void aNameOpensItsPage() {
    assertThat(page("finops", "/finops" + OCTOBER))
        .contains("href=\"/reconciliation?period=2026-10\"");
    assertThat(page("viewer", "/cfo" + OCTOBER)).contains("href=\"/agreements?period=2026-10\"");
    assertThat(page("admin", "/use-cases/care" + OCTOBER))
        .contains("href=\"/experiments/faster?period=2026-10\"")
        .contains("href=\"/audit/use_case/care?period=2026-10\"")
        .containsPattern("<a href=\"/calls/[^\"?]+\\?period=2026-10\"");
    assertThat(page("admin", "/use-cases/archive" + OCTOBER))
        .contains("href=\"/reviews/2026-10?period=2026-10\"");
  }

  @Test
  void aMonthWithoutACallHasNoStatus() {
    String page = page("finops", "/finops?period=2026-02");

    assertThat(figure(page, "Model cost")).isZero();
    assertThat(page)
        .contains("no call in this period", "No call in this period")
        .doesNotContain("mark estimated", "mark invoiced", "mark reconciled");
  }

  @Test
  void theOwnerSeesTheOwnUseCaseAndWhatCameOfIt() {
    String page = page("owner", "/product" + OCTOBER);
    JsonNode margin =
        StreamSupport.stream(
                told("owner", "margins?month=" + MONTH).path("use_cases").spliterator(), false)
            .filter(line -> line.path("use_case").asText().equals("care"))
            .findFirst()
            .orElseThrow();

    assertThat(page).contains("<h1>Customer care</h1>").doesNotContain("Archive search");
    assertThat(figure(page, "Outcomes that succeeded")).isEqualByComparingTo("40");
    assertThat(page).contains("80 % of the goal, 50 a month", "14.00 USD before AI");
    assertThat(figure(page, "Cost per outcome"))
        .isEqualByComparingTo(margin.path("cost_per_outcome_usd").asText());
    assertThat(figure(page, "Margin per outcome"))
        .isEqualByComparingTo(margin.path("margin_per_outcome_usd").asText());
    assertThat(figure(page, "Active users")).isEqualByComparingTo("20");
    assertThat(figure(page, "Complaints waiting")).isEqualByComparingTo("1");
    assertThat(row(page, "Active in this month")).contains("20", "50");
    assertThat(row(page, "solved, share")).contains("at least 0.8", "open");
    assertThat(row(page, "faster")).contains("calls per unit", "registered");
    assertThat(row(page, "users")).contains("at least 500", "fails");
    assertThat(page).contains("wrong price", "Some criteria do not hold yet");
  }

  @Test
  void theOwnerSeesHowAnswersWereRatedAndHowFastTheyCame() {
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    JsonNode ratings = told("owner", "feedback/ratings?use_case=care&month=" + now);
    assertThat(ratings.path("stars").asInt()).isEqualTo(1);
    assertThat(ratings.path("thumbs").asInt()).isZero();
    assertThat(ratings.has("up_share")).isFalse();

    String page = page("owner", "/product");

    assertThat(figure(page, "Mean rating")).isEqualByComparingTo("1");
    assertThat(page)
        .contains("of 1 ratings; none the month before", "of 5 stars")
        .contains("no answer was streamed");
    assertThat(page("owner", "/product?period=" + now.plusMonths(1)))
        .contains("of 0 ratings; 1 the month before");
    Gateway.Reply unsaid = gateway.control("GET", "/api/v1/feedback/ratings", "");
    assertThat(unsaid.status()).isEqualTo(400);
    assertThat(unsaid.text()).contains("parameter 'use_case'");
  }

  @Test
  void whoOwnsNoUseCaseChoosesAmongAll() {
    String page = page("viewer", "/product" + OCTOBER);

    assertThat(page).contains("<h1>Archive search</h1>", ">Customer care</a>");
    assertThat(page("viewer", "/product" + OCTOBER + "&use_case=care"))
        .contains("<h1>Customer care</h1>");
    try (Browser browser = Browser.of(gateway, key("viewer"))) {
      HttpResponse<String> missing = browser.get("/product?use_case=nobodys");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).contains("nobodys");
    }
  }

  @Test
  void theDeveloperSeesTheOwnTeamsKeysAndNoOthers() {
    String page = page("developer", "/developer");
    JsonNode total =
        told("developer", "report?from=" + YearMonth.now(ZoneOffset.UTC) + "-01").path("total");

    assertThat(page).contains("red-app").doesNotContain("blue", "audit-app", "Archive");
    assertThat(figure(page, "Cost")).isEqualByComparingTo(total.path("cost_usd").asText());
    assertThat(figure(page, "Calls")).isEqualByComparingTo("2");
    assertThat(row(page, "red-app")).contains("care", "0.00015", "2", "active");
    assertThat(row(page, "All")).contains("0.00015", "2");
    assertThat(row(page, "gpt-4o")).contains("0.00015");
    assertThat(page).contains("0.00095 USD", "98 requests");
  }

  @Test
  void whatMovedIsBesideTheSameDaysAMonthEarlier() {
    String page = page("developer", "/developer?period=2026-11");

    assertThat(page).contains("Beside 1 Oct 2026 to");
    assertThat(row(page("developer", "/developer" + OCTOBER), "beside the gateway"))
        .as("what no key of the gateway made")
        .contains("101", "20");
    assertThat(row(page, "big")).contains("101", "no longer asked");
    assertThat(page)
        .as("where there is something to see of it")
        .contains("/explore?period=2026-10", "filter=model_asked%3Dbig");
  }
}
