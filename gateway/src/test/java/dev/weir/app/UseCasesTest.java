package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The portfolio of an assembled gateway over HTTP, and the keys it refuses.
@Timeout(60)
class UseCasesTest {
  private static final String PATH = "/api/v1/use-cases/triage";

  private final LocalDate review = LocalDate.now(ZoneOffset.UTC).plusMonths(6);

  private final String whole =
      """
      {"name":"Triage",
       "statement":"Classify inbound support tickets of retail customers by product, so that the share of misrouted tickets falls from 18 % to below 5 % by 2090-06-30.",
       "audience":"internal","stage":"poc","owners":{"business":"ada","technical":"bob"},
       "cost_centre":"care",
       "workload":{"weights":{"cost":"0.4","latency":"0.1","quality":"0.5"},
        "floors":{"quality_min":"0.9"},"ceilings":{"ttft_p95_ms_max":1500}},
       "value":{"kind":"saving","of":"handling time"},"budget_usd_per_month":"2000",
       "scope":[{"kind":"department","name":"ops","approved_by":"first","approved_on":"2026-01-31"}],
       "smart":{"achievable":{"evidence":"a trial","measured":"0.93","n":300},
        "time_bound":{"evidence":"a plan","by":"2090-06-30"}},
       "score":{"repeatable":5,"measurable":5,"important":3,"low_risk":4,"easy_to_evaluate":5},
       "commodity":{"index":"0.35","source":"opinion","why":"Two vendors sell the like."},
       "review_on":"half a year ahead"}
      """
          .replace("half a year ahead", review.toString());

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

  private Reply put(String body) {
    return gateway.control("PUT", PATH + "?why=test", body);
  }

