package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A budget that is set while traffic runs knows every call of its window, to the last decimal.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NewBudgetTest {
  private static final int CALLERS = 12;
  private static final int CALLS_BEFORE = 60;
  private static final int CALLS_AFTER = 120;

  private final Stage stage = Stage.open(SimulatorProcess.start("--ttft", "5ms", "--jitter", "1"));

  @AfterAll
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"total", "month Europe/Berlin", "rolling 24h", "rolling 7d by 10m"})
  void isExactFromItsFirstCall(String window) throws Exception {
    String useCase = "steady-" + window.replaceAll("[^a-z0-9]", "-");
    AtomicBoolean done = new AtomicBoolean();
    ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          IntStream.range(0, CALLERS)
              .<Future<?>>mapToObj(
                  caller -> callers.submit(() -> keepCalling(caller, useCase, done, calls)))
              .toList();
      awaitCalls(calls, CALLS_BEFORE);
      stage
          .control()
          .budget(
              useCase,
              """
              {"where": [{"tag": "use_case", "in": ["%s"]}], "window": "%s", "limit_usd": "1000"}
              """
                  .formatted(useCase, window));
      awaitCalls(calls, calls.size() + CALLS_AFTER);
      done.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    }
    BigDecimal audited =
        stage.simulator().book().stream()
            .filter(row -> calls.contains(row.callId()))
            .map(stage.prices()::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    Application.Standing standing = stage.standing(useCase, useCase);

    assertThat(standing.used()).isEqualByComparingTo(audited);
    assertThat(standing.held()).isZero();
    assertThat(Stage.usd(stage.settled(useCase, calls.size(), 0))).isEqualByComparingTo(audited);
  }

  private static void awaitCalls(ConcurrentLinkedQueue<String> calls, int count) {
    Await.value(Duration.ofSeconds(60), count + " calls", calls::size, n -> n >= count);
  }

  private void keepCalling(
      int caller, String useCase, AtomicBoolean done, ConcurrentLinkedQueue<String> calls) {
    for (int i = 0; !done.get(); i++) {
      Application.Wire wire = Application.Wire.turn(caller + (long) i);
      String directive = "[[sim in=%d out=%d]]".formatted(100 + 7 * i + caller, 1 + i % 90);
      String body = Application.body(wire, wire.model(), directive, 100);
      calls.add(stage.application().ask(wire, useCase, body).expect(200).header("x-weir-call-id"));
    }
  }
}
