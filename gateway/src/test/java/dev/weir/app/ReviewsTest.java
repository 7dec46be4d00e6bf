package dev.weir.app;

import static dev.weir.app.Rows.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Monthly reviews of an assembled gateway, over HTTP.
@Timeout(60)
class ReviewsTest {
  private static final String OCTOBER = "/api/v1/reviews/2026-10";
  private static final String MINUTES =
      """
      {"narrative":"Care <b>pays</b>.","decisions":[
       {"use_case":"care","decision":"scale","decides":"ada","why":"it pays","owner":"bob",
        "due":"2026-11-05","change":{"kind":"budget","id":"care","on":"2026-11-01"}},
       {"use_case":"labs","decision":"continue","decides":"ada","why":"too early","owner":"cleo",
        "due":"2999-12-31"}]}
      """;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.tell(
        record("a", "2026-10-02T00:00:00Z", "8", "care", "big"),
        record("b", "2026-10-31T23:59:59Z", "2", "care", "small"),
        record("c", "2026-10-15T00:00:00Z", "5.5", "labs", "big"),
        record("d", "2026-09-30T23:59:59Z", "77", "care", "big"));
    gateway.settle();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String record(String id, String at, String usd, String useCase, String model) {
    return """
    {"id":"%s","at":"%s","provider":"copilot","model":"%s","cost_usd":"%s",
     "usage":{"input":3000,"cache_read":1000,"output":500},"tags":{"use_case":"%s"}}
    """
        .formatted(id, at, model, usd, useCase);
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void theDraftOfAMonthBuildsItselfFromTheLedger() {
    done("PUT", "/api/v1/budgets/care", "{\"window\":\"year UTC\",\"limit_usd\":\"100\"}");
    JsonNode draft = gateway.get(OCTOBER + "/draft").json();

    assertThat(
            texts(
                draft.path("cost"),
                "use_case",
                "calls",
                "cost_usd",
                "cache_share",
                "input_tokens_per_call"))
        .containsExactly("care 2 10 0.333333 3000", "labs 1 5.5 0.333333 3000");
    assertThat(
            texts(
                draft.path("routing"),
                "use_case",
                "model",
                "call_share",
                "cost_usd",
                "usd_per_million"))
        .as("of 3,500 tokens each")
        .containsExactly(
            "care big 0.5 8 2285.714286",
            "care small 0.5 2 571.428571",
            "labs big 1 5.5 1571.428571");
    assertThat(texts(draft.path("budgets"), "budget", "limit_usd", "used_usd"))
        .as("records are no calls that a budget could have stopped")
        .containsExactly("care 100 0");
    assertThat(texts(draft.path("recommendations"), "use_case", "recommendation", "why"))
        .containsExactly(
            "care not_enough_evidence no outcome succeeded",
            "labs not_enough_evidence no outcome succeeded");
    assertThat(draft.path("gaps")).isNotEmpty();
  }

  @Test
  void aHeldReviewIsFrozenAndWhatIsLearntLaterStandsBesideIt() {
    JsonNode held = done("POST", OCTOBER + "?why=board", MINUTES);
    assertThat(held.path("intact").asBoolean()).isTrue();
    assertThat(held.path("sha256").asText()).hasSize(64);

    Reply again = gateway.control("POST", OCTOBER, MINUTES);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("review_held").contains("never changed");
    assertThat(done("GET", OCTOBER + "/restatements", "").path("restatements")).isEmpty();

    gateway.tell(record("late", "2026-10-20T00:00:00Z", "0.75", "labs", "big"));
    gateway.settle();

    JsonNode after = done("GET", OCTOBER, "");
    assertThat(after).isEqualTo(held);
    JsonNode restated = done("GET", OCTOBER + "/restatements", "").path("restatements");
    assertThat(texts(restated, "table", "of", "figure", "held", "today", "difference"))
        .contains(
            "cost labs calls 1 2 1",
            "cost labs cost_usd 5.5 6.25 0.75",
            "routing labs, big cost_usd 5.5 6.25 0.75")
        .noneMatch(line -> line.contains("care"));
    assertThat(done("GET", "/api/v1/reviews", "").path("reviews")).hasSize(1);
  }

  @Test
  void decisionsAreFollowedUntilTheyAreCarriedOut() {
    done("POST", OCTOBER, MINUTES);
    JsonNode before = done("GET", "/api/v1/reviews/decisions", "");
    assertThat(texts(before.path("decisions"), "use_case", "standing", "changed_rule"))
        .containsExactly("care overdue false", "labs open false");
    assertThat(
            texts(
                gateway.get("/api/v1/reviews/2026-11/draft").json().path("due"),
                "use_case",
                "what",
                "overdue"))
        .containsExactly(
            "care scale, decided for 2026-10 true", "labs continue, decided for 2026-10 false");

    String closure = OCTOBER + "/decisions/care/closure";
    done("PUT", "/api/v1/budgets/other", "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}");
    Reply early = gateway.control("POST", closure, "{\"note\":\"soon\"}");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.text()).contains("rule_unchanged", "budget 'care' was not changed since");
    done("PUT", "/api/v1/budgets/care", "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}");
    done("POST", OCTOBER + "/decisions/care/closure", "{\"note\":\"budget raised\"}");

    JsonNode after = done("GET", "/api/v1/reviews/decisions", "");
    assertThat(texts(after.path("decisions"), "use_case", "standing", "changed_rule", "note"))
        .containsExactly("care done true budget raised", "labs open false ");
    assertThat(after.path("done").asInt()).isEqualTo(1);
    assertThat(after.path("latency_days").asDouble()).isPositive();
    Reply twice =
        gateway.control("POST", OCTOBER + "/decisions/care/closure", "{\"note\":\"again\"}");
    assertThat(twice.status()).isEqualTo(409);
  }