  private void done(String body) {
    Reply reply = put(body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  /// What gates, outcomes and baselines write, while the gateway stands.
  private void publish(Kind kind, UnaryOperator<ObjectNode> next) {
    gateway.close();
    try (Facts facts = Facts.open(data.resolve("facts.duckdb"), new Database.Settings(64, 1, 4))) {
      ObjectNode body =
          facts
              .current(kind, "triage")
              .map(Version::body)
              .orElseGet(JsonNodeFactory.instance::objectNode);
      Books books = new Books(facts, InstantSource.system());
      assertThat(
              books.publish(List.of(Change.of(kind, "triage", next.apply(body), "test", "test"))))
          .isInstanceOf(Published.Done.class);
    }
    gateway = new Gateway(data);
  }

  private void tell(String path, String body) {
    Reply reply = gateway.control("PUT", path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private void atGate(Stage stage) {
    publish(
        Kind.USE_CASE,
        body -> {
          UseCase useCase = UseCaseText.read("triage", body);
          return UseCaseText.write(
              useCase.atGate(stage, Audience.INTERNAL, useCase.budgetUsd()), body);
        });
  }

  private void measured() {
    tell(
        "/api/v1/outcome-definitions/triage",
        """
        {"unit":"ticket","target":{"per_month":"1000"},"unit_value_usd":"4",
         "value_source":"time study","value_evidence":"opinion"}
        """);
    tell(
        "/api/v1/baselines/triage",
        """
        {"unit":"ticket","source":"estimated","cost_per_unit_usd":"8","expires":"2090-01-01"}
        """);
  }

  private void hypothesis(String useCase) {
    hypothesis(useCase, LocalDate.of(2090, 1, 1));
  }

  private void hypothesis(String useCase, LocalDate until) {
    tell(
        "/api/v1/hypotheses/h-1",
        """
        {"use_case":"%s","hypothesis":"users ask more often","unit":"user",
         "design":"randomised","arms":[{"name":"large","weight":1},{"name":"small","weight":1}],
         "control":"large","metric":"calls_per_unit","direction":"increase",
         "minimum_effect":0.1,"deviation":1,"units_per_arm":1570,"stop":"fixed","window_days":7,
         "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
         "until":"%s"}
        """
            .formatted(useCase, until));
  }

  private Reply key(String environment) {
    return gateway.control(
        "POST",
        "/api/v1/keys",
        """
        {"name":"app","fixed_tags":{"use_case":"triage","department":"ops","role":"service",
         "environment":"%s"}}
        """
            .formatted(environment));
  }

  private JsonNode error(Reply reply, int status) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json().path("error");
  }

  @Test
  void whatIsPutIsListedShownAndHasAHistory() {
    done(whole);
    done(whole.replace("Triage", "Ticket triage"));

    JsonNode line = gateway.get("/api/v1/use-cases").json().path("use_cases").path(0);
    assertThat(line.path("name").asText()).isEqualTo("Ticket triage");
    assertThat(line.path("stage").asText()).isEqualTo("poc");
    assertThat(line.path("missing").toString())
        .isEqualTo("[\"outcome\",\"baseline\",\"target\",\"unit_value\"]");
    assertThat(line.path("warnings").toString()).contains("owner 'ada' is no operator");
    JsonNode page = gateway.get(PATH).json();
    assertThat(page.path("use_case").path("score").path("important").asInt()).isEqualTo(3);
    assertThat(page.path("safeguards").path("risk_tier").asText()).isEqualTo("low");
    JsonNode history = gateway.get("/api/v1/history/use_case/triage").json().path("versions");
    assertThat(history).hasSize(2);
    assertThat(history.path(0).path("why").asText()).isEqualTo("test");
    assertThat(gateway.control("DELETE", PATH + "?why=test", "").status()).isEqualTo(200);
    assertThat(gateway.get(PATH).status()).isEqualTo(404);
  }

  @Test
  void noKeyForProductionUntilNothingIsMissing() {
    done(whole);
    assertThat(key("test").status()).as("a proof of concept").isEqualTo(201);

    JsonNode refused = error(key("production"), 409);
    assertThat(refused.path("code").asText()).isEqualTo("use_case_not_ready");
    assertThat(refused.path("message").asText())
        .contains("'triage'", "outcome: none", "baseline: there is none", "target:", "unit_value:")
        .doesNotContain("owner", "budget", "hypothesis", "statement");
    measured();

    assertThat(key("production").status()).isEqualTo(201);
  }

  @Test
  void noKeyBeyondAProofOfConceptUntilNothingIsMissing() {
    done(whole.replace("\"2000\"", "\"20000\""));
    String id = key("test").json().path("id").asText();
    measured();
    atGate(Stage.BETA);

    assertThat(error(key("test"), 409).path("message").asText())
        .contains("at 'beta'", "hypothesis: none is registered", "10000");
    assertThat(gateway.control("POST", "/api/v1/keys/" + id + "/rotate", "{}").status())
        .as("a secret that leaked is replaced")
        .isEqualTo(200);
    assertThat(gateway.control("POST", "/api/v1/keys/" + id + "/revoke", "").status())
        .as("what ends is never refused")
        .isEqualTo(200);
    done(whole.replace("\"2000\"", "\"20000\",\"hypothesis\":\"h-1\"").replace("poc", "beta"));
    assertThat(error(key("test"), 409).path("message").asText())
        .contains("hypothesis: 'h-1' is not registered about it");
    hypothesis("another");
    assertThat(error(key("test"), 409).path("message").asText())
        .contains("'h-1' is not registered");
    hypothesis("triage");
    assertThat(key("test").status()).isEqualTo(201);
  }

  @Test
  void aHypothesisThatEndsBeforeItIsStartedCountsNoMore() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    done(whole.replace("\"2000\"", "\"20000\",\"hypothesis\":\"h-1\""));
    measured();
    hypothesis("triage", today.plusDays(1));
    Reply before = key("production");
    assertThat(before.status()).as(before.text()).isEqualTo(201);

    onDay(today.plusDays(3));
    assertThat(error(key("production"), 409).path("message").asText())
        .contains("hypothesis: 'h-1' is not registered about it, or ended before it was started");
    String secret = before.json().path("secret").asText();
    assertThat(gateway.own(secret, "/weir/me").status()).as("keys there are").isEqualTo(200);
    hypothesis("triage", today.plusDays(4));
    assertThat(key("production").status()).as("registered anew").isEqualTo(201);
    Reply started = gateway.control("POST", "/api/v1/hypotheses/h-1/start", "{}");
    assertThat(started.status()).as(started.text()).isEqualTo(200);

    onDay(today.plusDays(9));
    assertThat(key("production").status()).as("started, and over").isEqualTo(201);
  }

  private void onDay(LocalDate day) {
    gateway.close();
    gateway = new Gateway(data, () -> day.atTime(12, 0).toInstant(ZoneOffset.UTC));
  }

  @Test
  void aKeyThatIsChangedToAnotherUseCaseIsJudgedAsANewOne() {
    done(whole.replace("poc", "idea"));
    String other =
        key("test").status() == 409
            ? gateway
                .control(
                    "POST",
                    "/api/v1/keys",
                    "{\"name\":\"other\",\"fixed_tags\":{\"use_case\":\"free\"}}")
                .json()
                .path("id")
                .asText()
            : "";
    assertThat(other).as("an idea has no key").isNotEmpty();
    Reply moved =
        gateway.control(
            "PATCH", "/api/v1/keys/" + other, "{\"fixed_tags\":{\"use_case\":\"triage\"}}");

    assertThat(error(moved, 409).path("message").asText()).contains("at 'idea'");
    assertThat(gateway.control("PATCH", "/api/v1/keys/" + other, "{\"name\":\"renamed\"}").status())
        .isEqualTo(200);
  }

  @Test
  void atItsEndAKeyIsNeitherMadeNorProlonged() {
    done(whole);
    String id = key("test").json().path("id").asText();
    atGate(Stage.SUNSET);

    assertThat(error(key("test"), 409).path("message").asText()).contains("at 'sunset'");
    String path = "/api/v1/keys/" + id;
    assertThat(gateway.control("PATCH", path, "{\"expires\":\"2089-01-01T00:00:00Z\"}").status())
        .as("it ends earlier than never")
        .isEqualTo(200);
    assertThat(gateway.control("PATCH", path, "{\"expires\":null}").status()).isEqualTo(409);
    assertThat(gateway.get("/api/v1/use-cases").text()).contains("1 keys of it work");
  }

  @Test
  void aPolicyMayRefuseProductionToWhatIsNotInThePortfolio() {
    assertThat(key("production").status()).isEqualTo(201);
    assertThat(
            gateway
                .control("PUT", "/api/v1/portfolio/policy", "{\"unregistered\":\"refused\"}")
                .status())
        .isEqualTo(200);

    JsonNode refused = error(key("production"), 409);
    assertThat(refused.path("code").asText()).isEqualTo("use_case_unregistered");
    assertThat(key("test").status()).isEqualTo(201);
    Reply without =
        gateway.control(
            "POST",
            "/api/v1/keys",
            "{\"name\":\"any\",\"fixed_tags\":{\"environment\":\"production\"}}");
    assertThat(error(without, 409).path("message").asText()).contains("was none");
  }

  @ParameterizedTest
  @CsvSource({"poc,beta", "poc,soft_launch", "poc,production", "poc,sunset"})
  void onlyAGateLeadsBeyondAProofOfConcept(String from, String to) {
    done(whole);

    JsonNode refused = error(put(whole.replace('"' + from + '"', '"' + to + '"')), 409);

    assertThat(refused.path("code").asText()).isEqualTo("gate_decides");
    assertThat(refused.path("message").asText()).contains("'stage'", "'poc' to '" + to + "'");
  }

  @Test
  void anotherAudienceIsAGateOnceItIsNoIdeaAnyMore() {
    done(whole.replace("poc", "idea"));
    done(whole.replace("poc", "idea").replace("internal", "customer"));
    measured();
    done(whole.replace("internal", "customer"));

    assertThat(error(put(whole), 409).path("message").asText())
        .contains("'audience'", "'customer' to 'internal'");
  }

  @Test
  void beyondAProofOfConceptNothingThatKeysNeedIsTakenAwayAndItIsNotDeleted() {
    done(whole);
    measured();
    atGate(Stage.BETA);
    String beta = whole.replace("poc", "beta");

    assertThat(error(put(beta.replace("\"budget_usd_per_month\":\"2000\",", "")), 409).toString())
        .contains("would lack budget");
    assertThat(error(gateway.control("DELETE", PATH + "?why=test", ""), 409).toString())
        .contains("at 'beta'");
    done(beta.replace("\"2000\"", "\"3000\""));
  }

  @Test
  void beyondAProofOfConceptOneOfTheOwnersOrAnAdminNamesOthers() {
    String owned = whole.replace("\"bob\"", "\"finops\"");
    String finops = gateway.operator("finops");
    done(whole);
    Reply atPoc = gateway.control(finops, "PUT", PATH + "?why=hired", owned);
    assertThat(atPoc.status()).as("at poc: " + atPoc.text()).isEqualTo(200);
    done(whole);
    measured();
    atGate(Stage.BETA);
    String beta = owned.replace("poc", "beta");

    JsonNode refused = error(gateway.control(finops, "PUT", PATH + "?why=mine", beta), 403);
    assertThat(refused.path("code").asText()).isEqualTo("use_case_owners");
    assertThat(refused.path("message").asText())
        .isEqualTo(
            "use case 'triage' at 'beta': field 'owners' is changed by one of them, [ada, bob], or"
                + " by an admin, was by 'finops'");
    done(beta);
    Reply handed =
        gateway.control(finops, "PUT", PATH + "?why=leaving", beta.replace("finops", "carl"));
    assertThat(handed.status()).as("an owner: " + handed.text()).isEqualTo(200);
  }

  @Test
  void strategicIsNoMoreThanThePolicyAllows() {
    String strategic =
        whole.replace(
            "{\"kind\":\"saving\",\"of\":\"handling time\"}",
            """
            {"kind":"strategic","aim":"option","horizon":"2091-01-01","review_criteria":["used"]}
            """);
    assertThat(error(put(strategic), 409).path("message").asText())
        .contains("strategic_share_max", "0.25", "would be 1");
    Reply big =
        gateway.control("PUT", "/api/v1/use-cases/other", whole.replace("\"2000\"", "\"6000\""));
    assertThat(big.status()).isEqualTo(200);

    done(strategic);
    assertThat(error(put(strategic.replace("\"2000\"", "\"2001\"")), 409).toString())
        .contains("too_strategic");
    assertThat(
            error(
                    put(
                        strategic.replace(
                            "\"review_on\":\"%s\"".formatted(review), "\"hypothesis\":\"h\"")),
                    400)
                .toString())
        .contains("'review_on' is missing", "strategic");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"0.4\"|\"0.5\"|workload.weights|was 1.1",
        "\"bob\"|\"Ada\"|owners|'ada' twice",
        "\"quality_min\":\"0.9\"|\"quality_min\":\"1.9\"|quality_min|was 1.9",
        "1500|0|ttft_p95_ms_max|was 0",
        "\"2000\"|\"-1\"|budget_usd_per_month|was -1",
        "\"2000\"|\"many\"|budget_usd_per_month|\"many\"",
        "\"important\":3|\"important\":6|score.important|was 6",
        "\"0.35\"|\"1.2\"|commodity.index|was 1.2",
        "\"opinion\"|\"rumour\"|source|was 'rumour'",
        "internal|everyone|audience|was 'everyone'",
        "\"poc\"|\"pilot\"|stage|was 'pilot'",
        "\"saving\"|\"hope\"|kind|was 'hope'",
        "2026-01-31|2089-01-31|scope.approved_on|was 2089-01-31",
        "2026-01-31|yesterday|approved_on|\"yesterday\"",
        "\"name\":\"ops\"|\"name\":\"\"|scope.name|was ''",
        "\"measured\":\"0.93\"|\"measured\":\"93\"|smart.achievable.measured|was 93",
        "\"n\":300|\"n\":0|smart.achievable.n|was 0",
        "\"name\":\"Triage\"|\"name\":\" \"|name|was ' '",
        "\"cost_centre\"|\"cost_center\"|cost_center|fields are",
        "\"2000\"|\"5000\",\"x\":\"y\"|x|fields are"
      })
  void badInputIsRefusedWithItsFieldItsRuleAndItsValue(
      String part, String instead, String field, String value) {
    Reply reply = put(whole.replace(part, instead));

    assertThat(error(reply, 400).path("message").asText()).contains("triage", field, value);
  }

  @Test
  void aReviewIsNeitherOverNorMoreThanAYearAway() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (LocalDate day : List.of(today.minusDays(2), today.plusYears(1).plusDays(2))) {
      Reply reply = put(whole.replace(review.toString(), day.toString()));

      assertThat(error(reply, 400).path("message").asText())
          .contains("use case 'triage': field 'review_on' is", "was " + day);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"weights\":{\"repeatable\":1,\"measurable\":1,\"important\":1,\"low_risk\":1,\"easy_to_evaluate\":1}}",
        "{\"strategic_share_max\":\"1.5\"}",
        "{\"significant_usd_per_month\":\"-5\"}",
        "{\"audiences\":{\"internal\":{\"gate_margin\":\"0\"}}}",
        "{\"audiences\":{\"aliens\":{}}}",
        "{\"unregistered\":\"maybe\"}"
      })
  void aPolicyThatCannotHoldIsRefused(String policy) {
    Reply reply = gateway.control("PUT", "/api/v1/portfolio/policy?why=test", policy);

    assertThat(error(reply, 400).path("message").asText()).isNotBlank();
    assertThat(gateway.get("/api/v1/portfolio/policy").json().path("assumed").asBoolean()).isTrue();
  }

