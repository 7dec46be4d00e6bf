package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Past spend put under other tags, ordered of an assembled gateway over HTTP.
@Timeout(60)
class RetaggingTest {
  private static final String TWICE = Gateway.PRICES.replace("\"2.50\"", "\"5\"");
  private static final String MONTH = "&from=2026-10-01&to=2026-11-01";
  private static final String RED = "[{\"tag\":\"team\",\"in\":[\"red\"]}]";
  private static final String BLUE = "{\"team\":\"blue\"}";

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /// 1,000 × 2.50 + 100 × 10 dollars per million = 0.0035; with input at 5, 0.006.
  private static String record(String id) {
    return """
    {"id":"%s","at":"2026-10-05T08:00:00Z","provider":"tiny","model":"gpt-4o","requests":2,
     "until":"2026-10-05T09:00:00Z",
     "usage":{"input":1000,"output":100},"tags":{"use_case":"pilot","team":"red","run":"7"}}
    """
        .formatted(id);
  }

  private void rerate() {
    gateway.control("POST", "/api/v1/prices/import?why=test", TWICE);
    Reply rerated =
        gateway.control(
            "POST",
            "/api/v1/reratings",
            "{\"from\":\"2026-10-01\",\"to\":\"2026-11-01\",\"why\":\"a wrong price\"}");
    assertThat(rerated.json().path("changed").asInt()).as(rerated.text()).isPositive();
  }

  private JsonNode correct(String call, String usd) {
    Reply corrected =
        gateway.control(
            "POST",
            "/api/v1/calls/" + call + "/correction",
            "{\"cost_usd\":\"%s\",\"source\":\"invoice\",\"why\":\"billed\"}".formatted(usd));
    assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
    return corrected.json();
  }

  private Reply order(String query, String where, String set, String... more) {
    return gateway.control(
        "POST",
        "/api/v1/retaggings" + query,
        "{\"from\":\"2026-10-01\",\"to\":\"2026-11-01\",\"where\":%s,\"set\":%s,\"why\":\"the wrong team\"%s}"
            .formatted(where, set, String.join("", more)));
  }

