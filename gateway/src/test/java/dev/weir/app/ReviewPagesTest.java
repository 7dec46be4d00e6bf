package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The review's pages over HTTP, on a clock that stands in November: what they say is the API's,
/// what their forms send is held, closed or refused by it.
@Tag("slow")
@Timeout(90)
class ReviewPagesTest {
  private static final String OCTOBER = "/reviews/2026-10";
  private static final String API = "/api/v1" + OCTOBER;

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2026-11-03T09:00:00Z");
  private Gateway gateway;
  private Browser browser;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    gateway.tell(
        record("a", "2026-10-02T00:00:00Z", "8", "care", "big"),
        record("b", "2026-10-30T23:59:59Z", "2", "care", "small"),
        record("c", "2026-10-15T00:00:00Z", "5.5", "labs", "big"),
        record("d", "2026-11-02T00:00:00Z", "1", "labs", "big"));
    gateway.settle();
    browser = Browser.of(gateway, gateway.admin);
  }

  @AfterEach
  void stop() {
    browser.close();
    gateway.close();
  }

  private static String record(String id, String at, String usd, String useCase, String model) {
    return """
    {"id":"%s","at":"%s","provider":"copilot","model":"%s","cost_usd":"%s",
     "usage":{"input":3000,"cache_read":1000,"output":500},"tags":{"use_case":"%s"}}
    """
        .formatted(id, at, model, usd, useCase);
  }

  @Test
  void whatThePolicyWouldHaveSaidStandsMonthByMonth() {
    JsonNode said = gateway.get("/api/v1/reviews/backtest").json();
    assertThat(said.path("lines")).hasSize(2);

    String page = browser.get("/reviews/backtest").body();

    assertThat(page)
        .contains("Said: not enough evidence</dt>", "href=\"/use-cases/labs\"", "October 2026")
        .contains("<data value=\"%s\">".formatted(said.path("came_true").asText()));
    assertThat(page.split("not known yet")).hasSize(3);
    assertThat(browser.get("/reviews/policy").body()).contains("href=\"/reviews/backtest\"");
  }

  private static String decisions(String owner) {
    return Browser.form(
            "do",
            "hold",
            "narrative",
            "Care <b>pays</b>.",
            "why",
            "board",
            "use_case-0",
            "care",
            "decision-0",
            "scale",
            "decides-0",
            "ada",
            "why-0",
            "it pays",
            "owner-0",
            owner,
            "due-0",
            "2026-11-05")
        + "&"
        + Browser.form(
            "kind-0",
            "budget",
            "id-0",
            "care",
            "on-0",
            "2026-11-04",
            "use_case-1",
            "labs",
            "decision-1",
            "");
  }

  @Test
  void theMonthsStandAsTheApiHasThem() {
    JsonNode months = gateway.get("/api/v1/reviews/months").json().path("months");
    assertThat(months).hasSize(2);
    assertThat(months.path(0).path("month").asText()).isEqualTo("2026-11");
    assertThat(months.path(0).path("standing").asText()).isEqualTo("running");
    assertThat(months.path(1).path("standing").asText()).isEqualTo("open");

    assertThat(browser.page("/reviews"))
        .contains("October 2026", "href=\"" + OCTOBER + "\"", ">open<", ">month runs<")
        .contains("Nothing was decided yet");
  }

  @Test
  void aMonthThatNobodyReviewedInTimeIsMissed() {
    done("PUT", "/api/v1/budgets/care", "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}");
    done(
        "PUT",
        "/api/v1/reviews/policy",
        "{\"taper\":{\"budgets\":[\"care\"],\"from\":\"2026-10\",\"due_days\":15,\"steps\":[0.5]}}");
    assertThat(browser.page("/reviews"))
        .contains("16 Nov 2026", ">open<")
        .doesNotContain(">missed<");

    now = Instant.parse("2026-11-16T00:00:00Z");

    browser.signIn(gateway.admin);
    assertThat(browser.page("/reviews")).contains(">missed<");
  }

  private void done(String method, String path, String body) {
    Gateway.Reply reply = gateway.control(method, path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @Test
  void theDraftHasTheTablesInTheOrderOfTheMission() {
    String page = browser.page(OCTOBER);

    assertThat(page).contains("A draft, put together 3 Nov 2026, 09:00 UTC");
    List<Integer> places =
        Stream.of(
                "Cost by use case",
                "Routing efficiency",
                "Cache hits and context",
                "Why unit costs moved",
                "Outcomes",
                "Budgets",
                "Envelopes",
                "Opportunities",
                "Realised savings",
                "Decisions due",
                "Recommendations",
                "Budget to move")
            .map(title -> page.indexOf("<h2>" + title + "</h2>"))
            .toList();
    assertThat(places).isSorted().doesNotContain(-1);
  }

  @Test
  void itsFiguresAreTheApis() {
    JsonNode draft = gateway.get(API + "/draft").json();
    String page = browser.page(OCTOBER);

    for (JsonNode line : draft.path("cost")) {
      assertThat(page)
          .contains("<data value=\"" + line.path("cost_usd").asText() + "\">")
          .contains("<data value=\"" + line.path("cache_share").asText() + "\">");
    }
    assertThat(draft.path("gaps")).isNotEmpty();
    draft.path("gaps").forEach(gap -> assertThat(page).contains(gap.asText()));
  }

  @Test
  void aReviewIsFinishedOnThePage() {
    HttpResponse<String> held = browser.post(OCTOBER, decisions("bob"));

    assertThat(held.statusCode()).as(held.body()).isEqualTo(303);
    JsonNode review = gateway.get(API).json();
    assertThat(review.path("narrative").asText()).isEqualTo("Care <b>pays</b>.");
    assertThat(review.path("decisions")).hasSize(1);
    assertThat(review.at("/decisions/0/change/id").asText()).isEqualTo("care");
    assertThat(browser.page(OCTOBER))
        .contains(review.path("sha256").asText(), "the pack still has this hash")
        .contains("Care &lt;b&gt;pays&lt;/b&gt;.", "budget care on 4 Nov 2026")
        .doesNotContain("Hold the review");
    assertThat(browser.page("/reviews")).contains(">held<", "href=\"" + OCTOBER + "\"");
  }

  @Test
  void whatIsMissingIsSaidBesideItsFieldAndNothingEnteredIsLost() {
    HttpResponse<String> refused = browser.post(OCTOBER, decisions(""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Browser.main(refused))
        .contains("id=\"owner-0-error\"", "was missing")
        .contains("value=\"it pays\"", "Care &lt;b&gt;pays&lt;/b&gt;.")
        .doesNotContain("id=\"owner-1-error\"");
    assertThat(gateway.get(API).status()).as("nothing was held").isEqualTo(404);
  }

  @Test
  void aDecisionIsClosedOnceItsChangeWasMade() {
    browser.post(OCTOBER, decisions("bob"));
    String close = Browser.form("do", "close", "use_case", "care", "note", "raised", "why", "done");

    HttpResponse<String> early = browser.post(OCTOBER, close);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(Browser.main(early)).contains("was not changed since", "value=\"raised\"");

    now = now.plusSeconds(3_600);
    done("PUT", "/api/v1/budgets/care", "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}");
    assertThat(browser.post(OCTOBER, close).statusCode()).isEqualTo(303);
    assertThat(gateway.get("/api/v1/reviews/decisions").json().path("done").asInt()).isEqualTo(1);
    assertThat(browser.page(OCTOBER))
        .contains(">carried out<")
        .doesNotContain("Say that it is carried");
  }

  @Test
  void budgetIsMovedFromOneToAnotherAfterALookAtWhatThatDoes() {
    done("PUT", "/api/v1/budgets/care", "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}");
    done("PUT", "/api/v1/budgets/labs", "{\"window\":\"month UTC\",\"limit_usd\":\"40\"}");
    done("PUT", "/api/v1/budgets/year", "{\"window\":\"year UTC\",\"limit_usd\":\"40\"}");
    String move =
        Browser.form("from", "labs", "to", "care", "usd", "15.50", "why", "board", "do", "");

    assertThat(Browser.main(browser.post(OCTOBER, move + "preview")))
        .contains("budget labs: 40.00 to 24.50 USD; budget care: 100 to 116 USD");
    assertThat(limit("care")).isEqualTo("100");
    assertThat(browser.post(OCTOBER, move + "move").statusCode()).isEqualTo(303);
    assertThat(limit("care")).isEqualTo("115.50");
    assertThat(limit("labs")).isEqualTo("24.50");

    HttpResponse<String> tooMuch = browser.post(OCTOBER, move.replace("15.50", "25") + "move");
    assertThat(tooMuch.statusCode()).isEqualTo(400);
    assertThat(Browser.main(tooMuch))
        .contains("id=\"move-usd-error\"", "is at most the 24.50 of budget", "value=\"25\"");
    assertThat(Browser.main(browser.post(OCTOBER, move.replace("to=care", "to=year") + "move")))
        .contains("id=\"move-to-error\"", "is a budget of the window");
    assertThat(Browser.main(browser.post(OCTOBER, move.replace("15.50", "-1") + "move")))
        .contains("is an amount above 0 as 12.50");
    assertThat(Browser.main(browser.post(OCTOBER, move.replace("to=care", "to=labs") + "move")))
        .contains("is another budget than");
    assertThat(limit("labs")).as("nothing was moved").isEqualTo("24.50");
  }

  private String limit(String budget) {
    return gateway.get("/api/v1/budgets/" + budget).json().at("/definition/limit_usd").asText();
  }

  @Test
  void whatIsLearntLaterStandsBesideWhatWasHeld() {
    browser.post(OCTOBER, decisions("bob"));
    assertThat(browser.page("/reviews")).contains("nothing");

    gateway.tell(record("late", "2026-10-20T00:00:00Z", "0.75", "labs", "big"));
    gateway.settle();

    String restated = gateway.get(API + "/restatements").text();
    assertThat(Gateway.tree(restated).path("restatements")).isNotEmpty();
    assertThat(browser.page(OCTOBER)).contains("5.5", "6.25", "0.75");
    assertThat(browser.page("/reviews"))
        .contains(Gateway.tree(restated).path("restatements").size() + " figures restated");
  }

  @Test
  void isTakenAwayAsMarkdownAsHtmlAndAsCsv() {
    for (String format : List.of("md", "html", "csv")) {
      HttpResponse<String> file = browser.get(OCTOBER + "?as=" + format);

      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("content-disposition"))
          .contains("attachment; filename=\"review-2026-10." + format + "\"");
      assertThat(file.body()).isEqualTo(gateway.get(API + "/export?format=" + format).text());
    }
    assertThat(browser.get(OCTOBER + "?as=pdf").statusCode()).isEqualTo(400);
  }

  @Test
  void whoMayNotHoldAReviewReadsItWithoutAForm() {
    String key =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"red\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"));
        Browser developer = Browser.of(gateway, key)) {
      assertThat(Browser.main(viewer.get(OCTOBER)))
          .contains("Cost by use case", "Recommendations")
          .doesNotContain("Hold the review");
      assertThat(viewer.post(OCTOBER, decisions("bob")).statusCode()).isEqualTo(403);
      assertThat(gateway.get(API).status()).isEqualTo(404);
      assertThat(developer.get("/reviews").statusCode()).isEqualTo(403);
      assertThat(developer.get("/portfolio").body()).doesNotContain("href=\"/reviews\"");
    }
  }

  @Test
  void aMonthThatRunsOrIsNoneIsSaidToBe() {
    assertThat(browser.page("/reviews/2026-11"))
        .contains("the month runs")
        .doesNotContain("Hold the");
    assertThat(browser.get("/reviews/2026-13").statusCode()).isEqualTo(400);
    assertThat(browser.get("/reviews/2999-01").statusCode()).isEqualTo(400);
  }
}