  @Test
  void aSignificantInvestmentHasAReviewDate() {
    String undated = whole.replace(",\n \"review_on\":\"%s\"".formatted(review), "");
    done(undated);

    assertThat(error(put(undated.replace("\"2000\"", "\"5000\"")), 400).path("message").asText())
        .contains("'review_on' is missing", "5000");
    Reply higher =
        gateway.control(
            "PUT", "/api/v1/portfolio/policy", "{\"significant_usd_per_month\":\"8000\"}");
    assertThat(higher.status()).isEqualTo(200);
    done(undated.replace("\"2000\"", "\"5000\""));
  }

  @Test
  void aChangeAgainstAnOlderVersionIsAConflict() {
    done(whole);
    done(whole);

    assertThat(gateway.control("PUT", PATH + "?expected_version=1", whole).status()).isEqualTo(409);
  }

  @Test
  void theFiveChecksGoByTheCalendarTheOutcomeTheBaselineAndTheTrial() {
    done(whole.replace("2090-06-30\"}", "2020-06-30\"}"));

    JsonNode page = gateway.get(PATH + "/readiness").json();
    assertThat(page.path("ready").asBoolean()).isFalse();
    List<String> passed = new ArrayList<>();
    page.path("smart")
        .forEach(each -> {
          if (each.path("passed").asBoolean()) {
            passed.add(each.path("check").asText());
          }
        });
    assertThat(passed).containsExactly("achievable");
    assertThat(page.path("smart").path(4).path("lacking").toString())
        .contains("the date is over: 2020-06-30");
    measured();
    assertThat(gateway.get(PATH + "/readiness").json().path("ready").asBoolean()).isTrue();
  }