  private JsonNode retag(String query, String where, String set) {
    Reply reply = order(query, where, set);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private String report(String by) {
    gateway.settle();
    return gateway.get("/api/v1/report?format=csv&by=" + by + MONTH).text();
  }

  private JsonNode team(String team) {
    gateway.settle();
    Reply reply = gateway.get("/api/v1/report?by=origin&filter=team=" + team + MONTH);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("total");
  }

  private BigDecimal cost(String team) {
    return new BigDecimal(team(team).path("cost_usd").asText());
  }

  private String call() {
    return gateway
        .get("/api/v1/calls?limit=1" + MONTH)
        .json()
        .path("calls")
        .path(0)
        .path("id")
        .asText();
  }

  @Test
  void aPreviewSaysWhatWouldMoveAndChangesNothing() {
    gateway.tell(record("a"), record("b"));
    String before = report("team,use_case");

    JsonNode preview = retag("?dry_run=true", RED, BLUE);

    assertThat(preview.path("written").asBoolean()).isFalse();
    assertThat(preview.path("changed").asInt()).isEqualTo(2);
    assertThat(preview.path("cost_usd").asText()).isEqualTo("0.007");
    JsonNode move = preview.path("moves").path(0);
    assertThat(move.path("was").asText()).isEqualTo("red");
    assertThat(move.path("now").asText()).isEqualTo("blue");
    assertThat(move.path("attempts").asInt()).isEqualTo(2);
    assertThat(report("team,use_case")).isEqualTo(before);
    assertThat(gateway.get("/api/v1/retaggings").json().path("retaggings")).isEmpty();
  }

  @Test
  void spendAndItsCallsMoveAndTheTotalsStay() {
    gateway.tell(record("a"), record("b"), record("other").replace("red", "green"));
    String byModel = report("model,use_case,origin");
    String focus = "/api/v1/focus?format=csv&granularity=day" + MONTH;
    String before = gateway.get(focus).text();

    retag("", RED, BLUE);

    assertThat(report("model,use_case,origin")).isEqualTo(byModel);
    assertThat(cost("blue")).isEqualByComparingTo("0.007");
    assertThat(team("blue").path("calls").asInt()).isEqualTo(4);
    assertThat(cost("red")).isZero();
    assertThat(team("red").path("calls").asInt()).isZero();
    assertThat(gateway.get(focus).text().lines())
        .containsExactlyInAnyOrderElementsOf(
            before.replace("\"\"red\"\"", "\"\"blue\"\"").lines().toList());
    assertThat(gateway.get("/api/v1/calls?filter=team=red" + MONTH).json().path("calls")).isEmpty();
    assertThat(gateway.get("/api/v1/calls?filter=team=blue" + MONTH).json().path("calls"))
        .hasSize(2);
  }

  @Test
  void theTrailSaysWhoAskedForWhatAndWhy() {
    gateway.tell(record("a"));

    retag("", RED, "{\"team\":\"blue\",\"run\":\"\"}");

    JsonNode done = gateway.get("/api/v1/retaggings").json().path("retaggings").path(0);
    assertThat(done.path("where").toString()).isEqualTo("[\"team=red\"]");
    assertThat(done.path("set").toString()).isEqualTo("[\"run=\",\"team=blue\"]");
    assertThat(done.path("changed").asInt()).isEqualTo(1);
    assertThat(done.path("why").asText()).isEqualTo("the wrong team");
    assertThat(done.path("who").asText()).isNotEmpty();
    JsonNode found = gateway.get("/api/v1/calls/" + call()).json();
    assertThat(found.findValuesAsText("kind"))
        .containsExactly("recorded", "retagged_from", "retagged_to");
    assertThat(found.path("tags").path("team").asText()).as(found.toString()).isEqualTo("blue");
    assertThat(found.path("tags").has("run")).isFalse();
    assertThat(found.path("cost_usd").asText()).isEqualTo("0.0035");
  }

  @Test
  void theSameOrderAgainChangesNothingAndBackAgainAllIsAsBefore() {
    gateway.tell(record("a"));
    String before = report("team,use_case");
    retag("", RED, BLUE);

    JsonNode again = retag("", RED, BLUE);
    assertThat(again.path("written").asBoolean()).isFalse();
    assertThat(again.path("changed").asInt()).isZero();

    retag("", RED.replace("red", "blue"), BLUE.replace("blue", "red"));
    assertThat(report("team,use_case").lines().filter(line -> line.contains("red")).toList())
        .isEqualTo(before.lines().filter(line -> line.contains("red")).toList());
    assertThat(cost("blue")).isZero();
  }

  @Test
  void aCorrectionAReratingAndAVoidAfterwardsGoToTheTagsInForce() {
    gateway.tell(record("a"), record("b"));
    retag("", RED, BLUE);

    rerate();
    assertThat(cost("blue")).isEqualByComparingTo("0.012");
    assertThat(cost("red")).isZero();

    assertThat(correct(call(), "1").path("cost_before_usd").asText()).isEqualTo("0.006");
    assertThat(cost("blue")).isEqualByComparingTo("1.006");

    JsonNode back = retag("", RED.replace("red", "blue"), BLUE.replace("blue", "red"));
    assertThat(back.path("cost_usd").asText()).isEqualTo("1.006");
    assertThat(cost("red")).isEqualByComparingTo("1.006");

    gateway.control(
        "POST",
        "/api/v1/usage/void",
        "{\"source\":\"pilot\",\"ids\":[\"a\",\"b\"],\"why\":\"told by mistake\"}");
    assertThat(cost("red")).isZero();
    assertThat(cost("blue")).isZero();
    assertThat(team("red").path("calls").asInt()).isZero();
    assertThat(retag("?dry_run=true", RED, BLUE).path("changed").asInt()).isZero();
  }

  @Test
  void whatWasPricedAnewMovesWithItsDifference() {
    gateway.tell(record("a"));
    rerate();

    assertThat(retag("", RED, BLUE).path("cost_usd").asText()).isEqualTo("0.006");
    assertThat(cost("blue")).isEqualByComparingTo("0.006");
    assertThat(cost("red")).isZero();
  }

  @Test
  void budgetsThatStillCountTheTimeMoveWithIt() {
    for (String useCase : List.of("live", "moved")) {
      gateway.control(
          "PUT",
          "/api/v1/budgets/" + useCase + "?why=t",
          """
          {"where":[{"tag":"use_case","in":["%s"]}],"window":"day UTC","limit_usd":"5"}
          """
              .formatted(useCase));
    }
    gateway.chat(gateway.key("live"));
    gateway.settle();
    String today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).toString();

    Reply done =
        gateway.control(
            "POST",
            "/api/v1/retaggings",
            """
            {"from":"%s","where":[{"tag":"use_case","in":["live"]}],
             "set":{"use_case":"moved"},"why":"it was a pilot"}
            """
                .formatted(today));

    assertThat(done.json().path("changed").asInt()).as(done.text()).isEqualTo(1);
    assertThat(used("live")).isZero();
    // 10 × 2.50 + 5 × 10 dollars per million
    assertThat(used("moved")).isEqualByComparingTo("0.000075");
    gateway.control(
        "PUT",
        "/api/v1/budgets/later?why=t",
        """
        {"where":[{"tag":"use_case","in":["moved"]}],"window":"day UTC","limit_usd":"5"}
        """);
    assertThat(used("later")).isEqualByComparingTo("0.000075");
  }

