package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Experiments that users live through for weeks of a driven clock: every call goes through the
/// gateway, which puts its user into an arm, and every outcome is told over HTTP.
@Tag("slow")
@Timeout(120)
class LivedTrialsTest {
  private static final int DAYS = 21;
  private static final int USERS_A_DAY = 8;
  private static final String EXPERIMENT =
      """
      {"use_case":"%s","state":"running",
       "arms":[{"name":"today","weight":1},{"name":"brief","weight":1}]}
      """;
  private static final String HYPOTHESIS =
      """
      {"use_case":"%s","hypothesis":"brief answers resolve more tickets","unit":"user",
       "design":"randomised","arms":[{"name":"today","weight":1},{"name":"brief","weight":1}],
       "control":"today","metric":"success_share","direction":"increase","baseline":0.5,
       "minimum_effect":0.3,"units_per_arm":50,"stop":"fixed","window_days":7,
       "unit_value_usd":"4","also":["cost_per_outcome"],
       "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
       "until":"2027-04-30"}
      """;

  private static final String RANDOMISED =
      """
      {"unit":"ticket resolved","value":"4","value_source":"the trial","value_evidence":"rct"}
      """;

  private static final String STUDIED =
      """
      {"unit":"ticket resolved","unit_value_usd":"4","value_source":"two sites",
       "value_evidence":"before_after"}
      """;

  private static final String OPPORTUNITY =
      """
      {"evidence":"before_after","inputs":{"volume_per_month":1000,"human_cost_usd":8,"review_cost_usd":1,
       "rework_cost_usd":5,"fixed_cost_usd":100,"variable_cost_usd":100,"adoption":0.5,
       "success_rate":0.8}}
      """;

  private static final String BASELINE =
      """
      {"unit":"ticket","source":"sampled","n":400,"from":"2027-01-01","until":"2027-02-01",
       "expires":"2028-01-01","volume_per_month":1000,
       "cost_per_unit_usd":{"value":8,"low":7,"high":9}}
      """;

  private static final String GATE =
      """
      {"criteria":[{"metric":"value_per_outcome_usd","comparison":"at_least","threshold":"1"}],
       "kill":[],"proof":{"margin":"0.8","outcomes_min":10},
       "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
      """;

  private static final String STATED = "{\"unit\":\"ticket resolved\",\"stated_evidence\":\"rct\"}";