  @Test
  void aThingThatIsWrittenAgainAsItWasIsNotChanged() {
    String budget = "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}";
    done("PUT", "/api/v1/budgets/care", budget);
    done("POST", OCTOBER, MINUTES);

    done("PUT", "/api/v1/budgets/care?why=again", budget);
    assertThat(changedRule()).isFalse();

    done("PUT", "/api/v1/budgets/care?why=board", budget.replace("100", "150"));
    assertThat(changedRule()).isTrue();
  }

  @Test
  void whoeverSaysTheReasonOfATaperHasChangedTheThing() {
    String budget = "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}";
    done("PUT", "/api/v1/budgets/care", budget);
    done("POST", OCTOBER, MINUTES);

    done(
        "PUT",
        "/api/v1/budgets/care?why=review%20taper%3A%20by%20hand",
        budget.replace("100", "150"));

    assertThat(changedRule()).isTrue();
  }

  private boolean changedRule() {
    return done("GET", "/api/v1/reviews/decisions", "").at("/decisions/0/changed_rule").asBoolean();
  }

  @Test
  void whatAReviewSaysAnewStandsBesideWhatTheOneBeforeSaid() {
    done(
        "POST",
        "/api/v1/reviews/2026-09",
        "{\"narrative\":\"Care is new.\\nAll well.\",\"decisions\":[]}");

    JsonNode held =
        done("POST", OCTOBER, "{\"narrative\":\"Care pays.\\nAll well.\",\"decisions\":[]}");

    assertThat(texts(held.path("narrative_changes"), "change", "text"))
        .containsExactly("dropped Care is new.", "added Care pays.", "same All well.");
    assertThat(gateway.control("POST", "/api/v1/reviews/2026-08", tall()).text())
        .contains("field 'narrative' has at most 1000 lines, was 1001");
  }

  private static String tall() {
    return "{\"narrative\":\"" + "a\\n".repeat(1_001) + "\",\"decisions\":[]}";
  }

  @Test
  void isWrittenAsMarkdownAsAPageAndAsCsv() {
    done("POST", OCTOBER, MINUTES);

    String page = gateway.get(OCTOBER + "/export?format=html").text();
    assertThat(page)
        .contains(
            "<h1>Review of 2026-10</h1>",
            "Care &lt;b&gt;pays&lt;/b&gt;.",
            ">10.00</a><",
            "budget care on 2026-11-01")
        .doesNotContain("<script", "<b>");
    assertThat(gateway.get(OCTOBER + "/export").text())
        .contains(
            "# Review of 2026-10",
            "| care | [2](/api/v1/report?by=day&filter=use_case%3Dcare&from=2026-10-01&to=2026-11-01) | [10.00](",
            "Care \\<b\\>pays\\</b\\>.");
    assertThat(gateway.get(OCTOBER + "/export?format=csv").text())
        .contains(
            "2026-10,cost,1,cost_usd,10,ledger,/api/v1/report?",
            "2026-10,decisions,1,decision,scale,,\r\n");
    assertThat(gateway.get("/api/v1/reviews/2026-09/export").text())
        .contains("no review was held", "| care | [1](", ") | [77.00](");
  }

