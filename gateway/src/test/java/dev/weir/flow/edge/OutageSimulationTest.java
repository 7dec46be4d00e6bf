package dev.weir.flow.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.health.Standing;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider is down for a minute under 200 calls a second, and there is another.
class OutageSimulationTest {
  private static final int PER_SECOND = 200;
  private static final int DOWN_SECONDS = 60;

  private static Routes routes() {
    Route route =
        new Route.Fallback(
            List.of(SimBooks.to("open/gpt-4o-mini"), SimBooks.to("open2/large")), false);
    return new Routes(
        SimBooks.providers(),
        Map.of("support", route),
        new RoutingRules(RetryRules.USUAL, RetryRules.ONCE));
  }

  @ParameterizedTest
  @CsvSource({"REFUSED, 1", "STATUS_500, 2", "SILENT_HEAD, 3"})
  void noCallerHearsOfItAndTheProviderIsHardlyAskedAndSoonBack(Fate fate, long seed) {
    Scene scene = new Scene(seed, routes());
    List<SimCaller> callers = new ArrayList<>(calls(scene, 5));
    scene.fates.put("open", fate);
    int before = scene.told.size();
    List<SimCaller> during = calls(scene, DOWN_SECONDS);
    callers.addAll(during);
    scene.fates.clear();
    int attempts = scene.told.size() - before;
    long back = scene.time.nanos();
    int turnsBefore = scene.turns.size();
    callers.addAll(calls(scene, 6));
    scene.finish();

    assertThat(callers).allSatisfy(caller -> assertThat(caller.status()).isEqualTo(200));
    assertThat((double) attempts / during.size()).as("attempts a call").isLessThan(1.1);
    assertThat(scene.turns.subList(turnsBefore, scene.turns.size()))
        .last()
        .satisfies(turn -> assertThat(turn.now()).isEqualTo(Standing.CLOSED));
    assertThat(closedAfter(scene, turnsBefore, back))
        .as("time until the provider is asked as before")
        .isLessThan(Duration.ofSeconds(5));
    assertThat(scene.ledger.open()).isZero();
  }

  private static Duration closedAfter(Scene scene, int from, long back) {
    for (int i = from; i < scene.turns.size(); i++) {
      if (scene.turns.get(i).now() == Standing.CLOSED) {
        return Duration.ofNanos(scene.turnedAt.get(i) - back);
      }
    }
    throw new AssertionError("the circuit has not closed: " + scene.turns);
  }

  private static List<SimCaller> calls(Scene scene, int seconds) {
    List<SimCaller> callers = new ArrayList<>();
    for (int i = 0; i < seconds * PER_SECOND; i++) {
      callers.add(scene.call(true, i % 2 == 0, "support"));
      scene.pass(Duration.ofSeconds(1).dividedBy(PER_SECOND));
    }
    return callers;
  }
}
