package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.value.promotion.EvidencePack;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A use case on its way through its gates, over HTTP, on a clock that the test moves: what it
/// lacks, what its figures are, who may call for it.
@Timeout(120)
class GatePathTest {
  private static final String USE_CASE =
      """
      {"name":"Support","stage":"poc","budget_usd_per_month":"400",
       "statement":"Answer inbound support tickets of retail customers, so that the share of escalated tickets falls below 5 % by 2027-06-30.",
       "owners":{"business":"viewer","technical":"finops"}}
      """;

  private static final String OUTCOME =
      """
      {"unit":"ticket resolved","target":{"per_month":"100"},"unit_value_usd":"4",
       "value_source":"a study","value_evidence":"before_after"}
      """;

  private static final String BASELINE =
      """
      {"unit":"ticket","source":"measured","n":400,"from":"2026-01-01","until":"2026-02-01",
       "cost_per_unit_usd":"8","expires":"2027-03-01"}
      """;

  private static final String CRITERIA =
      """
      {"criteria":[{"metric":"baseline_fresh","comparison":"at_least","threshold":"1"}],
       "kill":[{"metric":"success_share","comparison":"below","threshold":"0.5",
         "confidence":"0.95","closes":true}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
      """;

  private static final String GROWTH = "scope_growth";
  private static final String TO =
      "{\"use_case\":\"support\",\"to\":\"%s\",\"share\":\"0.1\",\"users\":10,\"budget_usd_per_month\":\"300\"}";

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2026-11-16T09:00:00Z");
  private Gateway gateway;
  private String business;
  private String technical;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    gateway.ready("other");
    business = gateway.operator("viewer");
    technical = gateway.operator("finops");
    put("/api/v1/use-cases/support", USE_CASE);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static JsonNode expect(int status, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json();
  }

  private static JsonNode refused(String code, Reply reply) {
    JsonNode error = expect(409, reply).path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    return error.path("message");
  }

  private void put(String path, String body) {
    expect(200, gateway.control("PUT", path + "?why=test", body));
  }

  private void measured() {
    put("/api/v1/baselines/support", BASELINE);
    put("/api/v1/outcome-definitions/support", OUTCOME);
    put("/api/v1/rosters/support", "{\"eligible\":100}");
  }

  private Reply propose(String body) {
    return gateway.control("POST", "/api/v1/promotions?why=ready", body);
  }

  private Reply sign(String key, JsonNode promotion) {
    return gateway.control(
        key,
        "POST",
        "/api/v1/promotions/" + promotion.path("id").asText() + "/signatures?why=seen",
        "{\"sha256\":\"%s\"}".formatted(promotion.path("sha256").asText()));
  }

  private String key() {
    return expect(
            201,
            gateway.control(
                "POST",
                "/api/v1/keys",
                """
                {"name":"support-app","fixed_tags":{"use_case":"support","department":"ops",
                 "role":"engineer","environment":"test"},"trusts_user_tags":true}
                """))
        .path("secret")
        .asText();
  }

  private Reply call(String secret, String user) {
    return gateway.chat(secret, "gpt-4o", "x-weir-user", user);
  }

  private String stage() {
    return gateway.get("/api/v1/use-cases/support/readiness").json().path("stage").asText();
  }

  @Test
  void beyondPocGoesOnlyWhatIsReadyAndOnlyByItsGate() {
    put("/api/v1/gates/support/beta", CRITERIA);
    String exception = TO.formatted("beta").replace("}", ",\"exception\":\"a try\"}");
    put("/api/v1/rosters/support", "{\"eligible\":100}");

    assertThat(refused("use_case_not_ready", propose(exception)).asText())
        .contains("does not go to 'beta'", "outcome:", "target:", "unit_value:", "baseline:");
    assertThat(gateway.get("/api/v1/promotions").json().path("promotions")).isEmpty();
    refused(
        "gate_decides",
        gateway.control("PUT", "/api/v1/use-cases/support", USE_CASE.replace("poc", "beta")));
    measured();
    assertThat(
            refused("use_case_not_ready", propose(TO.formatted("beta").replace("\"300\"", "\"0\"")))
                .asText())
        .contains("budget:")
        .doesNotContain("outcome:");

    JsonNode promotion = expect(201, propose(TO.formatted("beta")));
    expect(201, sign(business, promotion));
    expect(201, sign(technical, promotion));

    assertThat(stage()).isEqualTo("beta");
    assertThat(gateway.get("/api/v1/use-cases/support").text()).contains("\"300\"");
  }

