package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Once a gate says to stop iterating, another trial takes a new claim: over HTTP, on a clock that
/// the test moves.
@Timeout(60)
class StopIteratingTest {
  private static final String TRIAL =
      """
      {"use_case":"care","state":"running",
       "arms":[{"name":"today","weight":1},{"name":"brief","weight":1}]}
      """;

  private static final String CLAIM =
      """
      {"use_case":"care","hypothesis":"%s","unit":"user","design":"randomised",
       "arms":[{"name":"today"},{"name":"brief"}],"control":"today",
       "metric":"calls_per_unit","direction":"increase","minimum_effect":0.2,"deviation":1,
       "units_per_arm":400,"stop":"fixed","window_days":7,"until":"2027-12-31","decision":
       {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
      """;

  private static final String CHANGE =
      """
      {"use_case":"care","hypothesis":"a smaller model costs less","unit":"user",
       "design":"before_after","metric":"calls_per_unit","direction":"increase",
       "minimum_effect":0.2,"deviation":1,"units_per_arm":400,"stop":"fixed","window_days":7,
       "until":"2027-12-31","decision":
       {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
      """;

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2027-01-04T08:00:00Z");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    done(
        "PUT",
        "/api/v1/use-cases/care",
        "{\"name\":\"Care\",\"stage\":\"poc\",\"statement\":\"Answer tickets of customers\"}");
    done(
        "PUT",
        "/api/v1/baselines/care",
        """
        {"unit":"ticket","source":"estimated","cost_per_unit_usd":"6","expires":"2028-01-01"}
        """);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void done(String method, String path, String body) {
    Reply reply = gateway.control(method, path + "?why=test", body);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
  }

  private void refused(Reply reply, String... parts) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    JsonNode error = reply.json().path("error");
    assertThat(error.path("code").asText()).isEqualTo("needs_hypothesis");
    assertThat(error.path("message").asText()).contains(parts);
  }

  /// A gate whose criteria hold; the gateway looks within a second of another time of day.
  private void lit() {
    now = now.plus(Duration.ofDays(1));
    done(
        "PUT",
        "/api/v1/gates/care/beta",
        """
        {"criteria":[{"metric":"baseline_fresh","comparison":"at_least","threshold":"1"}],
         "proof":{"margin":"0.8","outcomes_min":100},
         "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
        """);
    now = now.plus(Duration.ofMinutes(10));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!gateway.get("/api/v1/gates").json().at("/gates/0/stop_iterating").asBoolean()) {
      assertThat(System.nanoTime()).as("the light goes on").isLessThan(deadline);
      Thread.onSpinWait();
    }
    now = now.plus(Duration.ofMinutes(1));
  }

  private Reply begin(String trial) {
    return gateway.control("PUT", "/api/v1/experiments/" + trial, TRIAL);
  }

  @Test
  void aTrialBeginsByAClaimThatWasMadeAfterTheLight() {
    done("PUT", "/api/v1/hypotheses/brief", CLAIM.formatted("brief answers are asked for oftener"));
    lit();

    refused(
        begin("brief"),
        "use case 'care'",
        "gate 'care/beta' said to stop iterating at 2027-01-05T08:10:00Z",
        "'brief' was registered as it is at 2027-01-04T08:00:00Z");
    assertThat(gateway.get("/api/v1/experiments/brief").status()).isEqualTo(404);
    done("PUT", "/api/v1/hypotheses/brief", CLAIM.formatted("brief answers are asked for oftener"));
    refused(begin("brief"), "at 2027-01-04T08:00:00Z");

    done("PUT", "/api/v1/hypotheses/brief", CLAIM.formatted("newcomers ask oftener"));
    assertThat(begin("brief").status()).isEqualTo(200);
  }

  @Test
  void aChangeWithoutArmsIsATrialToo() {
    done("PUT", "/api/v1/hypotheses/smaller", CHANGE);
    lit();
    String start = "/api/v1/hypotheses/smaller/start";

    refused(gateway.control("POST", start, "{}"), "'smaller' was registered as it is at");
    done("PUT", "/api/v1/hypotheses/smaller", CHANGE.replace("costs less", "costs a third less"));
    assertThat(gateway.control("POST", start, "{}").status()).isEqualTo(200);
  }

  @Test
  void whatTuningCostsFromThenOnIsPolishOnTheGateAndInTheReview() {
    gateway.tell(spend("before", "2027-01-04T07:00:00Z", "50", "test"));
    lit();
    assertThat(gateway.get("/api/v1/gates/care/beta").json().at("/polish/usd").asText())
        .isEqualTo("0");

    now = now.plus(Duration.ofHours(1));
    gateway.tell(
        spend("tried", "2027-01-05T08:20:00Z", "3", "test"),
        spend("staged", "2027-01-05T08:21:00Z", "5.5", "staging"),
        spend("served", "2027-01-05T08:23:00Z", "700", "production"));
    gateway.settle();

    JsonNode polish = gateway.get("/api/v1/gates/care/beta").json().path("polish");
    assertThat(polish.path("since").asText()).isEqualTo("2027-01-05T08:10:00Z");
    assertThat(new BigDecimal(polish.path("usd").asText())).isEqualByComparingTo("8.5");
    assertThat(polish.path("rows")).as("dearest first").hasSize(2);
    assertThat(polish.at("/rows/0/environment").asText()).isEqualTo("staging");
    JsonNode gate = gateway.get("/api/v1/reviews/2027-01/draft").json().at("/gates/0");
    assertThat(gate.path("stop_iterating").asBoolean()).isTrue();
    assertThat(new BigDecimal(gate.path("polish_usd").asText())).isEqualByComparingTo("8.5");
  }

  private static String spend(String id, String at, String usd, String environment) {
    return """
    {"id":"%s","at":"%s","provider":"copilot","model":"big","cost_usd":"%s",
     "tags":{"use_case":"care","environment":"%s"}}
    """
        .formatted(id, at, usd, environment);
  }

  @Test
  void whatHasBegunGoesOnAndIsStopped() {
    done("PUT", "/api/v1/hypotheses/brief", CLAIM.formatted("brief answers are asked for oftener"));
    assertThat(begin("brief").status()).isEqualTo(200);
    lit();

    done("PUT", "/api/v1/experiments/brief", TRIAL);
    done("PUT", "/api/v1/experiments/brief", TRIAL.replace("running", "stopped"));
  }
}
