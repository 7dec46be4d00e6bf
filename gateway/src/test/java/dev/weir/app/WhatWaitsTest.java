package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// First pages of a company in the middle of January, where lights are on and reviews wait.
@Timeout(120)
class WhatWaitsTest {
  private static final Pattern DUE =
      Pattern.compile("<tr>(?:(?!</tr>).)*?href=\"([^\"]*)\"(?:(?!</tr>).)*</tr>", Pattern.DOTALL);

  private static final String GUESSED = "\"source\":\"estimated\",\"expires\":\"2028-01-01\"";

  private static final String FEW =
      ",\"kill\":[{\"metric\":\"users\",\"comparison\":\"below\",\"threshold\":\"9\"}]";

  @TempDir static Path data;
  private static volatile Instant now = Instant.parse("2027-01-10T08:00:00Z");
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data, () -> now);
    register("care", "2027-01-24");
    register("aid", "2027-06-01");
    done(
        "baselines/care",
        "{\"unit\":\"ticket\",\"cost_per_unit_usd\":\"6\",%s}".formatted(GUESSED));
    gate("beta", FEW);
    gate("poc", "");
    gate("customer", FEW);
    done(
        "budgets/care",
        """
        {"window":"month UTC","limit_usd":"0.003",
         "where":[{"tag":"use_case","in":["care"]}]}
        """);
    done(
        "budgets/each",
        """
        {"window":"month UTC","limit_usd":"5","per":"user",
         "where":[{"tag":"team","in":["blue"]}]}
        """);
    done(
        "reviews/policy",
        "{\"taper\":{\"budgets\":[\"care\"],\"from\":\"2026-12\",\"due_days\":5,\"steps\":[0.5]}}");
    done(
        "outcome-definitions/care",
        """
        {"unit":"ticket","unit_value_usd":"9","value_source":"study","window_days":90,
         "value_evidence":"opinion"}
        """);
    done(
        "agreements/ptu",
        """
        {"kind":"capacity","provider":"tiny","from":"2026-12-05","until":"2026-12-06",
         "source":"order 1","unit":"PTU","units":2,"price":"1","tags":{"team":"platform"}}
        """);
    String key = gateway.ready("care");
    gateway.key("care", "engineer", "other");
    gateway.tell(
        record("october", "2026-10-20T08:00:00Z", "31", "\"use_case\":\"care\""),
        record("december", "2026-12-20T08:00:00Z", "31", "\"use_case\":\"care\""),
        record("january", "2027-01-03T08:00:00Z", "31", "\"use_case\":\"care\""),
        record("nobodys", "2027-01-04T08:00:00Z", "10", "\"department\":\"ops\""),
        """
        {"id":"served","at":"2026-12-05T08:00:00Z","provider":"tiny","model":"gpt-4o",
         "usage":{"input":1000,"output":100},"tags":{"use_case":"aid"}}
        """);
    sent("outcomes", outcomes("2026-12-20", "2026-12-20", "2027-01-03"));
    sent("dues?month=2026-12&why=test", "{}");
    for (int call = 0; call < 24; call++) {
      Reply said = gateway.chat(key);
      assertThat(said.status()).as(call + said.text()).isEqualTo(200);
    }
    gateway.settle();
    light();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void register(String id, String reviewOn) {
    done(
        "use-cases/" + id,
        """
        {"name":"%s","stage":"poc","statement":"Answer tickets","review_on":"%s",
         "owners":{"business":"Ada","technical":"Bob"}}
        """
            .formatted(id, reviewOn));
  }

  private static void gate(String to, String kill) {
    done(
        "gates/care/" + to,
        """
        {"criteria":[{"metric":"baseline_fresh","comparison":"at_least","threshold":"1"}],
         "proof":{"margin":"0.8","outcomes_min":100},
         "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}%s}
        """
            .formatted(kill));
  }

  private static void done(String path, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/%s?why=test".formatted(path), body);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
  }

  private static void sent(String path, String body) {
    Reply reply = gateway.control("POST", "/api/v1/" + path, body);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
  }

  private static String record(String id, String at, String usd, String tag) {
    return """
    {"id":"%s","at":"%s","provider":"copilot","model":"big","cost_usd":"%s",
     "tags":{%s,"user":"u1","cost_centre":"cc-red"}}
    """
        .formatted(id, at, usd, tag);
  }

  private static String outcomes(String... days) {
    List<String> outcomes = new ArrayList<>();
    for (String day : days) {
      outcomes.add(
          """
          {"use_case":"care","outcome_id":"T-%d","occurred_at":"%s","success":true,
           "links":{"user":"u1"}}
          """
              .formatted(outcomes.size(), day));
    }
    return "{\"outcomes\":[" + String.join(",", outcomes) + "]}";
  }

  /// The gateway looks within a second of another time of day.
  private static void light() {
    now = now.plus(Duration.ofMinutes(10));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!told("gates").path("gates").findValuesAsText("stop_iterating").contains("true")
        || told("gates").findValues("killed").stream().allMatch(JsonNode::isEmpty)) {
      assertThat(System.nanoTime()).as(() -> told("gates").toString()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static JsonNode told(String question) {
    return gateway.get("/api/v1/" + question).json();
  }

  private static String page(String path) {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      return browser.page(path);
    }
  }

  /// The row of a table whose name is this, as text.
  private static String row(String page, String name) {
    Matcher found =
        Pattern.compile("<th scope=\"row\">(?:(?!</tr>).)*?" + name + ".*?</tr>", Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(name + " in " + page).isTrue();
    return text(found.group());
  }

  private static String text(String html) {
    return html.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ").strip();
  }

  @Test
  void theCfoSeesReviewsLightsAndReviewDatesTheEarliestFirst() {
    String page = page("/cfo");
    List<MatchResult> rows =
        DUE.matcher(page.substring(page.indexOf("What is to be decided"))).results().toList();

    assertThat(rows.stream().map(row -> row.group(1)).limit(6))
        .containsExactly(
            "/reviews/2026-10",
            "/reviews/2026-12",
            "/gates/care/beta",
            "/gates/care/beta",
            "/gates/care/customer",
            "/use-cases/care");
    assertThat(rows.stream().map(row -> text(row.group())).limit(6))
        .satisfiesExactly(
            row -> assertThat(row).contains("review of October 2026", "since 1 Nov 2026"),
            row -> assertThat(row).contains("review of December 2026", "6 Jan 2027"),
            row -> assertThat(row).contains("go on to beta", "Ada", "since 10 Jan 2027"),
            row -> assertThat(row).contains("kill criterion: users &lt; 9", "now"),
            row -> assertThat(row).contains("kill criterion: users &lt; 9", "now"),
            row -> assertThat(row).contains("hold its review", "care", "Ada", "24 Jan 2027"));
    assertThat(page).as("a date of June is not yet near").doesNotContain("1 Jun 2027");
  }

  @Test
  void theCfoSeesWhatTheMonthComesToWhileItRuns() {
    String page = page("/cfo");
    JsonNode total = told("envelopes/comparison?month=2027-01").path("total");

    assertThat(new BigDecimal(total.path("expected_loaded_usd").asText()))
        .isGreaterThan(new BigDecimal(total.path("loaded_usd").asText()));
    assertThat(page)
        .contains("what the month comes to, if it goes on so")
        .contains("<data value=\"%s\">".formatted(total.path("expected_loaded_usd").asText()));
  }

  @Test
  void aBudgetThatHasCountedNothingIsABudget() {
    assertThat(row(page("/finops"), "each")).contains("5.00", "nothing was counted yet");
    String developer =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"blue\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser browser = Browser.of(gateway, developer)) {
      assertThat(row(browser.page("/developer"), "each"))
          .contains("all of it", "5.00 USD", "nothing was counted yet");
    }
  }

  @Test
  void theFinopsLeadSeesHowABudgetBurnsAndWhenItIsUsedUp() {
    JsonNode burn = told("budgets/care").at("/standings/0/burn");
    assertThat(burn.path("stop_at").asText()).startsWith("2027-01-18T");

    assertThat(row(page("/finops"), "care\\s*</a>"))
        .as("24 calls of 0.000075 dollars in 9 days and a third of 31")
        .contains("0.0018", "0.003", "60", "0.00019", "199", "18 Jan 2027");
  }

  @Test
  void theFinopsLeadSeesWhatHasNoUseCaseAndWhatLacksAPrice() {
    String page = page("/finops");
    String share = told("report?from=2027-01-01").at("/total/unattributed_share").asText();

    assertThat(new BigDecimal(share)).isBetween(new BigDecimal("0.243"), new BigDecimal("0.244"));
    assertThat(page)
        .contains("<data value=\"%s\">24.4</data>".formatted(share))
        .contains("of the cost; its keys lack the tag", "filter=use_case%3D%28none%29")
        .contains("1 model that something names has no price");
  }

  @Test
  void theFinopsLeadSeesWhatMovedTheCostOfAnOutcome() {
    String page = page("/finops");
    JsonNode bridge = told("unit-costs/care/bridge?from=2026-12&to=2027-01");

    assertThat(bridge.path("before_usd").asText()).startsWith("15.5");
    assertThat(page)
        .contains("Cost per outcome of care")
        .contains("<data value=\"%s\">".formatted(bridge.path("before_usd").asText()))
        .contains("<data value=\"%s\">".formatted(bridge.path("after_usd").asText()))
        .contains(bridge.at("/diagnosis/0/text").asText());
  }

  @Test
  void theCfoSeesHowFarCapacityIsUsed() {
    assertThat(row(page("/cfo?period=2026-12"), "ptu"))
        .as("an hour of 24, of 2 dollars each")
        .contains("capacity", "tiny", "48.00", "4.2", "tokens");
  }

  @Test
  void theOwnerSeesWhichLightsAreOnAndSinceWhen() {
    assertThat(page("/product?use_case=care"))
        .contains("Gate to beta", "Kill criterion: ")
        .contains("Stop iterating: every criterion holds for sure, since 10 Jan 2027, 08:10 UTC");
  }
}