  private BigDecimal used(String budget) {
    return new BigDecimal(
        gateway
            .get("/api/v1/budgets/" + budget)
            .json()
            .path("standings")
            .path(0)
            .path("used")
            .asText("0"));
  }

  @Test
  void focusHasWhatWasCorrectedAndPricedAnewUnderTheTagsInForceAsIfItHadAlwaysHadThem() {
    gateway.tell(record("a"), record("b"));
    correct(call(), "1");
    rerate();
    String focus = "/api/v1/focus?format=csv&tags=team" + MONTH;
    String before = gateway.get(focus).text();
    assertThat(before).contains("red").doesNotContain("blue");

    retag("", RED, BLUE);

    assertThat(gateway.get(focus).text().lines())
        .containsExactlyInAnyOrderElementsOf(before.replace("red", "blue").lines().toList());
  }

  @Test
  void aDatabaseMadeAnewHasTheSameRowsAndNoAnomaly() throws IOException {
    gateway.tell(record("a"), record("b"));
    rerate();
    retag("", RED, "{\"team\":\"blue\",\"run\":\"\",\"cost_centre\":\"cc9\"}");
    correct(call(), "1");
    retag("", RED.replace("red", "blue"), "{\"team\":\"green\"}");
    String before = report("use_case,team,cost_centre,tag:run");
    assertThat(before).contains("cc9");
    gateway.close();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("ledger")).toList()) {
        Files.delete(file);
      }
    }
    gateway = new Gateway(data);

    assertThat(report("use_case,team,cost_centre,tag:run")).isEqualTo(before);
    assertThat(gateway.get("/api/v1/status").text()).contains("\"anomalies\":0");
  }

  @Test
  void aClosedMonthSaysWhatMovedAndFocusHasItInALaterMonth() {
    gateway.tell(record("a"));
    String october = "/api/v1/focus?from=2026-10-01&to=2026-11-01&tags=team";
    Reply closed =
        gateway.control("POST", "/api/v1/periods/2026-10/close", "{\"why\":\"reported\"}");
    assertThat(closed.status()).as(closed.text()).isEqualTo(200);
    String before = gateway.get(october).text();

    retag("", RED, BLUE);

    JsonNode page = gateway.get("/api/v1/periods/2026-10").json();
    assertThat(page.path("restatements").findValuesAsText("kind"))
        .containsExactly("retagged_from", "retagged_to");
    assertThat(page.path("restatements").findValuesAsText("usd"))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(new BigDecimal(page.path("now_usd").asText())).isEqualByComparingTo("0.0035");
    assertThat(gateway.get(october).text()).isEqualTo(before);
    assertThat(gateway.get("/api/v1/focus?from=2026-11-01&tags=team").text())
        .contains("Correction", "blue", "red");
  }

  @Test
  void whatAClosedMonthWasChargedBackStaysAndTheMoveIsInTheMonthItIsBookedIn() {
    String inCentre = record("a").replace("\"run\":\"7\"", "\"cost_centre\":\"cc4\"");
    gateway.tell(inCentre, record("b"));
    gateway.control("POST", "/api/v1/periods/2026-10/close", "{\"why\":\"reported\"}");
    String october = gateway.get("/api/v1/chargeback?month=2026-10").text();
    assertThat(october).contains("cost_centre=cc4", "unattributed");

    retag("", RED, "{\"cost_centre\":\"cc9\"}");

    assertThat(gateway.get("/api/v1/chargeback?month=2026-10").text()).isEqualTo(october);
    YearMonth booked = YearMonth.from(Instant.now().atZone(ZoneOffset.UTC));
    JsonNode page = gateway.get("/api/v1/chargeback?month=" + booked).json();
    Map<String, BigDecimal> charged = new TreeMap<>();
    page.path("lines")
        .forEach(payer ->
            charged.put(
                payer.path("payer").asText(), new BigDecimal(payer.path("cost_usd").asText())));
    assertThat(charged)
        .as(page.toString())
        .containsEntry("cost_centre=cc4", new BigDecimal("-0.0035"))
        .containsEntry("unattributed", new BigDecimal("-0.0035"))
        .containsEntry("cost_centre=cc9", new BigDecimal("0.007"));
  }

  @Test
  void spendWithoutATagIsFoundByThat() {
    gateway.tell(record("a"), record("b").replace("\"team\":\"red\",", ""));

    JsonNode done = retag("", "[{\"tag\":\"team\",\"present\":false}]", BLUE);

    assertThat(done.path("moves").path(0).path("was").asText("?")).isEmpty();
    assertThat(cost("blue")).isEqualByComparingTo("0.0035");
    assertThat(cost("red")).isEqualByComparingTo("0.0035");
    assertThat(
            gateway
                .get("/api/v1/retaggings")
                .json()
                .path("retaggings")
                .path(0)
                .path("where")
                .toString())
        .isEqualTo("[\"team=\"]");
  }

  @Test
  void onlyDeclaredValuesAreSetAndWhatFollowsFromThemIsSetWithThem() {
    gateway.tell(record("a"));
    String path = "/api/v1/tags/cost_centre/cc9?why=test";
    String parent = "\"parent\":{\"tag\":\"department\",\"value\":\"ops\"}";
    gateway.control("PUT", path, "{\"from\":\"2026-10-20T00:00:00Z\"," + parent + "}");

    assertThat(order("", RED, "{\"cost_centre\":\"cc8\"}").text())
        .contains("cost_centre", "'cc8' is not declared");
    assertThat(order("", RED, "{\"cost_centre\":\"cc9\"}").text())
        .contains("'cc9' is not in force at 2026-10-01");
    gateway.control("PUT", path, "{\"from\":\"2026-10-01T00:00:00Z\"," + parent + "}");

    JsonNode done = retag("", RED, "{\"cost_centre\":\"cc9\"}");

    assertThat(done.path("set").path("department").asText()).isEqualTo("ops");
    assertThat(report("cost_centre,department")).contains("cc9,ops");
    assertThat(order("", RED, "{\"cost_centre\":\"cc9\",\"department\":\"\"}").text())
        .contains("department");
  }

  @Test
  void anOrderThatCannotBeMetSaysWhy() {
    assertThat(order("", "[]", BLUE).text()).contains("conditions: 1 to 32");
    assertThat(order("", "\"team=red\"", BLUE).text()).contains("'where' is a list", "team=red");
    assertThat(order("", "[{\"tag\":\"team\"}]", BLUE).text()).contains("'team'", "'in'");
    assertThat(order("", RED.replace("team", "Team"), BLUE).text())
        .contains("tag 'Team'", "a tag name is a-z");
    assertThat(order("", RED, "{\"Team\":\"x\"}").text()).contains("tag 'Team'");
    assertThat(order("", RED, "{}").text()).contains("tags to set: 1 to 32");
    assertThat(order("", RED, "{\"team\":7}").text()).contains("'team' is a text, was 7");
    assertThat(order("", RED, "{\"model\":\"gpt-5\"}").text()).contains("'model' is set by Weir");
    assertThat(order("", RED, "{\"key\":\"\"}").text()).contains("'key' is set by Weir");
    assertThat(order("", RED, "{\"use_case\":\"\"}").text()).contains("'use_case'", "must carry");
    assertThat(order("", RED, BLUE, ",\"until\":1").text()).contains("'until'");
    assertThat(order("?dry_run=maybe", RED, BLUE).text()).contains("'dry_run'");
    List.of("from", "where", "set", "why")
        .forEach(field -> {
          Reply reply =
              gateway.control(
                  "POST",
                  "/api/v1/retaggings",
                  "{\"from\":\"2026-10-01\",\"where\":%s,\"set\":%s,\"why\":\"x\"}"
                      .formatted(RED, BLUE)
                      .replace("\"" + field + "\":", "\"run\":"));
          assertThat(reply.status()).as(field + reply.text()).isEqualTo(400);
        });
  }
}
