package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Grades that values are stated with, and what has to bear them.
@Timeout(120)
class StatedGradesTest {
  private static final String MEASURED =
      """
      {"unit":"ticket","source":"measured","n":400,"from":"2027-01-01","until":"2027-02-01",
       "minutes_per_unit":12,"expires":"2027-04-01"}
      """;

  @TempDir private Path data;
  private Instant now = Instant.parse("2027-03-01T08:00:00Z");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    done(
        "PUT",
        "pools/desk",
        """
        {"category":"engineering","amount_usd":"1","from":"2027-02","basis":"direct",
         "use_cases":["care"],"source":"payroll","evidence":"sheets"}
        """);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, "/api/v1/" + path, body);
    assertThat(reply.status()).as(path + " " + reply.text()).isBetween(200, 201);
    return reply.json();
  }

  private Reply define(String grade) {
    return gateway.control(
        "PUT",
        "/api/v1/outcome-definitions/care",
        """
        {"unit":"ticket","unit_value_usd":"10","value_source":"a study","value_evidence":"%s"}
        """
            .formatted(grade));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"source\":\"measured\"|\"source\":\"estimated\"|is estimated, an opinion: measure or sample it",
        "\"expires\":\"2027-04-01\"|\"expires\":\"2027-03-01\"|expired on 2027-03-01: measure again",
        "\"minutes_per_unit\"|\"volume_per_month\"|none of minutes_per_unit, cost_per_unit_usd and error_rate",
        "\"n\":400|\"n\":400,\"evidence\":\"opinion\"|is measured, an opinion"
      })
  void beforeAndAfterAsksForABaselineThatBearsIt(String part, String instead, String why) {
    done("PUT", "baselines/care", MEASURED.replace(part, instead));

    Reply refused = define("before_after");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains(
            "outcome 'care': field 'value_evidence' is before_after where the use case has a baseline",
            "was before_after where opinion is borne: baseline 'care' ",
            why);
    assertThat(define("opinion").status()).isEqualTo(200);
    done("PUT", "baselines/care", MEASURED);
    assertThat(define("before_after").status()).isEqualTo(200);
  }

  @Test
  void whatAValueIsToldWithIsBorneToo() {
    Reply refused =
        gateway.control(
            "PUT",
            "/api/v1/outcome-definitions/care",
            "{\"unit\":\"ticket\",\"stated_evidence\":\"before_after\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("field 'stated_evidence' is before_after where", "borne: it has no baseline");
  }

  /// As the list of margins and the month of the use case tell it.
  private BigDecimal counted(String month) {
    JsonNode line = done("GET", "margins?month=" + month, "").path("use_cases").path(0);
    JsonNode margin = done("GET", "unit-costs/care?month=" + month, "").path("margin");
    BigDecimal counted = new BigDecimal(line.required("counted_usd").asText());
    assertThat(new BigDecimal(margin.required("value_usd").asText())).isEqualByComparingTo(counted);
    return counted;
  }

  private void ticket(String id, String day) {
    done(
        "POST",
        "outcomes",
        "{\"outcomes\":[{\"use_case\":\"care\",\"outcome_id\":\"%s\",\"occurred_at\":\"%s\"}]}"
            .formatted(id, day));
  }

  @Test
  void aMonthCountsByTheBaselineThatWasInForceWhenItEnded() {
    done("PUT", "baselines/care", MEASURED);
    assertThat(define("before_after").status()).isEqualTo(200);
    ticket("t1", "2027-02-20");
    ticket("t2", "2027-03-01");
    assertThat(counted("2027-02")).as("it was put later").isEqualByComparingTo("2");
    assertThat(counted("2027-03")).isEqualByComparingTo("5");

    now = Instant.parse("2027-04-02T08:00:00Z");
    done("PUT", "baselines/care", MEASURED.replace("measured", "estimated"));
    assertThat(counted("2027-03")).as("replaced later").isEqualByComparingTo("5");
    done("DELETE", "baselines/care", "");
    assertThat(counted("2027-03")).as("ended later").isEqualByComparingTo("5");
    ticket("t3", "2027-04-01");
    assertThat(counted("2027-04")).as("as there is none").isEqualByComparingTo("2");
  }

  @Test
  void aGradeWhoseBaselineHasExpiredCountsAsAnOpinionUntilItIsMeasuredAgain() {
    done("PUT", "baselines/care", MEASURED);
    assertThat(define("before_after").status()).isEqualTo(200);
    ticket("t1", "2027-03-01");
    assertThat(counted("2027-03")).isEqualByComparingTo("5");

    now = Instant.parse("2027-04-02T08:00:00Z");
    ticket("t2", "2027-04-01");

    assertThat(counted("2027-03")).as("it bore the month").isEqualByComparingTo("5");
    assertThat(counted("2027-04")).isEqualByComparingTo("2");
    JsonNode grade = done("GET", "margins?month=2027-04", "").at("/total/by_evidence").path(0);
    assertThat(grade.path("evidence").asText()).isEqualTo("opinion");
    JsonNode summary = done("GET", "outcomes/care/summary?month=2027-03", "").path("counted");
    assertThat(summary.path("usd").asText()).as("as it is known today").isEqualTo("2");
    assertThat(summary.path("why").asText())
        .startsWith("before_after as opinion × 0.2 (baseline 'care' expired on 2027-04-01:");
    assertThat(define("before_after").status()).as("nor is it stated anew").isEqualTo(400);

    done("PUT", "baselines/care", MEASURED.replace("2027-04-01", "2028-04-01"));
    assertThat(counted("2027-04")).isEqualByComparingTo("5");
  }

  /// Ten users each in two teams, of which one gets the change: it asks oftener, and more of its
  /// tickets are solved.
  @Test
  void differencesInDifferencesAreBorneByTheirReadoutOfOutcomesOnceItIsOver() {
    done("PUT", "baselines/care", MEASURED);
    assertThat(define("did").json().at("/error/message").asText())
        .contains(
            "field 'value_evidence' is did once a hypothesis of the use case",
            "was did where before_after is borne: its baseline bears no more");
    assertThat(define("opinion").status()).isEqualTo(200);
    gateway.ready("elsewhere");
    calls("before", 2);
    tickets("before", 1);
    hypothesis("asked", "calls_per_unit", "2");
    hypothesis("solved", "success_share", "0.4");
    now = now.plus(Duration.ofDays(4));
    calls("after", 4);
    tickets("after", 3);
    now = now.plus(Duration.ofDays(5));
    gateway.settle();
    assertThat(verdict("asked")).isEqualTo("positive");
    assertThat(verdict("solved")).isEqualTo("positive");
    assertThat(define("did").status()).as("neither is over").isEqualTo(400);
    done("POST", "hypotheses/asked/stop", "{}");
    assertThat(define("did").status()).as("calls are worth nothing").isEqualTo(400);

    done("POST", "hypotheses/solved/stop", "{}");

    assertThat(define("rct").status()).as("nobody drew lots").isEqualTo(400);
    Reply borne = define("did");
    assertThat(borne.status()).as(borne.text()).isEqualTo(200);
  }

  @Test
  void aReadoutWithoutEnoughEvidenceBearsNothing() {
    assertThat(define("opinion").status()).isEqualTo(200);
    gateway.ready("elsewhere");
    calls("before", 2);
    tickets("before", 1);
    hypothesis("solved", "success_share", "0.4");
    now = now.plus(Duration.ofDays(4));
    calls("after", 2);
    tickets("after", 1);
    now = now.plus(Duration.ofDays(5));
    gateway.settle();
    assertThat(verdict("solved")).isEqualTo("not_enough_evidence");

    done("POST", "hypotheses/solved/stop", "{}");

    assertThat(define("did").text()).contains("was did where opinion is borne: it has no baseline");
  }

  private void hypothesis(String name, String metric, String effect) {
    done(
        "PUT",
        "hypotheses/" + name,
        """
        {"use_case":"care","hypothesis":"brief answers are better","unit":"user",
         "design":"difference_in_differences","group_by":"department","treated":["red"],
         "untreated":["blue"],"metric":"%s","direction":"increase",
         "minimum_effect":%s,"deviation":%s,"units_per_arm":10,"stop":"fixed","window_days":7,"late_days":1,
         "until":"2027-04-30","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """
            .formatted(metric, effect, metric.equals("success_share") ? "0.2" : "1"));
    done("POST", "hypotheses/" + name + "/start", "{}");
  }

  private String verdict(String hypothesis) {
    return done("GET", "hypotheses/" + hypothesis + "/readout", "").findValue("verdict").asText();
  }

  /// Four of each user.
  ///
  /// @param red how many of them are solved in the treated team; in the other it is one
  private void tickets(String time, int red) {
    List<String> outcomes = new ArrayList<>();
    for (int user = 0; user < 20; user++) {
      int more = (time.equals("after") ? user / 2 : user) % 3 == 0 ? 1 : 0;
      for (int ticket = 0; ticket < 4; ticket++) {
        outcomes.add(
            """
            {"use_case":"care","outcome_id":"%s-%d-%d","occurred_at":"%s","success":%b,
             "links":{"user":"u%d"}}
            """
                .formatted(
                    time,
                    user,
                    ticket,
                    now.minus(Duration.ofDays(2)),
                    ticket < (user % 2 == 0 ? red : 1) + more,
                    user));
      }
    }
    done("POST", "outcomes", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
  }

  /// @param red of a user of the treated team; one of the other makes two
  private void calls(String time, int red) {
    List<String> records = new ArrayList<>();
    for (int user = 0; user < 20; user++) {
      String team = user % 2 == 0 ? "red" : "blue";
      int calls = (team.equals("red") ? red : 2) + user % 3;
      for (int call = 0; call < calls; call++) {
        records.add(
            """
            {"id":"%s-%d-%d","at":"%s","provider":"tiny","model":"gpt-4o",
             "usage":{"input":1000,"output":100},
             "tags":{"use_case":"care","department":"%s","user":"u%d"}}
            """
                .formatted(time, user, call, now.minus(Duration.ofDays(2)), team, user));
      }
    }
    gateway.tell(records.toArray(String[]::new));
  }
}
