package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Baselines and measurement pilots of an assembled gateway, over HTTP.
@Timeout(60)
class BaselinesTest {
  private static final String TRIAGE = "/api/v1/baselines/triage";
  private final LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

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

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private String refused(int status, String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.text();
  }

  private static String pilot(LocalDate from, LocalDate until) {
    return """
    {"unit":"ticket","volume_per_month":10000,
     "pilot":{"collect":[{"figure":"minutes","deviation":2,"precision":1},
       {"figure":"cost_usd","deviation":1,"precision":1},
       {"figure":"error","expected":0.2,"precision":0.2}],
      "from_whom":"five agents","collector":"ada","from":"%s","until":"%s"},
     "consequences":[{"name":"wrong refund","probability":0.01,"severity_usd":120,"detectability":0.5}]}
    """
        .formatted(from, until);
  }

  private static String observations(int units) {
    StringBuilder csv = new StringBuilder("id,minutes,cost_usd,error\n");
    for (int i = 0; i < units; i++) {
      csv.append(
          "t%d,%d,%d.50,%s\n".formatted(i, 10 + i % 5, 7 + i % 2, i % 10 == 0 ? "yes" : "no"));
    }
    return csv.toString();
  }

  @Test
  void aPilotEndsInABaselineThatIsMeasured() {
    done("PUT", TRIAGE + "?why=plan", pilot(today.minusDays(20), today.plusDays(10)));
    JsonNode planned = gateway.get(TRIAGE).json();
    assertThat(planned.path("form").asText()).isEqualTo("pilot");
    assertThat(planned.path("units_planned").asInt()).isEqualTo(16);
    assertThat(planned.path("claims_blocked").asText()).contains("still being measured");

    JsonNode few = done("POST", TRIAGE + "/observations?why=first", observations(10));
    assertThat(few.path("warnings").path(0).asText())
        .isEqualTo("10 observations of the 16 planned: intervals are wider than was wanted");
    JsonNode all = done("POST", TRIAGE + "/observations?why=all", observations(100));

    assertThat(all.path("warnings")).isEmpty();
    assertThat(all.path("version").asInt()).isEqualTo(3);
    JsonNode baseline = gateway.get("/api/v1/baselines").json().path("baselines").path(0);
    assertThat(baseline.path("form").asText()).isEqualTo("baseline");
    assertThat(baseline.path("source").asText()).isEqualTo("measured");
    assertThat(baseline.path("evidence").asText()).isEqualTo("before_after");
    assertThat(baseline.path("n").asInt()).isEqualTo(100);
    assertThat(baseline.path("until").asText()).isEqualTo(today.plusDays(1).toString());
    assertThat(baseline.path("minutes_per_unit").path("value").asText()).isEqualTo("12");
    assertThat(baseline.path("cost_per_unit_usd").path("value").asText()).isEqualTo("8");
    // t of 99 degrees of freedom 1.984217; deviation 1.421338 and 0.502519 of 100
    assertThat(baseline.path("minutes_per_unit").path("low").asText()).startsWith("11.7179");
    assertThat(baseline.path("cost_per_unit_usd").path("high").asText()).startsWith("8.0997");
    assertThat(baseline.path("error_rate").path("value").asText()).isEqualTo("0.1");
    // Wilson of 10 in 100
    assertThat(baseline.path("error_rate").path("low").asText()).isEqualTo("0.055229");
    assertThat(baseline.path("expected_loss_usd_per_month").asText()).isEqualTo("6000");
    assertThat(baseline.path("claims_blocked").isMissingNode()).isTrue();
    assertThat(baseline.path("terms").path("observations").path("sha256").asText()).hasSize(64);
    JsonNode history = gateway.get("/api/v1/history/baseline/triage").json();
    assertThat(history.findValuesAsText("why")).containsExactly("all", "first", "plan");
  }

  @Test
  void anExpiredBaselineIsFlaggedAndBlocksClaims() {
    done(
        "PUT",
        TRIAGE,
        """
        {"unit":"ticket","source":"measured","n":40,"from":"2025-01-01","until":"2025-02-01",
         "expires":"2026-01-01","cost_per_unit_usd":{"value":8,"low":7,"high":9}}
        """);

    JsonNode stale = gateway.get(TRIAGE).json();

    assertThat(stale.path("stale").asBoolean()).isTrue();
    assertThat(stale.path("claims_blocked").asText())
        .isEqualTo(
            "baseline 'triage' expired on 2026-01-01: measure again before value is claimed against it");
  }

  @Test
  void saysWhatItDoesNotTake() {
    assertThat(refused(400, "PUT", TRIAGE, "{\"unit\":\"t\",\"source\":\"measured\"}"))
        .contains("field 'n' is there where field 'source' is measured, was missing");
    assertThat(refused(400, "PUT", TRIAGE, "{\"observations\":{}}"))
        .contains("field 'observations' is made of what is sent");
    assertThat(refused(404, "POST", TRIAGE + "/observations", observations(3)))
        .contains("there is no baseline 'triage'");
    done(
        "PUT",
        TRIAGE,
        "{\"unit\":\"t\",\"source\":\"estimated\",\"expires\":\"2099-01-01\",\"cost_per_unit_usd\":8}");
    assertThat(refused(409, "POST", TRIAGE + "/observations", observations(3)))
        .contains("pilot_missing");
    done("PUT", TRIAGE, pilot(today.plusDays(5), today.plusDays(10)));
    assertThat(refused(400, "POST", TRIAGE + "/observations", observations(3)))
        .contains("field 'pilot.from' is over before observations come in");
    done("PUT", TRIAGE, pilot(today.minusDays(5), today.plusDays(10)));
    assertThat(refused(400, "POST", TRIAGE + "/observations", "minutes\n-1\n"))
        .contains("nothing was taken: line 2: field 'minutes'", "was '-1'");
    assertThat(gateway.get(TRIAGE).json().path("form").asText()).isEqualTo("pilot");
    done("DELETE", TRIAGE, "");
    assertThat(refused(404, "GET", TRIAGE, "")).contains("there is no baseline 'triage'");
  }
}