  @Test
  void whatOutcomesAreToldWithSaysWhatIsAchievable() {
    done(whole);
    measured();
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    String outcomes =
        IntStream.range(0, 30)
            .mapToObj(i ->
                "{\"use_case\":\"triage\",\"outcome_id\":\"t%d\",\"occurred_at\":\"%s\",\"quality\":\"0.8\"}"
                    .formatted(i, yesterday))
            .collect(Collectors.joining("\n"));
    assertThat(gateway.control("POST", "/api/v1/outcomes", outcomes).status()).isEqualTo(200);

    JsonNode achievable = gateway.get(PATH + "/readiness").json().path("smart").path(2);

    assertThat(achievable.path("check").asText()).isEqualTo("achievable");
    assertThat(achievable.path("evidence").asText()).isEqualTo("quality 0.8 of 30 live outcomes");
    assertThat(achievable.path("lacking").path(0).asText())
        .isEqualTo("what is served has a quality of 0.8, the floor is 0.9");
  }

  @Test
  void aStatementIsLintedBeforeAnythingIsKept() {
    Reply vague =
        gateway.control(
            "POST",
            "/api/v1/use-cases/lint",
            "{\"statement\":\"Improve productivity across the organisation.\"}");

    assertThat(vague.json().path("blocked").asBoolean()).isTrue();
    assertThat(vague.json().path("findings").findValuesAsText("rule"))
        .containsExactly("task", "population", "metric", "target", "time", "breadth");
    assertThat(vague.json().path("split")).isNotEmpty();
    assertThat(
            error(gateway.control("POST", "/api/v1/use-cases/lint", "{\"statement\":\"\"}"), 400)
                .path("message")
                .asText())
        .contains("'statement'", "was 0");
    assertThat(gateway.get("/api/v1/use-cases").json().path("use_cases")).isEmpty();
  }

