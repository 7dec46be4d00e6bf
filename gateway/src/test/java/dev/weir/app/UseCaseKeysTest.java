package dev.weir.app;

import static dev.weir.app.Triage.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.value.portfolio.Stage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The keys that a gateway refuses use cases that are not ready.
@Timeout(60)
class UseCaseKeysTest {
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
  void noKeyForProductionUntilNothingIsMissing() {
    triage.done(triage.whole);
    assertThat(triage.key("test").status()).as("a proof of concept").isEqualTo(201);

    JsonNode refused = error(triage.key("production"), 409);
    assertThat(refused.path("code").asText()).isEqualTo("use_case_not_ready");
    assertThat(refused.path("message").asText())
        .contains("'triage'", "outcome: none", "baseline: there is none", "target:", "unit_value:")
        .doesNotContain("owner", "budget", "hypothesis", "statement");
    triage.measured();

    assertThat(triage.key("production").status()).isEqualTo(201);
  }

  @Test
  void noKeyBeyondAProofOfConceptUntilNothingIsMissing() {
    triage.done(triage.whole.replace("\"2000\"", "\"20000\""));
    String id = triage.key("test").json().path("id").asText();
    triage.measured();
    triage.atGate(Stage.BETA);

    assertThat(error(triage.key("test"), 409).path("message").asText())
        .contains("at 'beta'", "hypothesis: none is registered", "10000");
    assertThat(triage.gateway().control("POST", "/api/v1/keys/" + id + "/rotate", "{}").status())
        .as("a secret that leaked is replaced")
        .isEqualTo(200);
    assertThat(triage.gateway().control("POST", "/api/v1/keys/" + id + "/revoke", "").status())
        .as("what ends is never refused")
        .isEqualTo(200);
    triage.done(
        triage
            .whole
            .replace("\"2000\"", "\"20000\",\"hypothesis\":\"h-1\"")
            .replace("poc", "beta"));
    assertThat(error(triage.key("test"), 409).path("message").asText())
        .contains("hypothesis: 'h-1' is not registered about it");
    triage.hypothesis("another");
    assertThat(error(triage.key("test"), 409).path("message").asText())
        .contains("'h-1' is not registered");
    triage.hypothesis("triage");
    assertThat(triage.key("test").status()).isEqualTo(201);
  }

  @Test
  void aHypothesisThatEndsBeforeItIsStartedCountsNoMore() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    triage.done(triage.whole.replace("\"2000\"", "\"20000\",\"hypothesis\":\"h-1\""));
    triage.measured();
    triage.hypothesis("triage", today.plusDays(1));
    Reply before = triage.key("production");
    assertThat(before.status()).as(before.text()).isEqualTo(201);

    triage.onDay(today.plusDays(3));
    assertThat(error(triage.key("production"), 409).path("message").asText())
        .contains("hypothesis: 'h-1' is not registered about it, or ended before it was started");
    String secret = before.json().path("secret").asText();
    assertThat(triage.gateway().own(secret, "/weir/me").status())
        .as("keys there are")
        .isEqualTo(200);
    triage.hypothesis("triage", today.plusDays(4));
    assertThat(triage.key("production").status()).as("registered anew").isEqualTo(201);
    Reply started = triage.gateway().control("POST", "/api/v1/hypotheses/h-1/start", "{}");
    assertThat(started.status()).as(started.text()).isEqualTo(200);

    triage.onDay(today.plusDays(9));
    assertThat(triage.key("production").status()).as("started, and over").isEqualTo(201);
  }

  @Test
  void aMeasurementPilotStandsForTheBaselineUntilItIsOver() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    triage.done(triage.whole);
    triage.defined();
    assertThat(error(triage.key("production"), 409).path("message").asText())
        .contains("baseline: there is none");
    triage.tell(
        "/api/v1/baselines/triage",
        """
        {"unit":"ticket","volume_per_month":1000,
         "pilot":{"collect":[{"figure":"minutes","deviation":2,"precision":1}],
          "from_whom":"five agents","collector":"ada","from":"%s","until":"%s"}}
        """
            .formatted(today, today.plusDays(10)));
    assertThat(triage.key("production").status()).as("while it is measured").isEqualTo(201);

    triage.onDay(today.plusDays(400));
    assertThat(error(triage.key("production"), 409).path("message").asText()).contains("baseline:");
  }

  @Test
  void aKeyThatIsChangedToAnotherUseCaseIsJudgedAsANewOne() {
    triage.done(triage.whole.replace("poc", "idea"));
    String other =
        triage.key("test").status() == 409
            ? triage
                .gateway()
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
        triage
            .gateway()
            .control(
                "PATCH", "/api/v1/keys/" + other, "{\"fixed_tags\":{\"use_case\":\"triage\"}}");

    assertThat(error(moved, 409).path("message").asText()).contains("at 'idea'");
    assertThat(
            triage
                .gateway()
                .control("PATCH", "/api/v1/keys/" + other, "{\"name\":\"renamed\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void atItsEndAKeyIsNeitherMadeNorProlonged() {
    triage.done(triage.whole);
    String id = triage.key("test").json().path("id").asText();
    triage.atGate(Stage.SUNSET);

    assertThat(error(triage.key("test"), 409).path("message").asText()).contains("at 'sunset'");
    String path = "/api/v1/keys/" + id;
    assertThat(
            triage
                .gateway()
                .control("PATCH", path, "{\"expires\":\"2089-01-01T00:00:00Z\"}")
                .status())
        .as("it ends earlier than never")
        .isEqualTo(200);
    assertThat(triage.gateway().control("PATCH", path, "{\"expires\":null}").status())
        .isEqualTo(409);
    assertThat(triage.gateway().get("/api/v1/use-cases").text()).contains("1 keys of it work");
  }

  @Test
  void aPolicyMayRefuseProductionToWhatIsNotInThePortfolio() {
    assertThat(triage.key("production").status()).isEqualTo(201);
    assertThat(
            triage
                .gateway()
                .control("PUT", "/api/v1/portfolio/policy", "{\"unregistered\":\"refused\"}")
                .status())
        .isEqualTo(200);

    JsonNode refused = error(triage.key("production"), 409);
    assertThat(refused.path("code").asText()).isEqualTo("use_case_unregistered");
    assertThat(triage.key("test").status()).isEqualTo(201);
    Reply without =
        triage
            .gateway()
            .control(
                "POST",
                "/api/v1/keys",
                "{\"name\":\"any\",\"fixed_tags\":{\"environment\":\"production\"}}");
    assertThat(error(without, 409).path("message").asText()).contains("was none");
  }
}