  @TempDir private Path data;
  private Instant now = Instant.parse("2027-03-01T08:00:00Z");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    gateway.ready("other");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(path + " " + reply.text()).isBetween(200, 201);
    return reply.json();
  }

  /// Three weeks of new users, and a week in which what they did is told to its end; the readout.
  ///
  /// @param resolves whether an arm's user of a number has the ticket resolved
  private JsonNode lived(String useCase, BiPredicate<String, Integer> resolves) {
    return lived(useCase, registered(useCase, HYPOTHESIS, EXPERIMENT), resolves);
  }

  private JsonNode lived(String useCase, String secret, BiPredicate<String, Integer> resolves) {
    Map<String, Integer> ofArm = new HashMap<>();
    for (int day = 0; day < DAYS; day++) {
      List<String> outcomes = new ArrayList<>();
      for (int user = 0; user < USERS_A_DAY; user++) {
        String name = "u-%d-%d".formatted(day, user);
        Reply reply = gateway.chat(secret, "gpt-4o", "x-weir-user", name);
        assertThat(reply.status()).as(reply.text()).isIn(200, 409);
        String arm =
            reply.status() == 409
                ? "manual"
                : reply.whole().headers().firstValue("x-weir-arm").orElseThrow();
        int number = ofArm.merge(arm, 1, Integer::sum);
        outcomes.add(outcome(useCase, "", name, resolves.test(arm, number)));
      }
      now = now.plus(Duration.ofDays(1));
      tell(outcomes);
    }
    now = now.plus(Duration.ofDays(8));
    gateway.settle();
    assertThat(ofArm.values().stream().mapToInt(Integer::intValue).min().orElseThrow())
        .as("users of the smaller arm")
        .isGreaterThanOrEqualTo(50);
    return done("GET", "/api/v1/hypotheses/" + useCase + "-trial/readout", "");
  }

  private String registered(String useCase, String hypothesis, String experiment) {
    String trial = useCase + "-trial";
    done("PUT", "/api/v1/outcome-definitions/" + useCase, "{\"unit\":\"ticket resolved\"}");
    done("PUT", "/api/v1/hypotheses/" + trial, hypothesis.formatted(useCase));
    done("PUT", "/api/v1/experiments/" + trial, experiment.formatted(useCase));
    done("POST", "/api/v1/hypotheses/" + trial + "/start", "{}");
    return key(useCase);
  }

  private String key(String useCase) {
    return done(
            "POST",
            "/api/v1/keys",
            """
            {"name":"app","fixed_tags":{"use_case":"%s","department":"ops","role":"engineer",
             "environment":"test"},"trusts_user_tags":true}
            """
                .formatted(useCase))
        .path("secret")
        .asText();
  }

  private String outcome(String useCase, String id, String user, boolean resolved) {
    return """
    {"use_case":"%s","outcome_id":"%s/%s/%s","occurred_at":"%s","success":%b,"links":{"user":"%s"}}
    """
        .formatted(useCase, useCase, id, user, now.plus(Duration.ofHours(1)), resolved, user);
  }

  @Test
  void aHypothesisThatIsNotAboutItsExperimentIsRefused() {
    done(
        "PUT",
        "/api/v1/experiments/support-trial",
        EXPERIMENT.formatted("support").replace("running", "draft"));
    String path = "/api/v1/hypotheses/support-trial";
    String other =
        HYPOTHESIS.formatted("support").replace("\"brief\",\"weight\":1", "\"brief\",\"weight\":3");

    Reply refused = gateway.control("PUT", path, other);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains(
            "field 'arms' is that of the experiment of its name, {brief=1, today=1}, was {brief=3, today=1}");
    assertThat(gateway.control("PUT", path, HYPOTHESIS.formatted("sales")).text())
        .contains("field 'use_case' is that of the experiment of its name, support, was sales");
    done("PUT", "/api/v1/hypotheses/later", other);
    done(
        "PUT",
        "/api/v1/experiments/later",
        EXPERIMENT.formatted("support").replace("running", "draft"));
    Reply late = gateway.control("POST", "/api/v1/hypotheses/later/start", "{}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("experiment_differs", "{brief=1, today=1}");
  }

  /// 40 users before and after, each with an outcome that is told at once and one that fails and is
  /// told ten days later: what is told late is missing of both times, and not of the last alone.
  @Test
  void whatIsToldLateCountsAlikeBeforeAndAfter() {
    done("PUT", "/api/v1/outcome-definitions/support", "{\"unit\":\"ticket resolved\"}");
    done(
        "PUT",
        "/api/v1/hypotheses/brief",
        """
        {"use_case":"support","hypothesis":"brief answers resolve more tickets","unit":"user",
         "design":"before_after","metric":"success_share","direction":"increase","baseline":0.5,
         "minimum_effect":0.5,"deviation":1,"units_per_arm":40,"stop":"fixed","window_days":7,
         "late_days":3,"until":"2027-04-30","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """);
    String secret = key("support");
    List<String> lateBefore = lived(secret, "before", 0);
    now = now.plus(Duration.ofDays(4));
    done("POST", "/api/v1/hypotheses/brief/start", "{}");
    now = now.plus(Duration.ofDays(2));
    List<String> lateAfter = lived(secret, "after", 1);
    now = now.plus(Duration.ofDays(4));
    tell(lateBefore);
    now = now.plus(Duration.ofDays(4));
    gateway.settle();
    JsonNode readout = done("GET", "/api/v1/hypotheses/brief/readout", "");
    now = now.plus(Duration.ofDays(2));
    tell(lateAfter);

    assertThat(readout.path("evidence_share").asText()).isEqualTo("0.5");
    JsonNode difference = readout.path("comparisons").path(0).path("difference");
    assertThat(difference.path("value").asDouble()).isCloseTo(0, within(1e-9));
    assertThat(done("GET", "/api/v1/hypotheses/brief/readout", "").path("comparisons"))
        .as("and what comes later changes nothing")
        .isEqualTo(readout.path("comparisons"));
  }

  /// Every second of 40 users has a ticket resolved.
  ///
  /// @return what is told of them later: a ticket each that failed
  private List<String> lived(String secret, String time, int odd) {
    List<String> atOnce = new ArrayList<>();
    List<String> late = new ArrayList<>();
    for (int user = 0; user < 40; user++) {
      String name = "u-" + user;
      assertThat(gateway.chat(secret, "gpt-4o", "x-weir-user", name).status()).isEqualTo(200);
      atOnce.add(outcome("support", time + "/0", name, user % 2 == odd));
      late.add(outcome("support", time + "/1", name, false));
    }
    now = now.plus(Duration.ofHours(2));
    tell(atOnce);
    return late;
  }

  private void tell(List<String> outcomes) {
    done("POST", "/api/v1/outcomes", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
  }

  /// Those who were exposed add up to its groups', and outcomes told to all there were.
  private void opensToItsRows(JsonNode readout) {
    JsonNode sources = readout.path("sources");
    assertThat(sources.findValuesAsText("evidence")).contains("rct", "ledger").hasSize(7);
    assertThat(units(done("GET", sources.at("/exposed/rows").asText(), "").path("arms"), "units"))
        .isEqualTo(units(readout.path("groups"), "exposed") + readout.path("contaminated").asInt())
        .isPositive();
    JsonNode told = done("GET", sources.at("/difference/rows").asText(), "");
    assertThat(told.path("groups")).isNotEmpty();
    JsonNode calls = done("GET", sources.at("/per_month/rows").asText(), "");
    assertThat(units(calls.path("rows"), "calls")).isPositive();
  }

  private static int units(JsonNode rows, String field) {
    int sum = 0;
    for (JsonNode row : rows) {
      sum += row.path(field).asInt();
    }
    return sum;
  }

  private static BigDecimal usd(JsonNode interval, String field) {
    return new BigDecimal(interval.path(field).asText());
  }

  @Test
  void aChangeThatResolvesMoreIsPositiveInDollarsAnOutcome() {
    JsonNode readout =
        lived("support", (arm, number) -> arm.equals("brief") ? number % 5 != 0 : number % 2 != 0);

    JsonNode comparison = readout.path("comparisons").path(0);
    assertThat(comparison.path("verdict").asText()).isEqualTo("positive");
    assertThat(comparison.path("decision").asText()).isEqualTo("scale");
    assertThat(readout.path("evidence").asText()).isEqualTo("rct");
    // 43 of 53 against 30 of 59, at 4 dollars, for each of those that succeeded without it.
    assertThat(usd(comparison.path("per_outcome"), "usd")).isEqualByComparingTo("2.38239");
    assertThat(usd(comparison.path("per_outcome"), "low_usd")).isGreaterThan(BigDecimal.ONE);
    opensToItsRows(readout);
    refusedYet("value_evidence", RANDOMISED);
    refusedYet("stated_evidence", STATED);
    JsonNode running = done("GET", "/api/v1/unit-costs/support?month=2027-03", "");
    assertThat(running.path("effects")).isEmpty();
    assertThat(running.path("notes").toString())
        .contains("no hypothesis of 'support' was over by the end of 2027-03");
    done("POST", "/api/v1/hypotheses/support-trial/stop", "{}");
    isTheEffectOfItsMonth("support", comparison);
    done("PUT", "/api/v1/outcome-definitions/support", STATED);
    done("PUT", "/api/v1/outcome-definitions/support", RANDOMISED);
    assertThat(usd(comparison, "claimable_usd_per_month"))
        .as("all of it, for it was drawn by lot")
        .isEqualByComparingTo(usd(comparison.path("per_month"), "usd"));
    done("PUT", "/api/v1/settings?why=audit", "{\"evidence_shares\":{\"rct\":\"0.9\"}}");
    JsonNode cut = done("GET", "/api/v1/hypotheses/support-trial/readout", "");
    assertThat(cut.path("evidence_share").asText()).isEqualTo("0.9");
    assertThat(usd(cut.path("comparisons").path(0), "claimable_usd_per_month"))
        .as("less, where the organisation lets less count")
        .isCloseTo(
            usd(comparison.path("per_month"), "usd").multiply(new BigDecimal("0.9")),
            within(new BigDecimal("0.01")));
  }

  /// As the readout has it.
  private void isTheEffectOfItsMonth(String useCase, JsonNode comparison) {
    JsonNode effect =
        done("GET", "/api/v1/unit-costs/%s?month=2027-03".formatted(useCase), "")
            .path("effects")
            .path(0);
    for (String field : List.of("arm", "verdict", "why", "difference", "per_outcome")) {
      assertThat(effect.path(field)).as(field).isEqualTo(comparison.path(field));
    }
    assertThat(effect.path("hypothesis").asText()).isEqualTo(useCase + "-trial");
    assertThat(effect.path("evidence").asText()).isEqualTo("rct");
    assertThat(effect.path("rows").path(0).asText())
        .isEqualTo("/api/v1/hypotheses/%s-trial/readout".formatted(useCase));
  }

  private void refusedYet(String field, String definition) {
    Reply early = gateway.control("PUT", "/api/v1/outcome-definitions/support", definition);

    assertThat(early.status()).isEqualTo(400);
    assertThat(early.text())
        .contains(
            "outcome 'support': field '%s' is rct once a randomised experiment of the use case is over"
                .formatted(field));
  }

  @Test
  void armsThatDoTheSameAreNotEnoughEvidence() {
    JsonNode readout = lived("support", (_, number) -> number % 2 != 0);

    JsonNode comparison = readout.path("comparisons").path(0);
    assertThat(comparison.path("verdict").asText()).isEqualTo("not_enough_evidence");
    assertThat(comparison.path("decision").asText()).isEqualTo("continue");
    assertThat(usd(comparison.path("per_outcome"), "low_usd")).isNegative();
    assertThat(usd(comparison.path("per_outcome"), "high_usd")).isPositive();
  }

  @Test
  void whatUsersWithoutAiHaveResolvedTooIsNotTheAisInAReview() {
    livedWithoutAi("{\"unit\":\"ticket resolved\"}");
    assertThat(share("2027-03")).as("it is not over").isEmpty();

    done("POST", "/api/v1/hypotheses/support-trial/stop", "{}");

    // 43 of 53 against 30 of 59.
    assertThat(Double.parseDouble(share("2027-03"))).isCloseTo(0.3733, within(0.0001));
  }

  /// Against users who went without AI, of whom fewer have their tickets resolved.
  private void livedWithoutAi(String definition) {
    String secret =
        registered(
            "support",
            HYPOTHESIS.replace("today", "manual").replace("brief", "ai"),
            EXPERIMENT
                .replace("\"today\",\"weight\":1", "\"manual\",\"weight\":1,\"without_ai\":true")
                .replace("brief", "ai"));
    done("PUT", "/api/v1/outcome-definitions/support", definition);
    lived("support", secret, (arm, number) -> arm.equals("ai") ? number % 5 != 0 : number % 2 != 0);
  }

  @Test
  void whatAnExperimentHasShownCountsAlikeInGateReviewOpportunityAndOnThePage() {
    done(
        "PUT",
        "/api/v1/use-cases/support",
        "{\"name\":\"Support\",\"statement\":\"Answer tickets\",\"stage\":\"poc\"}");
    done("PUT", "/api/v1/baselines/support", BASELINE);
    done("PUT", "/api/v1/opportunities/support", OPPORTUNITY);
    done("PUT", "/api/v1/gates/support/beta", GATE);
    done("PUT", "/api/v1/reviews/policy", "{\"evidence\":{\"months\":1,\"outcomes_min\":2}}");
    livedWithoutAi(STUDIED);
    assertThat(counted())
        .containsOnly("before_after × 0.5; 0.5 at most, as no experiment has shown the AI's share");

    done("POST", "/api/v1/hypotheses/support-trial/stop", "{}");
    now = now.plus(Duration.ofDays(1));

    // 43 of 53 against 30 of 59: 1 − 1,590 / 2,537.
    assertThat(counted()).containsOnly("before_after × 0.5 × 0.373276 shown by 'support-trial'");
    JsonNode summary = summary();
    assertThat(new BigDecimal(summary.at("/counted/usd").asText()))
        .isEqualByComparingTo(
            new BigDecimal(summary.at("/now/stated_usd").asText())
                .multiply(new BigDecimal("0.5"))
                .multiply(new BigDecimal("0.373276")));
    assertThat(done("GET", summary.at("/counted/rows").asText(), "").path("name").asText())
        .isEqualTo("support-trial");
  }

  private JsonNode summary() {
    return done("GET", "/api/v1/outcomes/support/summary?month=2027-03", "");
  }

  /// What each says of why so much counts.
  private List<String> counted() {
    JsonNode review = done("GET", "/api/v1/reviews/2027-03/draft", "");
    List<String> criteria =
        review.at("/recommendations/0/criteria").findParents("name").stream()
            .filter(each -> each.path("name").asText().equals("value_above_cost"))
            .map(each -> each.at("/source/evidence").asText())
            .toList();
    JsonNode gate = done("GET", "/api/v1/gates/support/beta", "");
    String proof = gate.at("/proven/why").asText();
    List<String> all = new ArrayList<>(criteria);
    all.add(gate.at("/criteria/0/evidence").asText());
    all.add(proof.substring(proof.indexOf('(') + 1, proof.indexOf(')')));
    all.add(
        done("GET", "/api/v1/opportunities/support?month=2027-03", "").at("/plan/why").asText());
    all.add(summary().at("/counted/why").asText());
    assertThat(all).hasSize(5);
    return all;
  }

  private String share(String month) {
    JsonNode pack = done("GET", "/api/v1/reviews/" + month + "/draft", "");
    assertThat(pack.path("outcomes").path(0).path("use_case").asText()).isEqualTo("support");
    return pack.path("outcomes").path(0).path("ai_share").asText();
  }
}
