package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hypothesis from its registration to its readout, of an assembled gateway over HTTP.
@Timeout(60)
class HypothesesTest {
  private static final String PATH = "/api/v1/hypotheses/smaller";

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private final String oftener =
      """
      {"use_case":"support","hypothesis":"users ask a small model more often","unit":"user",
       "design":"randomised","arms":[{"name":"large","weight":1},{"name":"small","weight":1}],
       "control":"large","metric":"calls_per_unit","direction":"increase",
       "minimum_effect":0.1,"deviation":1,"units_per_arm":1570,"stop":"fixed","window_days":7,
       "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
       "until":"%s"}
      """
          .formatted(today.plusDays(60));

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("support");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply ask(String method, String path, String body) {
    return gateway.control(method, path + "?why=test", body);
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = ask(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private JsonNode asked(String path, String body) {
    Reply reply = gateway.control("POST", path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private void refused(Reply reply, int status, String... parts) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().path("error").path("message").asText()).contains(parts);
  }

  @Test
  void whatIsRegisteredKeepsItsHashFromTheStartOnAndChangesNoMore() {
    done("PUT", PATH, oftener);
    String hash = gateway.get(PATH).json().path("hash").asText();
    done("PUT", PATH, oftener.replace("\"window_days\":7", "\"window_days\":14"));
    String other = gateway.get(PATH).json().path("hash").asText();
    done("PUT", PATH, oftener);
    done("POST", PATH + "/start", "{}");

    refused(
        ask("PUT", PATH, oftener.replace("\"window_days\":7", "\"window_days\":14")),
        409,
        "hypothesis 'smaller' started at",
        "field 'window_days' is 7, was to be 14");
    refused(ask("DELETE", PATH, "{}"), 409, "it is stopped, never taken back");
    refused(ask("POST", PATH + "/start", "{}"), 409, "starts once");
    assertThat(done("PUT", PATH, oftener).path("version").asInt()).as("nothing new").isEqualTo(4);
    done("POST", PATH + "/stop", "{}");
    refused(ask("POST", PATH + "/stop", "{}"), 409, "stops once");

    JsonNode page = gateway.get(PATH).json();
    assertThat(page.path("state").asText()).isEqualTo("stopped");
    assertThat(hash).isNotEqualTo(other);
    assertThat(page.path("hash").asText()).isEqualTo(hash);
    assertThat(gateway.get(PATH + "/readout").json().path("registration_hash").asText())
        .isEqualTo(hash);
  }

  @Test
  void whatCannotBeRegisteredIsRefusedByFieldRuleAndValue() {
    LocalDate yesterday = today.minusDays(1);
    refused(
        ask("PUT", PATH, oftener.replace(today.plusDays(60).toString(), yesterday.toString())),
        400,
        "field 'until' is today",
        "was " + yesterday);
    refused(
        ask("PUT", PATH, oftener.replace("1570", "1500")),
        400,
        "field 'units_per_arm' is at least 1570",
        "was 1500");
    refused(
        ask(
            "PUT",
            PATH,
            oftener.replace("\"unit\"", "\"started_at\":\"2026-01-01T00:00:00Z\",\"unit\"")),
        400,
        "'started_at'",
        "set by starting");
    refused(
        ask("PUT", PATH, oftener.replace("\"increase\"", "\"decrease\"")),
        400,
        "field 'guards' has a guard of quality");
    refused(ask("POST", PATH + "/start", "{}"), 404, "there is no hypothesis 'smaller'");
  }

  @Test
  void aReadoutBeforeItsTimeHasNoFigure() {
    done("PUT", PATH, oftener);
    refused(gateway.get(PATH + "/readout"), 409, "is read out after it has started");
    done("POST", PATH + "/start", "{}");

    JsonNode readout = gateway.get(PATH + "/readout").json();

    JsonNode comparison = readout.path("comparisons").path(0);
    assertThat(readout.path("evidence").asText()).isEqualTo("rct");
    assertThat(comparison.path("verdict").asText()).isEqualTo("too_early");
    assertThat(comparison.path("units_needed").asLong()).isEqualTo(1_570);
    assertThat(comparison.has("difference")).isFalse();
    assertThat(readout.path("groups")).hasSize(2);
  }

  @Test
  void aMetricOfOutcomesIsNotToldWhereNoneAreKept() {
    done("PUT", PATH, oftener.replace("calls_per_unit", "value_per_unit"));
    done("POST", PATH + "/start", "{}");

    refused(
        gateway.get(PATH + "/readout"),
        409,
        "metric 'value_per_unit' needs outcomes of use case 'support'");
  }

  @Test
  void aPlanSaysUnitsAndWeeksAtTheUseCasesTraffic() {
    for (int user = 0; user < 8; user++) {
      gateway.tell(
          """
          {"id":"r%d","at":"%s","provider":"tiny","model":"gpt-4o",
           "usage":{"input":1000,"output":100},"tags":{"use_case":"support","user":"u%d"}}
          """
              .formatted(user, Instant.now().minus(Duration.ofDays(3)), user));
    }
    gateway.settle();

    JsonNode plan =
        asked(
            "/api/v1/experiment-plan",
            "{\"metric\":\"success_share\",\"baseline\":0.10,\"minimum_effect\":0.02,\"use_case\":\"support\"}");

    assertThat(plan.path("units_per_arm").asLong()).isEqualTo(3_839);
    assertThat(plan.path("units_per_week").asDouble()).isEqualTo(2);
    assertThat(plan.path("weeks").asDouble()).isEqualTo(3_839);
  }
}
