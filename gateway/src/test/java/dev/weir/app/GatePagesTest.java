package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A use case goes through a gate by pages alone, and two people sign.
@Timeout(120)
class GatePagesTest {
  private static final String GATE_PAGE = "/gates/support/beta";
  private static final String PROMOTION = "/promotions/support.1";
  private static final String GATE =
      """
      {"criteria":[{"metric":"baseline_fresh","comparison":"at_least","threshold":"1"}],
       "kill":[{"metric":"success_share","comparison":"below","threshold":"0.5",
         "confidence":"0.95","closes":true}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
      """;

  @TempDir private Path data;
  private Gateway gateway;
  private String ada;
  private String bob;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> Instant.parse("2026-11-16T09:00:00Z"));
    gateway.ready("other");
    ada = operator("Ada", "viewer");
    bob = operator("Bob", "finops");
    put(
        "use-cases/support",
        """
        {"name":"Support","stage":"poc","budget_usd_per_month":"400",
         "statement":"Answer inbound support tickets of retail customers, so that the share of escalated tickets falls below 5 % by 2027-06-30.",
         "owners":{"business":"Ada","technical":"Bob"}}
        """);
    put(
        "baselines/support",
        """
        {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
         "cost_per_unit_usd":"8","expires":"2027-03-01"}
        """);
    put(
        "outcome-definitions/support",
        """
        {"unit":"ticket resolved","target":{"per_month":"100"},"unit_value_usd":"4",
         "value_source":"a study","value_evidence":"before_after"}
        """);
    put("rosters/support", "{\"eligible\":100}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String operator(String name, String role) {
    return gateway
        .control(
            "POST", "/api/v1/operators", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
        .json()
        .path("secret")
        .asText();
  }

  private void put(String path, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/" + path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private JsonNode told(String path) {
    return gateway.get("/api/v1/" + path).json();
  }

  private static HttpResponse<String> sent(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(read(answer)).isEqualTo(status);
    return answer;
  }

  /// What the page says, without what is around every page.
  private static String read(HttpResponse<String> answer) {
    String body = answer.body();
    return body.contains("<main") ? body.substring(body.indexOf("<main")) : body;
  }

  private static String location(HttpResponse<String> answer) {
    return sent(303, answer).headers().firstValue("location").orElseThrow();
  }

  private static String gate(String definition, int version) {
    List<String> fields = new ArrayList<>(List.of("do=put", "why=agreed", "version=" + version));
    enter("", Gateway.tree(definition), fields);
    return String.join("&", fields);
  }

  /// Each value of a document as a field named by where it is.
  private static void enter(String path, JsonNode node, List<String> fields) {
    if (node.isValueNode()) {
      fields.add(path.substring(1) + "=" + Browser.encoded(node.asText()));
    }
    node.properties().forEach(each -> enter(path + "." + each.getKey(), each.getValue(), fields));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      enter("%s.%d".formatted(path, i), node.get(i), fields);
    }
  }

  private static String proposal(String budget) {
    return "do=propose&share=0.1&users=10&why=ready&budget_usd_per_month=" + budget;
  }

  private HttpResponse<String> signed(Browser who) {
    String sha256 = told("promotions/support.1").path("sha256").asText();
    assertThat(read(sent(200, who.get(PROMOTION)))).contains("value=\"%s\"".formatted(sha256));
    return who.post(PROMOTION, "do=sign&why=seen&sha256=" + sha256);
  }

  /// The gate, the proposal of ten users in a hundred.
  private void proposed(Browser by) {
    assertThat(location(by.post(GATE_PAGE, gate(GATE, 0)))).isEqualTo(GATE_PAGE);
    assertThat(location(by.post(GATE_PAGE, proposal("300")))).isEqualTo(PROMOTION);
  }

  @Test
  void goesOnByTwoSignaturesOfTwoPeopleAndBackByOne() {
    try (Browser first = Browser.of(gateway, bob);
        Browser second = Browser.of(gateway, ada)) {
      proposed(first);
      assertThat(location(signed(first))).isEqualTo(PROMOTION);
      assertThat(told("promotions/support.1").path("state").asText()).isEqualTo("open");
      HttpResponse<String> twice = sent(409, first.post(PROMOTION, sha("do=sign&why=again")));
      assertThat(read(twice)).contains("signed", "Sign as yourself");

      assertThat(location(signed(second))).isEqualTo(PROMOTION);

      assertThat(told("use-cases/support/readiness").path("stage").asText()).isEqualTo("beta");
      assertThat(told("budgets/support").toString()).contains("\"300\"");
      assertThat(read(sent(200, second.get(PROMOTION))))
          .contains("carried out", "Ada", "Bob", "the evidence fits its hash", "\"0.1\">10<")
          .doesNotContain("Sign as yourself");
      assertThat(read(first.get("/gates"))).contains("support.1", "carried out");

      String wider = "do=set&share=0.5&why=more";
      assertThat(read(sent(409, first.post("/use-cases/support/rollout", wider))))
          .contains("set-share-error", "decided by", "value=\"0.5\"");

      assertThat(location(second.post(PROMOTION, "do=roll_back&why=slow"))).isEqualTo(PROMOTION);
      assertThat(told("use-cases/support/readiness").path("stage").asText()).isEqualTo("poc");
      assertThat(read(first.get(PROMOTION))).contains("rolled back", "Ada", "slow");
    }
  }

  private String sha(String form) {
    return form + "&sha256=" + told("promotions/support.1").path("sha256").asText();
  }

  @Test
  void saysBesideTheFieldWhatTheApiRefuses() {
    try (Browser browser = Browser.of(gateway, bob)) {
      assertThat(read(sent(200, browser.get(GATE_PAGE)))).contains("Make this gate");
      String unknown = GATE.replace("baseline_fresh", "beauty");
      assertThat(read(sent(400, browser.post(GATE_PAGE, gate(unknown, 0)))))
          .contains("beauty", "put-criteria.0.metric-error", "value=\"500\"");
      String sure = GATE.replace("\"0.95\"", "\"1.5\"");
      assertThat(read(sent(400, browser.post(GATE_PAGE, gate(sure, 0)))))
          .contains("put-kill.0.confidence-error", "value=\"1.5\"");
      assertThat(gateway.get("/api/v1/gates/support/beta").status()).isEqualTo(404);
      proposed(browser);
      assertThat(read(sent(409, browser.post(GATE_PAGE, gate(GATE, 0)))))
          .contains("has version 1 now");

      String dear = read(sent(409, browser.post(GATE_PAGE, proposal("600"))));

      assertThat(dear)
          .contains("propose-budget_usd_per_month-error", "500", "value=\"600\"", "value=\"10\"");
      assertThat(told("promotions").path("promotions")).hasSize(1);
    }
  }

  @Test
  void theChecklistIsTheApis() {
    put("gates/support/beta", GATE);
    JsonNode criterion = told("gates/support/beta").path("criteria").path(0);
    try (Browser browser = Browser.of(gateway, ada)) {
      String page = read(sent(200, browser.get(GATE_PAGE)));

      assertThat(page)
          .contains("baseline fresh at least 1", "all criteria hold")
          .contains("<data value=\"%s\">".formatted(criterion.path("figure").asText()))
          .contains(Browser.encoded(criterion.path("rows").asText()))
          .contains("success share below 50 % at 95 %", "closes the roll-out")
          .contains("<data value=\"0.1\">10</data>", "<data value=\"500\">500</data>");
      assertThat(page).as("a viewer proposes nothing").doesNotContain("Propose a promotion");
    }
  }

  @Test
  void whoIsNoOwnerSignsNothingAndWhoLooksChangesNothing() {
    String eve = operator("Eve", "viewer");
    String auditor = operator("Quinn", "auditor");
    try (Browser owner = Browser.of(gateway, bob)) {
      proposed(owner);
    }
    try (Browser stranger = Browser.of(gateway, eve);
        Browser looker = Browser.of(gateway, auditor)) {
      assertThat(read(sent(403, signed(stranger))))
          .contains("is decided on by its owners", "was Eve");
      assertThat(read(sent(200, looker.get(PROMOTION)))).doesNotContain("Sign as yourself");
      sent(403, looker.post(PROMOTION, sha("do=sign&why=x")));
      assertThat(read(sent(403, looker.post(GATE_PAGE, proposal("300")))))
          .contains("this needs the role");
      assertThat(read(sent(400, stranger.post(PROMOTION, "do=nothing")))).contains("was");
    }
    assertThat(told("promotions/support.1").path("signatures")).isEmpty();
  }
}
