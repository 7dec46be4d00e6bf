package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.acceptance.Application.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A use case is promoted and rolled back while hundreds of users a second call for it: each call
/// ends as the version of the rule book says that it was journalled with, and those that began
/// after the API had answered are judged by the version it answered for.
@Timeout(300)
final class RolloutUnderLoadTest {
  private static final long SEED = 20261101;
  private static final int PER_SECOND = 250;
  private static final int USERS = 3_000;
  private static final Duration EACH = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String USE_CASE = "promoted";
  private static final int[] SHARES = {50, 500, 100, 0};

  private static final String BODY =
      Application.body(Wire.OPENAI_JSON, "gpt-4o", "[[sim out=4]] Promoted.", 20);

  /// A change by the API.
  ///
  /// @param thousandths of the users that may call
  /// @param answered by the nano clock
  private record Step(int thousandths, long asked, long answered, String ruleBook) {}

  /// @param begun when it was asked, by the nano clock
  /// @param ended when it was answered
  private record Heard(long begun, long ended, String user, int status) {
    boolean admitted() {
      return status == 200;
    }
  }

  @Test
  void everyCallIsJudgedByOneRuleBookWhileTheShareGoesUpAndDown() throws Exception {
    try (Stage stage = Stage.open();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
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
      List<Future<Heard>> asked = new ArrayList<>();
      Random random = new Random(SEED);
      long every = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
      var _ =
          clock.scheduleAtFixedRate(
              () -> {
                String user = "user-" + random.nextInt(USERS);
                synchronized (asked) {
                  asked.add(callers.submit(() -> call(application, user)));
                }
              },
              0,
              every,
              TimeUnit.NANOSECONDS);
      for (int i = 1; i < SHARES.length; i++) {
        awaitMore(asked);
        steps.add(publish(stage, SHARES[i]));
      }
      awaitMore(asked);
      clock.shutdown();
      assertThat(clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      List<Heard> heard = new ArrayList<>();
      for (Future<Heard> each : asked) {
        heard.add(each.get());
      }
      check(stage, steps, heard);
    }
  }

  private static void awaitMore(List<Future<Heard>> asked) {
    int until = size(asked) + (int) (EACH.toMillis() * PER_SECOND / 1_000);
    Await.until(PATIENCE, until + " calls were begun", () -> size(asked) >= until);
  }

  private static int size(List<Future<Heard>> asked) {
    synchronized (asked) {
      return asked.size();
    }
  }

  private static Heard call(Application application, String user) {
    long begun = System.nanoTime();
    Web.Answer answer = application.ask(Wire.OPENAI_JSON, Map.of("x-weir-user", user), BODY);
    return new Heard(begun, System.nanoTime(), user, answer.status());
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
      if (call.begun() > steps.get(i).answered() && call.ended() < next) {
        assertThat(call.admitted())
            .as("%s after %s", call, steps.get(i))
            .isEqualTo(Thousandth.of(USE_CASE, call.user()) < steps.get(i).thousandths());
        return true;
      }
    }
    return false;
  }
}
