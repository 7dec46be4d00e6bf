package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The cheap target of a route always fails, and the other is many times as dear: calls go on to it
/// as long as there is money for it, first many at once, then one by one; and are refused then.
/// Each dialect has a route and a budget.
@Timeout(180)
final class FallbackStopTest {
  private static final int AT_ONCE = 40;
  private static final int MORE_MAX = 60;
  private static final int SPENT = 402;
  private static final int BUSY = 429;
  private static final Duration BOOKED_WITHIN = Duration.ofSeconds(60);

  @TempDir private Path files;

  @Test
  void aStopHoldsWhereEveryCallFallsBackToADearerTarget() throws Exception {
    List<String> routes = new ArrayList<>();
    List<FaultStage.Model> models = new ArrayList<>();
    for (Speaker speaker : Speaker.values()) {
      String family = speaker.family();
      String cheap = speaker.model("cheap");
      String dear = speaker.model("dear");
      routes.add(
          "%s-stop: {fallback: [{target: '%s-1-near/%s'}, {target: '%s-2-far/%s'}]}"
              .formatted(family, family, cheap, family, dear));
      models.add(new FaultStage.Model(speaker, cheap, FaultStage.CHEAP));
      models.add(new FaultStage.Model(speaker, dear, FaultStage.DEAR));
    }
    try (FaultStage stage = FaultStage.open(files, routes, models)) {
      for (Speaker speaker : Speaker.values()) {
        stage.simulator().faults("500", 10_000, speaker.model("cheap"));
        stage.budget(speaker.family(), speaker.family(), "0.08");
      }
      for (Speaker speaker : Speaker.values()) {
        check(stage, speaker, statuses(stage, speaker));
      }
    }
  }

  private static List<Integer> statuses(FaultStage stage, Speaker speaker) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        boolean stream = i % 2 == 0;
        asked.add(callers.submit(() -> status(stage, speaker, stream)));
      }
      for (Future<Integer> each : asked) {
        statuses.add(each.get());
      }
    }
    int more = 0;
    while (statuses.getLast() != SPENT && more++ < MORE_MAX) {
      statuses.add(status(stage, speaker, more % 2 == 0));
    }
    return statuses;
  }

  private static int status(FaultStage stage, Speaker speaker, boolean stream) {
    String name = speaker.family();
    try (ByteStream answer = stage.ask(speaker, name + "-stop", stream, name, FaultStage.PROMPT)) {
      answer.received();
      Application.Standing now = stage.standing(name, name);
      assertThat(now.used().add(now.held())).as(name).isLessThanOrEqualTo(now.stop());
      return answer.status();
    }
  }

  private static void check(FaultStage stage, Speaker speaker, List<Integer> statuses) {
    String name = speaker.family();
    BigDecimal billed =
        stage.simulator().book().stream()
            .filter(row -> row.model().equals(speaker.model("dear")))
            .map(stage.prices()::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Application.Standing standing =
        Await.value(
            BOOKED_WITHIN,
            "nothing of %s is held".formatted(name),
            () -> stage.standing(name, name),
            now -> now.held().signum() == 0);

    assertThat(statuses).as(name).contains(200).containsOnly(200, SPENT, BUSY).endsWith(SPENT);
    assertThat(standing.used()).as(name).isPositive().isEqualByComparingTo(billed);
    assertThat(standing.used()).as(name).isLessThanOrEqualTo(standing.stop());
  }
}
