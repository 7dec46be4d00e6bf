package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.acceptance.UserLoad.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A use case is promoted and rolled back while hundreds of users a second call for it: each call
/// ends as the version of the rule book says that it was journalled with, and those that began
/// after the API had answered are judged by the version it answered for.
@Tag("slow")
@Timeout(300)
final class RolloutUnderLoadTest {
  private static final long SEED = 20261101;
  private static final int USERS = 3_000;
  private static final Duration EACH = Duration.ofSeconds(3);
  private static final String USE_CASE = "promoted";
  private static final int[] SHARES = {50, 500, 100, 0};

  /// A change by the API.
  ///
  /// @param thousandths of the users that may call
  /// @param answered by the nano clock
  private record Step(int thousandths, long asked, long answered, String ruleBook) {}

  @Test
  void everyCallIsJudgedByOneRuleBookWhileTheShareGoesUpAndDown() throws Exception {
    try (Stage stage = Stage.open();
        Application application =
            new Application(
                stage.gateway().uri(),
                stage
                    .control()
                    .key(
                        """
                        {"name": "promoted", "trusts_user_tags": true, "distinct_max": 100000,
                         "fixed_tags": {"department": "sales", "role": "service",
                          "environment": "test", "use_case": "promoted"}}
                        """))) {
      List<Step> steps = new ArrayList<>();
      steps.add(publish(stage, SHARES[0]));
      try (UserLoad load = UserLoad.start(application, USERS, SEED)) {
        for (int i = 1; i < SHARES.length; i++) {
          load.awaitMore(EACH);
          steps.add(publish(stage, SHARES[i]));
        }
        load.awaitMore(EACH);
        check(stage, steps, load.stop());
      }
    }
  }

  private static Step publish(Stage stage, int thousandths) {
    long asked = System.nanoTime();
    stage
        .control()
        .send("PUT", "rollouts/" + USE_CASE, "{\"share\": %s}".formatted(thousandths / 1_000.0))
        .expect(200);
    long answered = System.nanoTime();
    String ruleBook =
        stage
            .control()
            .send("GET", "rollouts/%s/membership?user=x".formatted(USE_CASE), "")
            .expect(200)
            .json()
            .path("rule_book")
            .asText();
    return new Step(thousandths, asked, answered, ruleBook);
  }

  private static void check(Stage stage, List<Step> steps, List<Heard> heard) {
    Map<String, Integer> shares = new HashMap<>();
    steps.forEach(step -> shares.put(step.ruleBook(), step.thousandths()));
    assertThat(shares).hasSize(SHARES.length);
    assertThat(heard).extracting(Heard::status).containsOnly(200, 403);
    long admitted = heard.stream().filter(Heard::admitted).count();
    long refused = heard.size() - admitted;
    stage.settled(USE_CASE, admitted, refused);

    JsonNode report =
        stage
            .control()
            .send("GET", "report?by=user,rule_book&rows=50000&format=json", "")
            .expect(200)
            .json();
    long calls = 0;
    long refusals = 0;
    for (JsonNode row : report.path("rows")) {
      String user = row.path("group").path("user").asText();
      String ruleBook = row.path("group").path("rule_book").asText();
      assertThat(shares).as("the rule book of %s", row).containsKey(ruleBook);
      boolean in = Thousandth.of(USE_CASE, user) < shares.getOrDefault(ruleBook, -1);
      assertThat(row.path(in ? "refusals" : "calls").asLong(-1)).as(row.toString()).isZero();
      calls += row.path("calls").asLong();
      refusals += row.path("refusals").asLong();
    }
    assertThat(calls).isEqualTo(admitted);
    assertThat(refusals).isEqualTo(refused);
    long between = heard.stream().filter(call -> isJudgedBetween(steps, call)).count();
    System.out.printf(
        "%d calls: %d admitted, %d refused, %d of them wholly between two changes%n",
        heard.size(), admitted, refused, between);
    assertThat(between).isGreaterThan(heard.size() / 2);
    assertThat(admitted).isGreaterThan(heard.size() / 10);
  }

  /// Whether a call began after a change was answered and ended before the next was asked for. If
  /// so, what became of it is what that change says.
  private static boolean isJudgedBetween(List<Step> steps, Heard call) {
    for (int i = 0; i < steps.size(); i++) {
      long next = i + 1 < steps.size() ? steps.get(i + 1).asked() : Long.MAX_VALUE;
      if (call.isWithin(steps.get(i).answered(), next)) {
        assertThat(call.admitted())
            .as("%s after %s", call, steps.get(i))
            .isEqualTo(Thousandth.of(USE_CASE, call.user()) < steps.get(i).thousandths());
        return true;
      }
    }
    return false;
  }
}
