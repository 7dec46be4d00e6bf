package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls one by one, and one of them down to its prices.
@Timeout(60)
class CallPagesTest {
  private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\"[^>]*>Older</a>");

  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;
  private static String answered;
  private static String refused;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    String key = gateway.ready("triage");
    done(
        "PUT",
        "/api/v1/budgets/triage-month?why=test",
        """
        {"window":"month UTC","limit_usd":"0.0014","where":[{"tag":"use_case","in":["triage"]}]}
        """);
    gateway.chat(key);
    gateway.settle();
    answered = gateway.get("/api/v1/calls?limit=1").json().at("/calls/0/id").asText();
    for (int i = 0; i < 12; i++) {
      gateway.chat(key);
    }
    gateway.settle();
    refused =
        gateway
            .get("/api/v1/calls?limit=1&filter=refusal_kind!=(none)")
            .json()
            .at("/calls/0/id")
            .asText();
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      records.add(
          """
          {"id":"o%d","at":"2026-10-05T08:00:00Z","provider":"tiny","model":"gpt-4o",
           "cost_usd":"0.0%d","usage":{"input":1000,"output":100},"tags":{"use_case":"bulk"}}
          """
              .formatted(i, i));
    }
    gateway.tell(records.toArray(String[]::new));
    gateway.settle();
    admin = Browser.of(gateway, gateway.admin);
  }

  private static void done(String method, String path, String body) {
    Gateway.Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  @AfterAll
  static void stop() {
    admin.close();
    gateway.close();
  }

  private static String page(String path) {
    HttpResponse<String> page = admin.get(path);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page.body();
  }

  @Test
  void pagesGoThroughAllCallsOnceAndTheFileHasOneOfThem() {
    String first = page("/calls?period=2026-10&filter=use_case%3Dbulk");
    Matcher older = OLDER.matcher(first);
    assertThat(older.find()).isTrue();
    String path = older.group(1).replace("&amp;", "&");
    List<String> ids = new ArrayList<>(ids(first));
    assertThat(ids).hasSize(50);
    String second = page(path);
    ids.addAll(ids(second));

    assertThat(ids).hasSize(60).doesNotHaveDuplicates();
    assertThat(second).doesNotContain(">Older</a>").contains(">Newest</a>");
    assertThat(first).contains("use case is bulk", "Estimated only");
    String file = admin.get(path + "&as=csv").body();
    assertThat(file.lines()).hasSize(1 + 10);
    assertThat(file).startsWith("Accepted UTC,Use case,Model,Cost USD").contains("2026-10-05T08:");
  }

  private static List<String> ids(String page) {
    return Pattern.compile("/calls/(call_[0-9A-Z]+)")
        .matcher(page)
        .results()
        .map(it -> it.group(1))
        .distinct()
        .toList();
  }

  @Test
  void theFiguresAboveTheListAreTheReportsOverAllPages() {
    JsonNode total =
        gateway
            .get("/api/v1/report?from=2026-10-01&to=2026-11-01&filter=use_case=bulk")
            .json()
            .required("total");

    assertThat(page("/calls?period=2026-10&filter=use_case%3Dbulk"))
        .contains("<data value=\"" + total.required("cost_usd").asText() + "\">")
        .contains("<data value=\"60\">60</data>");
  }

  @Test
  void aCallOpensItsAttemptChargePriceBookReservationAndTags() {
    JsonNode call = gateway.get("/api/v1/calls/" + answered).json();
    String page = page("/calls/" + answered);

    assertThat(page)
        .contains("<code>" + answered + "</code>")
        .contains("<data value=\"" + Gateway.CALL_COST + "\">")
        .contains("Charge by meter", "price book sha256:", "It gives the same charge again.")
        .contains("triage-month", "has room", "Verdict and reservations")
        .contains(call.at("/booked/0/reservation/rule_book").asText())
        .contains("<data value=\"%s\">".formatted(heldPlain(call)))
        .contains("&amp;by=model&amp;filter=use_case%3Dtriage\"");
  }

  private static String heldPlain(JsonNode call) {
    return new BigDecimal(call.at("/booked/0/reservation/amount_usd").asText()).toPlainString();
  }

  @Test
  void whatACallNamesOpensForWhoeverMayOpenIt() {
    assertThat(page("/calls/" + answered))
        .contains("href=\"/budgets/triage-month\"", "href=\"/prices/model?model=gpt-4o\"");
    assertThat(page("/calls/" + refused)).contains("href=\"/budgets/triage-month\"");
    assertThat(page("/prices/model?model=gpt-4o")).contains("Price book");
    String key =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Red\",\"role\":\"developer\",\"teams\":[\"red\"]}")
            .json()
            .path("secret")
            .asText();
    done(
        "POST",
        "/api/v1/usage",
        """
        {"source":"pilot","records":[{"id":"red","at":"2026-09-05T08:00:00Z","provider":"tiny",
         "model":"gpt-4o","usage":{"input":10,"output":5},"tags":{"team":"red"}}]}
        """);
    gateway.settle();
    try (Browser developer = Browser.of(gateway, key)) {
      String own = ids(developer.page("/calls?period=2026-09")).getFirst();
      assertThat(developer.page("/calls/" + own))
          .contains("gpt-4o")
          .doesNotContain("href=\"/prices/model");
    }
  }

  @Test
  void aPromptsModulesAreListedWithTheirVersionsAndOpenThem() {
    done("PUT", "/api/v1/modules/tone", "{\"text\":\"Be kind.\"}");
    done("PUT", "/api/v1/modules/task", "{\"role\":\"user\",\"text\":\"One question.\"}");
    done(
        "PUT",
        "/api/v1/prompts/support",
        "{\"modules\":[{\"module\":\"tone\"},{\"module\":\"task\"}],\"model\":\"gpt-4o\"}");
    done("PUT", "/api/v1/prompts/support/labels/production", "{\"version\":1}");
    Gateway.Reply reply = gateway.chat(gateway.key("prompts"), "prompt/support");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    gateway.settle();
    String id = reply.whole().headers().firstValue("x-weir-call-id").orElseThrow();

    String page = page("/calls/" + id);

    assertThat(page).contains("Prompt modules", "href=\"/modules/tone\"", "href=\"/modules/task\"");
    assertThat(page("/modules/tone")).contains("Be kind.");
    assertThat(page("/calls/" + answered)).doesNotContain("Prompt modules");
  }

  @Test
  void anAttemptUnderWayStandsInTheWaterfallWithoutAnEnd(@TempDir Path other) throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (RawProvider slow =
            new RawProvider(connection -> {
              connection.request();
              connection.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n");
              connection.send("transfer-encoding: chunked\r\n\r\n");
              connection.send(chunk("{\"delta\":{\"content\":\"hi\"}}"));
              mayEnd.await();
              connection.send(chunk("{\"delta\":{},\"finish_reason\":\"stop\"}"));
              connection.send("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
            });
        Gateway waiting = new Gateway(other, slow.url());
        Browser browser = Browser.of(waiting, waiting.admin);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<InputStream> answer =
          client.send(
              streamed(waiting, waiting.ready("triage")),
              HttpResponse.BodyHandlers.ofInputStream());
      String id = answer.headers().firstValue("x-weir-call-id").orElseThrow();

      String page = browser.page("/calls/" + id);
      mayEnd.countDown();

      assertThat(page).contains("still under way", "under way</span>", "href=\"/prices/model");
      answer.body().readAllBytes();
      waiting.settle();
      assertThat(browser.page("/calls/" + id))
          .contains("When what happened")
          .doesNotContain("under way");
    }
  }

  private static String chunk(String choice) {
    String frame =
        """
        data: {"id":"r1","object":"chat.completion.chunk","model":"gpt-4o",\
        "choices":[{"index":0,%s}]}

        """
            .formatted(choice.substring(1, choice.length() - 1));
    return "%x\r\n%s\r\n".formatted(frame.length(), frame);
  }

  private static HttpRequest streamed(Gateway of, String key) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/v1/chat/completions".formatted(of.assembly.dataPort())))
        .headers("authorization", "Bearer " + key, "content-type", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                """
                {"model":"gpt-4o","stream":true,"max_tokens":9,
                 "messages":[{"role":"user","content":"hello"}]}
                """))
        .build();
  }

  @Test
  void aRefusedCallSaysWhyAndByWhichRule() {
    String page = page("/calls/" + refused);

    assertThat(page).contains("Refused: ", "triage-month", "budget");
    assertThat(page).doesNotContain("Charge by meter");
    assertThat(page("/calls?filter=refusal_kind%21%3D%28none%29")).contains("refused: ", refused);
  }

  @Test
  void anOutcomeThatNamesTheCallIsLinkedToIt() {
    done(
        "PUT",
        "/api/v1/use-cases/triage?why=test",
        """
        {"name":"Triage","stage":"poc","audience":"internal","budget_usd_per_month":"100",
         "statement":"triage for all","owners":{"business":"Ada","technical":"Bob"}}
        """);
    gateway.measured("triage");
    done(
        "PUT",
        "/api/v1/outcome-definitions/triage?why=test",
        """
        {"unit":"case","unit_value_usd":"9","value_source":"time study",
         "value_evidence":"before_after","window_days":60}
        """);
    assertThat(page("/calls/" + answered)).contains("No outcome names this call");
    done(
        "POST",
        "/api/v1/outcomes?why=test",
        """
        {"outcomes":[{"use_case":"triage","outcome_id":"case-7","occurred_at":"%s",
         "call_id":"%s"}]}
        """
            .formatted(Instant.now(), answered));

    assertThat(page("/calls/" + answered)).contains("case-7", "before after", "<data value=\"9\">");
  }

  @Test
  void aCorrectionIsSeenBesideWhatItCorrects() {
    gateway.chat(gateway.key("summaries"));
    gateway.settle();
    String id =
        gateway
            .get("/api/v1/calls?limit=1&filter=use_case=summaries")
            .json()
            .at("/calls/0/id")
            .asText();
    String seen =
        admin
            .post("/calls/" + id, "do=try&attempt=1&input=20&output=5&source=export&why=a+test")
            .body();
    assertThat(seen)
        .contains("What it would cost", "<data value=\"0.0001\">", "value=\"export\"")
        .doesNotContain("What was corrected");
    done(
        "POST",
        "/api/v1/calls/%s/correction".formatted(id),
        """
        {"attempt":1,"usage":{"input":20,"output":5},"source":"provider export","why":"a test"}
        """);
    gateway.settle();

    assertThat(page("/calls/" + id))
        .contains("Corrections", "provider export", "a test")
        .contains("<data value=\"0.0001\">");
  }

  @Test
  void whatIsOfAnotherTeamIsNotThere() {
    String key =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"blue\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser developer = Browser.of(gateway, key)) {
      assertThat(developer.get("/calls/" + answered).statusCode()).isEqualTo(404);
      assertThat(developer.get("/calls").body()).contains("No call in this period");
    }
    assertThat(admin.get("/calls/nothing").statusCode()).isEqualTo(400);
  }
}