  @Test
  void aShareOfMoreUsersThanMayCallIsRefused() {
    put("/api/v1/gates/support/poc", CRITERIA);
    put("/api/v1/baselines/support", BASELINE);
    put("/api/v1/outcome-definitions/support", OUTCOME);

    assertThat(refused("promotion_users", propose(TO.formatted("poc"))).asText())
        .contains("nobody knows", "use case 'support' has none");
    put("/api/v1/rosters/support", "{\"eligible\":200}");
    assertThat(refused("promotion_users", propose(TO.formatted("poc"))).asText())
        .contains("field 'users' is at most 10", "is 20");
  }

  @Test
  void whoMayCallChangesWithTheSecondSignatureAndWithTheRollBackAndAKillCriterionCloses()
      throws Exception {
    measured();
    put("/api/v1/gates/support/poc", CRITERIA);
    String secret = key();
    assertThat(call(secret, "user-2").status()).as("without a roll-out").isEqualTo(200);
    JsonNode promotion = expect(201, propose(TO.formatted("poc")));
    expect(201, sign(business, promotion));
    assertThat(call(secret, "user-2").status()).as("one signature").isEqualTo(200);

    expect(201, sign(technical, promotion));

    Reply outside = call(secret, "user-2");
    assertThat(outside.status()).isEqualTo(403);
    assertThat(outside.text()).contains("not_in_rollout", "10 % of users");
    assertThat(call(secret, "user-1").status()).as("among the 10 %").isEqualTo(200);
    assertThat(gateway.get("/api/v1/budgets/support").text()).contains("\"300\"");
    widenedByNobody();

    expect(
        200,
        gateway.control(technical, "POST", "/api/v1/promotions/support.1/rollback?why=slow", "{}"));
    assertThat(call(secret, "user-2").status()).as("rolled back").isEqualTo(200);

    told(LocalDate.parse("2026-11-16"), 30, 0);
    gateway.close();
    now = now.plus(Duration.ofDays(1));
    gateway = new Gateway(data, () -> now);

    closed(secret);
    assertThat(
            gateway
                .get("/api/v1/history/rollout/support")
                .json()
                .path("versions")
                .path(0)
                .path("who")
                .asText())
        .isEqualTo("weir");
    JsonNode pack = expect(200, gateway.get("/api/v1/reviews/2026-11/draft"));
    assertThat(pack.at("/gates/0/killed/0").asText()).contains("success_share");
    JsonNode undone = pack.path("undone").path(0);
    assertThat(undone.path("use_case").asText()).isEqualTo("support");
    assertThat(undone.path("why").asText()).isEqualTo("slow");
    assertThat(gateway.get(undone.at("/source/rows").asText()).status()).isEqualTo(200);
    leftAMemo("/api/v1/gates/support/" + pack.at("/gates/0/gate").asText());
  }

  /// The promotion was taken back before, by a person.
  private void leftAMemo(String gate) {
    JsonNode shown = expect(200, gateway.get(gate)).path("memo");
    Reply memo = gateway.get(gate + "/memo");

    assertThat(shown.path("whole").asBoolean()).isTrue();
    assertThat(EvidencePack.of((ObjectNode) memo.json()).sha256())
        .isEqualTo(shown.path("sha256").asText());
    assertThat(memo.json().at("/kill/0/metric").asText()).isEqualTo("success_share");
    assertThat(memo.json().at("/given_back/0/is/closed").asBoolean()).isTrue();
    assertThat(gateway.get("/api/v1/gates/support/sunset/memo").status()).isEqualTo(404);
  }

  /// One person with the role for it, and no gate.
  private void widenedByNobody() {
    String rollout = "/api/v1/rollouts/support?why=sooner";
    assertThat(refused("gate_decides", gateway.control("PUT", rollout, "{\"share\":1}")).asText())
        .contains("promotion 'support.1' through gate 'support/poc'", "is at most 10 %, was 100 %");
    refused("gate_decides", gateway.control("DELETE", rollout, ""));
    refused("gate_decides", gateway.control("DELETE", "/api/v1/budgets/support?why=sooner", ""));
  }

