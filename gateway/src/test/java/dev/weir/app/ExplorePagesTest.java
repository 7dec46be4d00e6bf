package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From the total down to a call, page by page.
@Timeout(60)
class ExplorePagesTest {
  private static final String OCTOBER = "from=2026-10-01&to=2026-11-01";
  private static final Pattern FOOT = Pattern.compile("<tfoot>(.*?)</tfoot>", Pattern.DOTALL);
  private static final Pattern DATA = Pattern.compile("<data value=\"([^\"]*)\"");

  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    gateway.ready("triage");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      records.add(
          record("o" + i, "2026-10-%02d".formatted(i + 1), "uc" + i % 25, "0.1%d".formatted(i)));
      records.add(record("s" + i, "2026-09-%02d".formatted(i + 1), "uc" + i % 25, "0.2"));
    }
    records.add(record("formula", "2026-10-01", "=2+3", "7"));
    gateway.tell(records.toArray(String[]::new));
    gateway.settle();
    admin = Browser.of(gateway, gateway.admin);
  }

  private static String record(String id, String day, String useCase, String usd) {
    return """
    {"id":"%s","at":"%s","provider":"tiny","model":"gpt-4o","cost_usd":"%s",
     "usage":{"input":1000,"output":100},"tags":{"use_case":"%s","team":"%s"}}
    """
        .formatted(id, day, usd, useCase, id.startsWith("o") ? "red" : "blue");
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

  private static BigDecimal report(String field, String more) {
    JsonNode total = gateway.get("/api/v1/report?" + OCTOBER + more).json().required("total");
    return new BigDecimal(total.required(field).asText());
  }

  private static List<String> foot(String page) {
    String foot = FOOT.matcher(page).results().findFirst().orElseThrow().group(1);
    return DATA.matcher(foot).results().map(it -> it.group(1)).toList();
  }

  @Test
  void theTotalBelowTheTableIsTheReportsAndTheOthersAreInIt() {
    String page = page("/explore?period=2026-10");

    assertThat(foot(page))
        .singleElement()
        .satisfies(total ->
            assertThat(new BigDecimal(total)).isEqualByComparingTo(report("cost_usd", "")));
    assertThat(page).contains("all others", "filter=use_case%21%3Duc4");
    assertThat(page).contains("Up to 100 rows");
  }

  @Test
  void aNameOpensWhatIsInItByTheNextDimensionAndANumberItsCalls() {
    String page = page("/explore?period=2026-10");

    assertThat(page)
        .contains(
            "href=\"/explore?period=2026-10&amp;measure=cost_usd&amp;by=model&amp;filter=use_case%3Duc4\"",
            "href=\"/calls?period=2026-10&amp;filter=use_case%3Duc4\"");
    String within = page("/explore?period=2026-10&measure=cost_usd&by=model&filter=use_case%3Duc4");
    assertThat(new BigDecimal(foot(within).getFirst()))
        .isEqualByComparingTo(report("cost_usd", "&filter=use_case=uc4"));
    assertThat(within)
        .contains(
            "use case is uc4",
            "href=\"/explore?period=2026-10&amp;measure=cost_usd&amp;by=model\"");
  }

  @Test
  void twoDimensionsHaveATotalEach() {
    String page = page("/explore?period=2026-10&by=use_case&across=team&measure=calls");

    assertThat(foot(page)).hasSize(3).last().isEqualTo("31");
    assertThat(page).contains("Swap rows and columns", "&#34;kind&#34;:&#34;bar&#34;");
  }

  @Test
  void aCellOfTwoDimensionsOpensTheCallsOfBothAndAsManyAsItSays() {
    String page = page("/explore?period=2026-10&by=use_case&across=team&measure=calls");
    String calls = "/calls?period=2026-10&filter=use_case%3Duc4&filter=team%3Dred";

    assertThat(page)
        .contains("href=\"%s\"><data value=\"2\">2</data>".formatted(calls.replace("&", "&amp;")));
    assertThat(links(page(calls), "/calls/call_").distinct()).hasSize(2);
  }

  @Test
  void tokensAndLatencyAreFiguresOfThePage() {
    assertThat(page("/explore?period=2026-10&by=team&measure=input_tokens"))
        .contains("Input tokens by team", "<data value=\"30000\">30,000</data>");
    String key = gateway.key("speedy");
    gateway.chat(key);
    gateway.settle();
    JsonNode total =
        gateway
            .get("/api/v1/report/pivot?by=use_case&measure=total_p95_ms&filter=use_case=speedy")
            .json()
            .at("/total/total/value");

    assertThat(foot(page("/explore?by=use_case&measure=total_p95_ms&filter=use_case%3Dspeedy")))
        .singleElement()
        .satisfies(shown -> assertThat(new BigDecimal(shown)).isEqualByComparingTo(total.asText()));
  }

  @Test
  void comparesWithTheTimeBefore() {
    String page = page("/explore?period=2026-10&by=team&against=previous");

    assertThat(page).contains("October 2026, compared with September 2026");
    List<String> foot = foot(page);
    assertThat(foot).hasSize(4);
    assertThat(new BigDecimal(foot.get(1))).isEqualByComparingTo("6");
    assertThat(new BigDecimal(foot.get(2)))
        .isEqualByComparingTo(report("cost_usd", "").subtract(new BigDecimal("6")));
    assertThat(page("/explore?by=day&against=previous")).contains("group by something else");
  }

  @Test
  void aNumberOfTheTimeBeforeOpensItsCallsAndAChangeWhatIsInIt() {
    String page =
        page("/explore?period=2026-10&by=team&against=2026-09&measure=calls").replace("&amp;", "&");

    assertThat(page)
        .contains(
            "href=\"/calls?period=2026-09&filter=team%3Dblue\"",
            "href=\"/explore?period=2026-10&measure=calls&by=key&against=2026-09&filter=team%3Dblue\"");
    String link = "/calls?period=2026-09&filter=team%3Dblue";
    assertThat(foot(page).get(1)).isEqualTo("30");
    assertThat(page(link)).contains("<data value=\"30\">30</data>");
  }

  @Test
  void refusalsOpenTheRefusedAloneAndWhatNoFilterTellsApartOpensNothing() {
    try (Browser someone = Browser.of(gateway, gateway.admin)) {
      String secret = gateway.key("triage", "engineer", "gpt-4o");
      gateway.chat(secret);
      gateway.chat(secret, "no-such-model");
      gateway.settle();
      String of = "/explore?by=use_case&measure=";

      String refusals = someone.page(of + "refusals");
      List<String> all = links(refusals, "/calls").filter(it -> it.contains("triage")).toList();

      assertThat(all).singleElement().asString().contains("filter=refusal_kind%21%3D%28none%29");
      assertThat(links(someone.page(all.getFirst()), "/calls/call_").distinct()).hasSize(1);
      assertThat(someone.page(of + "partly_unpriced")).doesNotContain("triage\">1</a>");
      assertThat(
              links(someone.page(of + "billed_calls"), "/calls")
                  .filter(it -> it.contains("triage")))
          .isEmpty();
    }
  }

  private static Stream<String> links(String page, String to) {
    return Pattern.compile("href=\"(" + Pattern.quote(to) + "[^\"]*)\"")
        .matcher(page)
        .results()
        .map(it -> it.group(1).replace("&amp;", "&"));
  }

  @Test
  void whatIsNoJsonIsAFileToSaveAndNoDefect() {
    for (String of :
        List.of(
            "/api/v1/report?format=csv",
            "/api/v1/report?format=table",
            "/api/v1/focus?" + OCTOBER,
            "/api/v1/chargeback?month=2026-10&format=csv",
            "/metrics")) {
      String path = "/rows?of=" + Browser.encoded(of);
      HttpResponse<String> page = admin.get(path);
      assertThat(page.statusCode()).as(of).isIn(200, 400);
      if (page.statusCode() == 200) {
        assertThat(page.body())
            .contains("there are no rows to show", "as=file\" hx-boost=\"false\"");
        HttpResponse<String> file = admin.get(path + "&as=file");
        assertThat(file.headers().firstValue("content-disposition").orElseThrow())
            .startsWith("attachment; filename=\"weir-");
        assertThat(file.headers().firstValue("content-type").orElseThrow()).startsWith("text/");
      }
    }
    assertThat(page("/rows?of=" + Browser.encoded("/api/v1/focus?format=datadog&" + OCTOBER)))
        .contains("<table");
  }

  @Test
  void theFileHasWhatTheTableShowsAndNoFormula() {
    HttpResponse<String> file = admin.get("/explore?period=2026-10&as=csv");

    assertThat(file.headers().firstValue("content-disposition").orElseThrow())
        .contains("cost_usd-by-use_case-2026-10.csv");
    List<String> lines = file.body().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("Use case,Cost USD");
    assertThat(lines.get(1)).isEqualTo("'=2+3,7");
    assertThat(lines).hasSize(1 + 20 + 1 + 1);
    BigDecimal sum =
        lines.subList(1, lines.size() - 1).stream()
            .map(line -> new BigDecimal(line.substring(line.indexOf(',') + 1)))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(lines.getLast()).startsWith("All,");
    assertThat(sum).isEqualByComparingTo(lines.getLast().substring("All,".length()));
    assertThat(sum).isEqualByComparingTo(report("cost_usd", ""));
  }

  @Test
  void aFilterThatIsPutTogetherBecomesPartOfTheLink() {
    HttpResponse<String> answer =
        admin.get("/explore?period=2026-10&by=team&where=use_case&how=not&value=uc4");

    assertThat(answer.statusCode()).isEqualTo(303);
    String link = answer.headers().firstValue("location").orElseThrow();
    assertThat(link)
        .isEqualTo("/explore?period=2026-10&measure=cost_usd&by=team&filter=use_case%21%3Duc4");
    assertThat(page(link)).contains("use case is not uc4");
  }

  @Test
  void teachesWhereNothingIsAndRefusesWhatItDoesNotKnow() {
    assertThat(page("/explore?period=2020-01")).contains("No call in this period", "weir usage");
    assertThat(page("/explore?period=2026-10&filter=team%3Dnobody"))
        .contains("No call is like that", "Without filters");
    HttpResponse<String> unknown = admin.get("/explore?measure=fun");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("was 'fun'");
  }

  @Test
  void aDeveloperExploresOwnTeamsAlone() {
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
      HttpResponse<String> page = developer.get("/explore?period=2026-10&by=team&measure=calls");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(foot(page.body())).containsExactly("1");
      assertThat(page.body()).doesNotContain("team%3Dred");
    }
  }

  @Test
  void aViewIsKeptUnderANameAndOthersSeeItWhereItIsShared() {
    String of = "/explore?period=2026-10&measure=calls&by=team";
    String kept = "href=\"/explore?period=2026-10&amp;measure=calls&amp;by=team\"";

    HttpResponse<String> saved = admin.post(of, "do=keep&name=Calls+of+teams");
    admin.post(of, "do=keep&name=For+all&shared=true");

    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    assertThat(page("/explore")).contains(kept, ">Calls of teams</a>", ">For all</a>");
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/explore").body())
          .contains(">For all</a>", "shared by first")
          .doesNotContain("Calls of teams");
      assertThat(viewer.post("/explore", "do=forget&name=For+all").statusCode())
          .as("it is another's")
          .isEqualTo(404);
    }
    admin.post(of, "do=forget&name=For+all");
    assertThat(page("/explore")).doesNotContain(">For all</a>").contains("Calls of teams");
  }

  @Test
  void whatCameOfTheCallsStandsBelowThemWhereOutcomesHaveTheDimension() {
    done(
        "PUT",
        "/api/v1/use-cases/uc4?why=test",
        """
        {"name":"Triage","stage":"poc","audience":"internal","budget_usd_per_month":"100",
         "statement":"triage for all","owners":{"business":"Ada","technical":"Bob"}}
        """);
    gateway.measured("uc4");
    done(
        "PUT",
        "/api/v1/outcome-definitions/uc4?why=test",
        """
        {"unit":"case","unit_value_usd":"9","value_source":"time study",
         "value_evidence":"before_after","window_days":60}
        """);
    assertThat(page("/explore?by=use_case")).doesNotContain("Outcomes by use case");
    done(
        "POST",
        "/api/v1/outcomes?why=test",
        """
        {"outcomes":[{"use_case":"uc4","outcome_id":"case-7","occurred_at":"%s"}]}
        """
            .formatted(Instant.now()));

    assertThat(page("/explore?by=use_case"))
        .contains("Outcomes by use case", "<data value=\"9\">9.00</data>");
    assertThat(page("/explore?by=day&filter=use_case%3Duc4")).contains("Outcomes by day");
    assertThat(page("/explore?by=user")).contains("Outcomes by user");
    assertThat(page("/explore?by=session")).contains("Outcomes by session");
    assertThat(admin.get("/explore?by=use_case&as=outcomes").body())
        .startsWith("Use case,Outcomes,Successes,Stated value USD")
        .contains("uc4,1,1,9");
    assertThat(page("/explore?by=model"))
        .doesNotContain("Outcomes by")
        .contains("An outcome does not say its model");
    assertThat(page("/explore?by=use_case&filter=team%3Dred"))
        .doesNotContain("Outcomes by")
        .contains("with no filter but one of a use case");
  }

  private static void done(String method, String path, String body) {
    Gateway.Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  @Test
  void aViewIsOfTheSameDaysWheneverItIsOpenedUnlessItIsMeantToMove() {
    String month = YearMonth.now(ZoneOffset.UTC).toString();

    admin.post("/explore?by=model", "do=keep&name=As+it+was");
    admin.post("/explore?period=2026-10&by=model", "do=keep&name=Every+month&moving=true");

    assertThat(page("/explore"))
        .contains(
            "href=\"/explore?period=%s&amp;measure=cost_usd&amp;by=model\">As it was<"
                .formatted(month),
            "href=\"/explore?measure=cost_usd&amp;by=model\">Every month<",
            "of the current month");
  }

  @Test
  void aViewWithoutANameIsRefusedBesideTheField() {
    HttpResponse<String> refused = admin.post("/explore?by=team", "do=keep&name=");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("id=\"name-error\"", "a view has a name", "Cost by team");
    Gateway.Reply elsewhere =
        gateway.control("PUT", "/api/v1/views/evil", "{\"link\":\"//evil.example\"}");
    assertThat(elsewhere.status()).isEqualTo(400);
    assertThat(elsewhere.text()).contains("field 'link' is a path of the console");
  }
}