  @Test
  void theRankingSaysHowMuchOfItHangsOnTheWeights() {
    done(whole);
    String weak =
        whole.replace("\"repeatable\":5,\"measurable\":5", "\"repeatable\":1,\"measurable\":1");
    assertThat(gateway.control("PUT", "/api/v1/use-cases/weak", weak).status()).isEqualTo(200);

    JsonNode page = gateway.get("/api/v1/portfolio").json();
    assertThat(page.path("ranking").path(0).path("id").asText()).isEqualTo("triage");
    assertThat(page.path("ranking").path(0).path("score").asText()).isEqualTo("4.4");
    assertThat(page.path("ranking").path(0).path("reversal").asText()).isEqualTo("0");
    assertThat(page.path("ranking").path(0).path("frontier").asBoolean()).isTrue();
    assertThat(page.path("ranking").path(1).path("frontier").asBoolean()).isFalse();
    assertThat(gateway.get("/api/v1/portfolio").text()).isEqualTo(page.toString());
  }

  @Test
  void scopeIsApprovedByWhoPutsItInTheirOwnName() {
    assertThat(error(put(whole.replace("\"first\"", "\"ada\"")), 400).path("message").asText())
        .contains("'triage': scope 'ops': field 'approved_by'", "first (op_", "was 'ada'");
    done(whole);
    String other = gateway.operator("finops");

    assertThat(gateway.control(other, "PUT", PATH + "?why=test", whole).status())
        .as("an approval that stands is not given anew")
        .isEqualTo(200);
    Reply later =
        gateway.control(
            other, "PUT", PATH + "?why=test", whole.replace("2026-01-31", "2026-02-01"));
    assertThat(error(later, 400).path("message").asText()).contains("finops (op_", "was 'first'");
  }