  /// The gates are looked at when the gateway starts, by a thread of their own.
  private void closed(String secret) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!call(secret, "user-1").text().contains("use_case_closed")) {
      assertThat(System.nanoTime()).as("a kill criterion closes").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /// Outcomes of a day, of which some are a success; nobody looked at the first.
  private void told(LocalDate day, int outcomes, int successes) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < outcomes; i++) {
      lines.add(
          "{\"use_case\":\"support\",\"outcome_id\":\"%s-%d\",\"occurred_at\":\"%sT08:00:00Z\",\"success\":%b%s}"
              .formatted(day, i, day, i < successes, i == 0 ? "" : quality(i)));
    }
    expect(200, gateway.control("POST", "/api/v1/outcomes", String.join("\n", lines)));
  }

  private static String quality(int i) {
    return ",\"quality\":\"%s\"".formatted(i % 2 == 0 ? "0.9" : "0.7");
  }

  private void used(LocalDate day, int calls) {
    String[] records = new String[calls];
    for (int i = 0; i < calls; i++) {
      records[i] =
          """
          {"id":"%s-%d","at":"%sT08:00:00Z","provider":"tiny","model":"gpt-4o",
           "usage":{"input":1000,"output":100},"tags":{"use_case":"support","user":"u%d","department":"sales",
           "environment":"test"}}
          """
              .formatted(day, i, day, i);
    }
    gateway.tell(records);
  }

  private static String asked(String metric) {
    return "{\"metric\":\"%s\",\"comparison\":\"at_least\",\"threshold\":\"1\"}".formatted(metric);
  }

  private JsonNode figure(JsonNode standing, String metric) {
    return StreamSupport.stream(standing.path("criteria").spliterator(), false)
        .filter(each -> each.path("metric").asText().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private void is(JsonNode standing, String metric, String value, long n, String evidence) {
    JsonNode figure = figure(standing, metric);
    assertThat(new BigDecimal(figure.path("figure").asText()))
        .as(figure.toString())
        .isEqualByComparingTo(new BigDecimal(value));
    assertThat(figure.path("n").asLong()).as(metric).isEqualTo(n);
    assertThat(figure.path("evidence").asText()).isEqualTo(evidence);
    Reply rows = gateway.get(figure.path("rows").asText());
    assertThat(rows.status()).as(figure.path("rows") + rows.text()).isEqualTo(200);
  }

  /// Ten days of 109 calls at 0.0035 USD, 115 outcomes, 105 of them a success; half of November's
  /// pool of 30 USD.
  @Test
  void everyFigureIsLiveWithItsEvidenceAndItsRows() {
    measured();
    put(
        "/api/v1/pools/platform",
        """
        {"category":"platform","amount_usd":"30.00","from":"2026-11","until":"2026-11",
         "basis":"direct","use_cases":["support"],"source":"payroll","evidence":"time sheets"}
        """);
    for (int i = 0; i < 10; i++) {
      LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(14).plusDays(i);
      used(day, 10 + i % 3);
      told(day, 11 + i % 2, 10 + i % 2);
    }
    gateway.settle();
    List<String> metrics =
        List.of(
            "eligible_users",
            "weekly_active_share",
            "activation_share",
            "retention_share",
            "outcomes",
            "success_share",
            "quality",
            "reviewed_share",
            "cost_per_outcome_usd",
            "loaded_cost_per_outcome_usd",
            "value_per_outcome_usd",
            "baseline_fresh",
            "experiment_won");
    String criteria = String.join(",", metrics.stream().map(GatePathTest::asked).toList());
    put(
        "/api/v1/gates/support/beta",
        "{\"criteria\":[" + criteria + "]," + CRITERIA.substring(CRITERIA.indexOf("\"proof\"")));

    JsonNode standing = expect(200, gateway.get("/api/v1/gates/support/beta"));

    is(standing, "eligible_users", "100", 100, "roster");
    is(standing, "weekly_active_share", "0.12", 100, "ledger");
    is(standing, "activation_share", "0.12", 100, "ledger");
    is(standing, "retention_share", "1", 12, "ledger");
    is(standing, "outcomes", "105", 115, "told");
    is(standing, "success_share", "0.913043478261", 115, "told");
    is(standing, "reviewed_share", "0.913043478261", 115, "told");
    is(standing, "cost_per_outcome_usd", "0.003633333333", 105, "ledger");
    is(standing, "loaded_cost_per_outcome_usd", "0.14649047619", 105, "ledger and pools");
    String counts = "before_after × 0.5; 0.5 at most, as no experiment has shown the AI's share";
    is(standing, "value_per_outcome_usd", "2", 105, counts);
    is(standing, "baseline_fresh", "1", 400, "before_after");
    JsonNode quality = figure(standing, "quality");
    assertThat(quality.path("n").asInt()).isEqualTo(105);
    assertThat(bound(quality.path("low").asText())).isBetween(bound("0.77"), bound("0.80"));
    JsonNode loaded = figure(standing, "loaded_cost_per_outcome_usd");
    assertThat(bound(loaded.path("high").asText())).isBetween(bound("0.1465"), bound("0.17"));
    assertThat(figure(standing, "experiment_won").path("why").asText())
        .contains("has no experiment that started before");
    assertThat(standing.path("proven").path("standing").asText()).isEqualTo("holds");
    assertThat(standing.path("proven").path("why").asText())
        .contains("value per outcome 2 (%s)".formatted(counts));
  }

  @Test
  void callsBeyondTheScopeThatWasApprovedAreAFigureOfGatesAndALineOfTheReview() {
    used(LocalDate.parse("2026-11-10"), 3);
    gateway.settle();
    String gate = CRITERIA.replace("baseline_fresh", "scope_growth").replace("least", "most");
    put("/api/v1/gates/support/beta", gate.replace("\"1\"", "\"0\""));
    JsonNode unknown = figure(expect(200, gateway.get("/api/v1/gates/support/beta")), GROWTH);
    assertThat(unknown.path("why").asText()).contains("use case 'support' registers none");

    put(
        "/api/v1/use-cases/support",
        USE_CASE.replace(
            "\"owners\"",
            """
            "scope":[{"kind":"department","name":"ops","approved_by":"first",
             "approved_on":"2026-11-16"}],"owners"
            """));

    JsonNode standing = expect(200, gateway.get("/api/v1/gates/support/beta"));
    is(standing, GROWTH, "1", 2, "ledger");
    assertThat(figure(standing, GROWTH).path("standing").asText()).isEqualTo("fails");
    assertThat(expect(200, gateway.get("/api/v1/reviews/2026-11/draft")).path("gaps").toString())
        .contains("scope of 'support' grew beyond its register: department sales");
  }

  /// More sources than are looked at: `tag:source` is the caller's.
  private void flooded(LocalDate day) {
    for (int batch = 0; batch < 11; batch++) {
      String[] records = new String[1000];
      for (int i = 0; i < records.length; i++) {
        records[i] =
            """
            {"id":"flood-%d-%d","at":"%sT08:00:00Z","provider":"tiny","model":"gpt-4o",
             "usage":{"input":1,"output":1},"tags":{"use_case":"flood","source":"s-%d-%d"}}
            """
                .formatted(batch, i, day, batch, i);
      }
      gateway.tell(records);
    }
  }

  @Test
  void aScopeOfWhichTooMuchIsSeenIsALineAndLeavesReviewsGatesAndTheOthers() {
    String scope =
        """
        "scope":[{"kind":"department","name":"ops","approved_by":"first",
         "approved_on":"2026-11-16"}],"owners"
        """;
    String scoped = USE_CASE.replace("\"owners\"", scope);
    put("/api/v1/use-cases/support", scoped);
    put("/api/v1/use-cases/flood", scoped);
    String gate = CRITERIA.replace("baseline_fresh", "scope_growth").replace("least", "most");
    put("/api/v1/gates/flood/beta", gate);
    put("/api/v1/gates/support/beta", gate);
    used(LocalDate.parse("2026-11-10"), 3);
    flooded(LocalDate.parse("2026-11-11"));
    gateway.settle();
    String tooMuch =
        "at most 10,000 sources, agents and departments are looked at, more are seen from ";

    assertThat(expect(200, gateway.get("/api/v1/reviews/2026-11/draft")).path("gaps").toString())
        .contains("scope of 'flood' is not known: " + tooMuch)
        .contains("scope of 'support' grew beyond its register: department sales");
    JsonNode lines = expect(200, gateway.get("/api/v1/use-cases")).path("use_cases");
    assertThat(lines.path(0).path("warnings").toString()).contains("scope: " + tooMuch);
    assertThat(lines.path(0).path("unexplained")).isEmpty();
    assertThat(lines.path(1).path("unexplained").toString()).isEqualTo("[\"department sales\"]");
    JsonNode flood = figure(expect(200, gateway.get("/api/v1/gates/flood/beta")), GROWTH);
    assertThat(flood.path("why").asText()).contains("scope of 'flood': " + tooMuch);
    is(expect(200, gateway.get("/api/v1/gates/support/beta")), GROWTH, "1", 2, "ledger");
  }

  @Test
  void aSharedOutcomeIsAsMuchProofAsItsShare() {
    measured();
    put("/api/v1/baselines/search", BASELINE);
    put("/api/v1/outcome-definitions/search", OUTCOME);
    put("/api/v1/gates/support/beta", CRITERIA.replace("baseline_fresh", "outcomes"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      lines.add(
          """
          {"use_case":"support","outcome_id":"S-%d","occurred_at":"2026-11-12T08:00:00Z",
           "shares":{"support":"0.25","search":"0.75"}}
          """
              .formatted(i)
              .replace("\n", " "));
    }
    expect(200, gateway.control("POST", "/api/v1/outcomes", String.join("\n", lines)));

    JsonNode standing = expect(200, gateway.get("/api/v1/gates/support/beta"));

    is(standing, "outcomes", "30", 120, "told");
    assertThat(standing.path("proven").path("why").asText())
        .isEqualTo("outcomes are 30, needed are 100");
  }

  private static BigDecimal bound(String text) {
    return new BigDecimal(text);
  }
}