  @Test
  void thePolicyIsDataAndItsPastIsToldAgain() {
    assertThat(done("GET", "/api/v1/reviews/policy", "").has("version")).isFalse();
    done("PUT", "/api/v1/reviews/policy", "{\"double_down\":{\"margin\":0.3}}");

    JsonNode policy = done("GET", "/api/v1/reviews/policy", "");
    assertThat(policy.path("version").asInt()).isEqualTo(1);
    assertThat(policy.path("policy").path("double_down").path("margin").asText()).isEqualTo("0.3");
    JsonNode past = done("GET", "/api/v1/reviews/backtest?month=2026-10", "");
    assertThat(texts(past.path("lines"), "use_case", "month", "recommendation"))
        .containsExactly(
            "care 2026-09 not_enough_evidence",
            "care 2026-10 not_enough_evidence",
            "labs 2026-10 not_enough_evidence");
    assertThat(past.path("judged").path("not_enough_evidence").asInt()).isEqualTo(3);
    JsonNode line = past.path("lines").path(0);
    assertThat(line.path("evidence").asText()).startsWith("ledger and pools, value ");
    line.path("rows").forEach(rows -> assertThat(done("GET", rows.asText(), "")).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "PUT | policy | {\"taper\":{\"from\":\"2026-10\",\"budgets\":[\"nope\"],\"steps\":[0.5]}} | field 'taper.budgets' names a budget in force, was 'nope'",
        "PUT | policy | {\"evidence\":{\"months\":0}} | field 'evidence.months' is 1 to 24, was 0",
        "POST | 2026-13 | {\"decisions\":[]} | a review is of a month as 2026-10, was '2026-13'",
        "POST | 2999-01 | {\"decisions\":[]} | a review is held of a month that is over by",
        "POST | 2026-10 | {} | field 'decisions' is a list of at most 500, was",
        "POST | 2026-10 | {\"decisions\":[],\"notes\":1} | there is no field 'notes'",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"care\",\"decision\":\"grow\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"2026-12-01\"}]} | decision 1: field 'decision' is one of [scale, continue, optimise, pull_back, sunset], was 'grow'",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"care\",\"decision\":\"sunset\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"2026-12-01\"}]} | decision 1: field 'change' names what is changed and its date",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"nobody\",\"decision\":\"continue\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"2026-12-01\"}]} | decision 1: field 'use_case' is one of the pack [care, labs], was 'nobody'",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"care\",\"decision\":\"scale\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"2026-12-01\",\"change\":{\"kind\":\"wish\",\"id\":\"x\",\"on\":\"2026-12-01\"}}]} | decision 1: field 'change.kind' is one of",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"care\",\"decision\":\"continue\",\"decides\":\"a\",\"why\":\"b\",\"due\":\"2026-12-01\"}]} | decision 1: field 'owner' is a text of 1 to 2000 characters, was missing",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"care\",\"decision\":\"continue\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"2026-12-01\"},{\"use_case\":\"care\",\"decision\":\"continue\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"2026-12-01\"}]} | decision 2: field 'use_case' is decided once, was 'care' again",
        "POST | 2026-10 | {\"decisions\":[{\"use_case\":\"care\",\"decision\":\"continue\",\"decides\":\"a\",\"why\":\"b\",\"owner\":\"c\",\"due\":\"soon\"}]} | decision 1: field 'due' is a date as 2026-12-01, was 'soon'"
      })
  void refusesByFieldRuleAndValue(String method, String of, String body, String message) {
    Reply reply = gateway.control(method, "/api/v1/reviews/" + of, body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.json().path("error").path("message").asText()).contains(message);
    assertThat(done("GET", "/api/v1/reviews", "").path("reviews")).isEmpty();
  }

  @Test
  void aViewerReadsAReviewAndHoldsNone() {
    String viewer = gateway.operator("viewer");

    assertThat(gateway.control(viewer, "GET", OCTOBER + "/draft", "").status()).isEqualTo(200);
    assertThat(gateway.control(viewer, "POST", OCTOBER, MINUTES).status()).isEqualTo(403);
  }
}
