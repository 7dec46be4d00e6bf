package dev.weir.view.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.view.replay.Population.UseCase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Open loop: when calls are made, in a time that passes only while the player sleeps.
@Timeout(30)
class PaceTest {
  private static final List<Duration> RECORDED =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofMillis(1_500),
          Duration.ofMillis(1_500),
          Duration.ofMinutes(10));

  /// When each row was called, in seconds since the start.
  private final Map<Integer, Double> calledAt = new ConcurrentHashMap<>();

  private final Semaphore called = new Semaphore(0);
  private final Tally tally = new Tally();
  private final SleptTime time = new SleptTime();

  /// Passes while the player sleeps, and then only once the calls that were due before are made.
  private final class SleptTime implements Timepiece {
    private static final long START = 1_000_000_007L;
    private final AtomicLong now = new AtomicLong(START);
    private int sleeps;

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      called.acquire(sleeps == 0 ? 0 : 1);
      sleeps++;
      now.addAndGet(Math.max(0, nanos));
    }

    double seconds() {
      return (now.get() - START) / 1e9;
    }
  }

  private static List<PlannedCall> calls() throws IOException {
    UseCase useCase = PopulationFile.resource("default").useCases().getFirst();
    return IntStream.range(0, RECORDED.size())
        .mapToObj(row ->
            new PlannedCall(
                row,
                RECORDED.get(row),
                useCase,
                "gpt-4o",
                "",
                "primary",
                false,
                Map.of(),
                10,
                0,
                10,
                256,
                List.of()))
        .toList();
  }

  private Outcome made(PlannedCall call) {
    calledAt.put(call.row(), time.seconds());
    called.release();
    return new Outcome.Answered("call_" + call.row(), 10, 10, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 4, 0.5})
  void eachCallIsMadeAtItsRecordedTimeDividedByTheSpeedWhateverBecameOfOthers(double speed)
      throws Exception {
    CountDownLatch allMade = new CountDownLatch(RECORDED.size());
    Player player =
        new Player(
            (call, _) -> {
              Outcome outcome = made(call);
              allMade.countDown();
              allMade.await();
              return outcome;
            },
            tally,
            time,
            RECORDED.size(),
            1);

    player.play(calls(), Pace.parse(Double.toString(speed)));

    for (int row = 0; row < RECORDED.size(); row++) {
      assertThat(calledAt.get(row))
          .as("row %d at speed %s", row, speed)
          .isEqualTo(RECORDED.get(row).toNanos() / speed / 1e9);
    }
    assertThat(tally.seen().answered()).isEqualTo(RECORDED.size());
  }

  @Test
  void maxWaitsForNoRecordedTime() throws Exception {
    new Player((call, _) -> made(call), tally, time, 2, 1).play(calls(), Pace.parse("max"));

    assertThat(calledAt.values()).hasSize(RECORDED.size()).containsOnly(0.0);
  }

  @Test
  void aSpeedIsMaxOrANumberAboveZero() {
    assertThat(Pace.parse("MAX")).isEqualTo(new Pace.Max());
    assertThat(Pace.parse("2.5")).isEqualTo(new Pace.Times(2.5));
    for (String wrong : List.of("0", "-1", "NaN", "Infinity", "fast", "2000000")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pace.parse(wrong))
          .withMessageContaining(wrong.equals("2000000") ? "2000000" : wrong);
    }
  }
}
