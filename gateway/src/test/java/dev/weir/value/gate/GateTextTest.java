package dev.weir.value.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.Safeguards.RiskTier;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.ramp.Projection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTextTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Destination BETA = Destination.parse("beta");
  private static final Safeguards INTERNAL = Policy.USUAL.safeguards(Audience.INTERNAL);
  private static final Safeguards CUSTOMER = Policy.USUAL.safeguards(Audience.CUSTOMER);
  private static final String WHOLE =
      """
      {"window_days":28,
       "criteria":[{"metric":"error_share","comparison":"at_most","threshold":"0.05",
         "confidence":"0.95","n_min":30}],
       "kill":[{"metric":"cost_usd","comparison":"above","threshold":"900","closes":true}],
       "guards":[{"metric":"spend_to_projection","comparison":"at_most","threshold":"1.5"}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.1","users":50,"budget_usd_per_month":"500"},
       "projection":{"users":"1000","queries_per_user":"4","tokens_per_query":"2000",
         "usd_per_million_tokens":"5"},
       "ramp":{"steps":["0.05","0.25"],"days":7,"on_breach":"roll_back"},
       "proposal_days":7,"budget":"claims-month"}
      """;

  private static final UseCase CLAIMS =
      UseCaseText.read("claims", tree("{\"name\":\"Claims\",\"statement\":\"Settle claims.\"}"));

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void readsWhatItWrites() {
    Gate gate = GateText.read(CLAIMS, BETA, tree(WHOLE), INTERNAL);

    assertThat(gate.id()).isEqualTo("claims/beta");
    assertThat(gate.kill()).singleElement().matches(Kill::closes);
    assertThat(GateText.read(CLAIMS, BETA, GateText.write(gate), INTERNAL)).isEqualTo(gate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"error_share\"|\"nonsense\"|criteria 1: field 'metric' is one of [eligible_users",
        "\"error_share\"|\"quality\"|criteria 1: field 'metric' is one that has figures here,"
            + " [cost_usd, error_share, price_per_token_to_projection,",
        "\"threshold\":\"0.05\"|\"threshold\":\"5 %\"|criteria 1: field 'threshold' is a decimal"
            + " number as 1234.56, was \"5 %\"",
        "\"at_most\"|\"less\"|field 'comparison' is one of [at_least, above, at_most, below], was"
            + " 'less'",
        "\"margin\":\"0.8\"|\"margin\":\"1.8\"|proof: field 'margin' is above 0 and at most 1, was"
            + " 1.8",
        "\"share\":\"0.1\"|\"share\":\"10\"|field 'share' is 0 to 1, was 10",
        "\"window_days\":28|\"window_days\":0|field 'window_days' is 1 to 366, was 0",
        "\"n_min\":30|\"n_mins\":30|there is no field 'n_mins'",
        "\"steps\":[\"0.05\",\"0.25\"]|\"steps\":[\"0.3\",\"0.25\"]|ramp: field 'steps' rises",
        "\"users\":\"1000\"|\"users\":\"0\"|projection: field 'users' is above 0, was 0"
      })
  void refusesNamingGateFieldRuleAndValue(String part, String instead, String message) {
    String broken = WHOLE.replace(part, instead);
    assertThat(broken).isNotEqualTo(WHOLE);

    assertThatThrownBy(() ->
            GateText.read(
                CLAIMS, BETA, tree(broken), INTERNAL, Set.of(Metric.ERROR_SHARE, Metric.COST_USD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gate 'claims/beta'")
        .hasMessageContaining(message);
  }

  @Test
  void aGateWithoutCriteriaLeadsToSunsetOnly() {
    ObjectNode body = tree(WHOLE);
    body.putArray("criteria");

    assertThatThrownBy(() -> GateText.read(CLAIMS, BETA, body, INTERNAL))
        .hasMessage("gate 'claims/beta': field 'criteria' is 1 to 30, was 0");
    assertThat(GateText.read(CLAIMS, Destination.parse("sunset"), body, INTERNAL).criteria())
        .isEmpty();
  }

  @Test
  void aProjectionIsNeededToCompareWithOneOrToGoUpByOne() {
    ObjectNode body = tree(WHOLE);
    body.remove("projection");

    assertThatThrownBy(() -> GateText.read(CLAIMS, BETA, body, INTERNAL))
        .hasMessageContaining("guards 1: field 'metric' is one that has figures here")
        .hasMessageContaining("was 'spend_to_projection'");
    body.putArray("guards");
    assertThatThrownBy(() -> GateText.read(CLAIMS, BETA, body, INTERNAL))
        .hasMessageContaining("field 'projection' is needed by field 'ramp'");
  }

  static Stream<Destination> destinations() {
    return Stream.of(
            "poc", "beta", "soft_launch", "production", "sunset", "internal", "partner", "customer")
        .map(Destination::parse);
  }

  @ParameterizedTest
  @MethodSource("destinations")
  void defaultsAreGatesAndAskMoreTheFurtherOut(Destination to) {
    for (Audience audience : Audience.values()) {
      Safeguards safeguards = Policy.USUAL.safeguards(audience);
      Gate gate = GateDefaults.of("claims", safeguards, to, EnumSet.allOf(Metric.class));
      assertThat(GateText.read(CLAIMS, to, GateText.write(gate), CUSTOMER)).isEqualTo(gate);
    }
    assertThat(GateDefaults.proof(CUSTOMER, to).margin())
        .isLessThan(GateDefaults.proof(INTERNAL, to).margin());
  }

  @ParameterizedTest
  @CsvSource({
    "poc, 30",
    "beta, 50",
    "soft_launch, 100",
    "production, 200",
    "customer, 200",
    "sunset, 1"
  })
  void outcomesOfAProofAreTheSafeguardsByWhereItLeads(String to, long outcomes) {
    Proof proof = GateDefaults.proof(INTERNAL, Destination.parse(to));

    assertThat(proof).isEqualTo(new Proof(INTERNAL.gateMargin(), outcomes));
  }

  @Test
  void whatAGateDoesNotStateOfItsProofItsUseCasesSafeguardsDo() {
    ObjectNode body = tree(WHOLE);
    ((ObjectNode) body.path("proof")).remove("outcomes_min");

    Gate partly = GateText.read(CLAIMS, BETA, body, CUSTOMER);

    assertThat(partly.proof()).isEqualTo(new Proof(new BigDecimal("0.8"), 250));
    ObjectNode kept = GateText.write(partly, body);
    assertThat(kept.path("proof").toString()).isEqualTo("{\"margin\":\"0.8\"}");
    body.remove("proof");
    Gate none = GateText.read(CLAIMS, BETA, body, INTERNAL);
    assertThat(none.proof()).isEqualTo(new Proof(new BigDecimal("0.8"), 50));
    assertThat(GateText.write(none, body).path("proof")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"beta, 3", "production, 3", "customer, 3", "poc, 0", "sunset, 0"})
  void floorsAndCeilingsOfTheWorkloadAreCriteriaOfEachGateWhereCallsAreServed(
      String to, int criteria) {
    UseCase bounded =
        UseCaseText.read(
            "claims",
            tree(
                """
                {"name":"Claims","statement":"Settle claims.",
                 "workload":{"weights":{"cost":"0.4","latency":"0.1","quality":"0.5"},
                  "floors":{"quality_min":"0.9"},
                  "ceilings":{"ttft_p95_ms_max":1500,"usd_per_outcome_max":"0.25"}}}
                """));

    Gate gate = GateText.read(bounded, Destination.parse(to), tree(WHOLE), INTERNAL);

    assertThat(gate.workload())
        .hasSize(criteria)
        .extracting(Criterion::text)
        .isSubsetOf(
            "quality ≥ 0.9 at 95 %",
            "ttft_p95_millis ≤ 1500", "cost_per_outcome_usd ≤ 0.25 at 95 %");
    assertThat(GateText.write(gate)).as("they are not the gate's to keep").isEqualTo(plain(to));
  }

  @Test
  void scopeThatWasApprovedAfterTheGateWasPutMultipliesItsProjection() {
    UseCase grown =
        UseCaseText.read(
            "claims",
            tree(
                """
                {"name":"Claims","statement":"Settle claims.","scope":[
                 {"kind":"department","name":"a","approved_by":"ada","approved_on":"2026-10-02",
                  "multiplier":{"low":"1","base":"1.5","high":"2"}},
                 {"kind":"department","name":"b","approved_by":"ada","approved_on":"2026-10-01",
                  "multiplier":{"low":"1","base":"7","high":"9"}},
                 {"kind":"agent","name":"c","approved_by":"ada","approved_on":"2026-10-03",
                  "multiplier":{"low":"1","base":"2","high":"3"}},
                 {"kind":"source","name":"d","approved_by":"ada","approved_on":"2026-11-03",
                  "multiplier":{"low":"1","base":"1.1","high":"1.2"}}]}
                """));
    Gate gate = GateText.read(grown, BETA, tree(WHOLE), INTERNAL);

    Projection projection =
        gate.grown(grown.scope(), LocalDate.parse("2026-10-01")).projection().orElseThrow();

    assertThat(projection.users()).isEqualByComparingTo("1500");
    assertThat(projection.queriesPerUser()).isEqualByComparingTo("8");
    assertThat(projection.tokensPerQuery()).isEqualByComparingTo("2200");
    assertThat(projection.usdPerMillionTokens()).isEqualByComparingTo("5");
  }

  private static ObjectNode plain(String to) {
    return GateText.write(GateText.read(CLAIMS, Destination.parse(to), tree(WHOLE), INTERNAL));
  }

  @Test
  void theRiskTierAndTheReviewShareSetWhatDefaultsAsk() {
    Safeguards risky =
        new Safeguards(RiskTier.HIGH, new BigDecimal("0.3"), 200, new BigDecimal("0.8"));

    Gate gate = GateDefaults.of("claims", risky, BETA, EnumSet.allOf(Metric.class));

    assertThat(gate.criteria())
        .extracting(it -> it.text())
        .contains("quality ≥ 0.90 at 95 %", "reviewed_share ≥ 0.3", "error_share ≤ 0.02 at 95 %");
  }

  @Test
  void defaultsAskForNothingThatNobodyTells() {
    Gate gate = GateDefaults.of("claims", INTERNAL, BETA, Set.of(Metric.CALLS, Metric.ERROR_SHARE));

    assertThat(gate.criteria())
        .extracting(it -> it.metric())
        .containsExactly(Metric.CALLS, Metric.ERROR_SHARE);
  }
}