  @Test
  void whereThePolicySaysSoAnotherApprovesThanWhoAdded() {
    tell("/api/v1/portfolio/policy", "{\"scope_approval\":\"another\"}");
    String other = gateway.operator("finops");
    String waiting = whole.replace(",\"approved_by\":\"first\",\"approved_on\":\"2026-01-31\"", "");

    assertThat(error(put(whole), 400).path("message").asText())
        .contains("scope 'ops': it is put without 'approved_by' first");
    done(waiting);
    Reply touched =
        gateway.control(other, "PUT", PATH + "?why=test", waiting.replace("\"2000\"", "\"2500\""));
    assertThat(touched.status()).isEqualTo(200);
    assertThat(error(put(whole), 400).path("message").asText())
        .contains("another than who added it", "was 'first (op_");
    Reply approved =
        gateway.control(other, "PUT", PATH + "?why=test", whole.replace("\"first\"", "\"finops\""));
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
  }

  @Test
  void whatCallsShowAndNobodyApprovedIsListed() {
    done(whole);
    gateway.ready("elsewhere");
    for (String department : List.of("ops", "sales")) {
      gateway.tell(
          """
          {"id":"%s","at":"2026-11-05T08:00:00Z","provider":"tiny","model":"gpt-4o",
           "usage":{"input":1000,"output":100},
           "tags":{"use_case":"triage","department":"%s","source":"wiki"}}
          """
              .formatted(department, department));
    }
    gateway.settle();

    JsonNode page = gateway.get(PATH + "/scope?from=2026-11-01&to=2026-12-01").json();

    assertThat(page.path("unexplained").asInt()).isEqualTo(2);
    assertThat(page.path("parts").findValuesAsText("name"))
        .containsExactlyInAnyOrder("ops", "sales", "wiki");
    page.path("parts")
        .forEach(part ->
            assertThat(part.path("approved").asBoolean())
                .as(part.toString())
                .isEqualTo(part.path("name").asText().equals("ops")));
    assertThat(page.path("parts").path(0).path("usd").asText()).isEqualTo("0.007");
    assertThat(gateway.get("/api/v1/use-cases/none/scope").status()).isEqualTo(404);
  }
}
