package dev.weir.app;

import static dev.weir.app.Triage.PATH;
import static dev.weir.app.Triage.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.value.portfolio.Stage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The portfolio of an assembled gateway over HTTP: what is kept, and what only a gate changes.
@Timeout(60)
class UseCasesTest {
  @TempDir private Path data;
  private Triage triage;

  @BeforeEach
  void start() {
    triage = new Triage(data);
  }

  @AfterEach
  void stop() {
    triage.close();
  }

  @Test
  void whatIsPutIsListedShownAndHasAHistory() {
    triage.done(triage.whole);
    triage.done(triage.whole.replace("Triage", "Ticket triage"));

    JsonNode line = triage.gateway().get("/api/v1/use-cases").json().path("use_cases").path(0);
    assertThat(line.path("name").asText()).isEqualTo("Ticket triage");
    assertThat(line.path("stage").asText()).isEqualTo("poc");
    assertThat(line.path("missing").toString())
        .isEqualTo("[\"outcome\",\"baseline\",\"target\",\"unit_value\"]");
    assertThat(line.path("warnings").toString()).contains("owner 'ada' is no operator");
    JsonNode page = triage.gateway().get(PATH).json();
    assertThat(page.path("use_case").path("score").path("important").asInt()).isEqualTo(3);
    assertThat(page.path("safeguards").path("risk_tier").asText()).isEqualTo("low");
    JsonNode history =
        triage.gateway().get("/api/v1/history/use_case/triage").json().path("versions");
    assertThat(history).hasSize(2);
    assertThat(history.path(0).path("why").asText()).isEqualTo("test");
    assertThat(triage.gateway().control("DELETE", PATH + "?why=test", "").status()).isEqualTo(200);
    assertThat(triage.gateway().get(PATH).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"poc,beta", "poc,soft_launch", "poc,production", "poc,sunset"})
  void onlyAGateLeadsBeyondAProofOfConcept(String from, String to) {
    triage.done(triage.whole);

    JsonNode refused =
        error(triage.put(triage.whole.replace('"' + from + '"', '"' + to + '"')), 409);

    assertThat(refused.path("code").asText()).isEqualTo("gate_decides");
    assertThat(refused.path("message").asText()).contains("'stage'", "'poc' to '" + to + "'");
  }

  @Test
  void anotherAudienceIsAGateOnceItIsNoIdeaAnyMore() {
    triage.done(triage.whole.replace("poc", "idea"));
    triage.done(triage.whole.replace("poc", "idea").replace("internal", "customer"));
    triage.measured();
    triage.done(triage.whole.replace("internal", "customer"));

    assertThat(error(triage.put(triage.whole), 409).path("message").asText())
        .contains("'audience'", "'customer' to 'internal'");
  }

  @Test
  void beyondAProofOfConceptNothingThatKeysNeedIsTakenAwayAndItIsNotDeleted() {
    triage.done(triage.whole);
    triage.measured();
    triage.atGate(Stage.BETA);
    String beta = triage.whole.replace("poc", "beta");

    assertThat(
            error(triage.put(beta.replace("\"budget_usd_per_month\":\"2000\",", "")), 409)
                .toString())
        .contains("would lack budget");
    assertThat(error(triage.gateway().control("DELETE", PATH + "?why=test", ""), 409).toString())
        .contains("at 'beta'");
    triage.done(beta.replace("\"2000\"", "\"3000\""));
  }

  @Test
  void beyondAProofOfConceptOneOfTheOwnersOrAnAdminNamesOthers() {
    String owned = triage.whole.replace("\"bob\"", "\"finops\"");
    String finops = triage.gateway().operator("finops");
    triage.done(triage.whole);
    Reply atPoc = triage.gateway().control(finops, "PUT", PATH + "?why=hired", owned);
    assertThat(atPoc.status()).as("at poc: " + atPoc.text()).isEqualTo(200);
    triage.done(triage.whole);
    triage.measured();
    triage.atGate(Stage.BETA);
    String beta = owned.replace("poc", "beta");

    JsonNode refused =
        error(triage.gateway().control(finops, "PUT", PATH + "?why=mine", beta), 403);
    assertThat(refused.path("code").asText()).isEqualTo("use_case_owners");
    assertThat(refused.path("message").asText())
        .isEqualTo(
            "use case 'triage' at 'beta': field 'owners' is changed by one of them, [ada, bob], or"
                + " by an admin, was by 'finops'");
    triage.done(beta);
    Reply handed =
        triage
            .gateway()
            .control(finops, "PUT", PATH + "?why=leaving", beta.replace("finops", "carl"));
    assertThat(handed.status()).as("an owner: " + handed.text()).isEqualTo(200);
  }

  @Test
  void strategicIsNoMoreThanThePolicyAllows() {
    String strategic =
        triage.whole.replace(
            "{\"kind\":\"saving\",\"of\":\"handling time\"}",
            """
            {"kind":"strategic","aim":"option","horizon":"2091-01-01","review_criteria":["used"]}
            """);
    assertThat(error(triage.put(strategic), 409).path("message").asText())
        .contains("strategic_share_max", "0.25", "would be 1");
    Reply big =
        triage
            .gateway()
            .control(
                "PUT", "/api/v1/use-cases/other", triage.whole.replace("\"2000\"", "\"6000\""));
    assertThat(big.status()).isEqualTo(200);

    triage.done(strategic);
    assertThat(error(triage.put(strategic.replace("\"2000\"", "\"2001\"")), 409).toString())
        .contains("too_strategic");
    assertThat(
            error(
                    triage.put(
                        strategic.replace(
                            "\"review_on\":\"%s\"".formatted(triage.review),
                            "\"hypothesis\":\"h\"")),
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
    Reply reply = triage.put(triage.whole.replace(part, instead));

    assertThat(error(reply, 400).path("message").asText()).contains("triage", field, value);
  }

  @Test
  void aReviewIsNeitherOverNorMoreThanAYearAway() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (LocalDate day : List.of(today.minusDays(2), today.plusYears(1).plusDays(2))) {
      Reply reply = triage.put(triage.whole.replace(triage.review.toString(), day.toString()));

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
    Reply reply = triage.gateway().control("PUT", "/api/v1/portfolio/policy?why=test", policy);

    assertThat(error(reply, 400).path("message").asText()).isNotBlank();
    assertThat(triage.gateway().get("/api/v1/portfolio/policy").json().path("assumed").asBoolean())
        .isTrue();
  }

  @Test
  void aSignificantInvestmentHasAReviewDate() {
    String undated = triage.whole.replace(",\n \"review_on\":\"%s\"".formatted(triage.review), "");
    triage.done(undated);

    assertThat(
            error(triage.put(undated.replace("\"2000\"", "\"5000\"")), 400)
                .path("message")
                .asText())
        .contains("'review_on' is missing", "5000");
    Reply higher =
        triage
            .gateway()
            .control("PUT", "/api/v1/portfolio/policy", "{\"significant_usd_per_month\":\"8000\"}");
    assertThat(higher.status()).isEqualTo(200);
    triage.done(undated.replace("\"2000\"", "\"5000\""));
  }

  @Test
  void aChangeAgainstAnOlderVersionIsAConflict() {
    triage.done(triage.whole);
    triage.done(triage.whole);

    assertThat(triage.gateway().control("PUT", PATH + "?expected_version=1", triage.whole).status())
        .isEqualTo(409);
  }
}
