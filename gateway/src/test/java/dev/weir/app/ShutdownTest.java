package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.log.KeptLog;
import dev.weir.base.log.LogShape;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader.Lag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How long the end takes at most, by a clock that passes when it is waited for.
@Timeout(60)
class ShutdownTest {
  private static final Duration LEAD = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);
  private static final Duration WHOLE = LEAD.plus(GRACE).plus(SETTLED_WITHIN);

  private final KeptLog log = new KeptLog();
  private final List<Duration> toldToEnd = new ArrayList<>();
  private final List<Duration> refusedFor = new ArrayList<>();
  private final Readiness readiness =
      new Readiness(
          JournalState.Open::new,
          Optional::empty,
          () -> new Lag(0, 0, Duration.ZERO, Optional.empty(), Optional.empty()),
          0);
  private Duration passed = Duration.ZERO;
  private Duration settledAfter = Duration.ofDays(1);
  private Duration readAfter = Duration.ofDays(1);
  private int calls = 3;

  private void close(Shutdown.Pause pause) {
    new Shutdown(
            new WeirConfig.ShutdownPart(LEAD, GRACE),
            readiness,
            new Shutdown.Plane(
                () -> passed.compareTo(settledAfter) < 0 ? calls : 0,
                () -> passed.compareTo(readAfter) < 0 ? calls : 0,
                refusedFor::add,
                () -> toldToEnd.add(passed)),
            new Shutdown.Time(() -> passed.toNanos(), pause),
            log.in(LogShape.TEXT))
        .close();
  }

  private void pass(Duration length) {
    passed = passed.plus(length);
  }

  @Test
  void callsThatDoNotSettleAreLeftBehindTwentySecondsAfterTheGrace() {
    close(this::pass);

    assertThat(passed).isEqualTo(WHOLE);
    assertThat(toldToEnd).containsExactly(LEAD.plus(GRACE));
    assertThat(refusedFor).containsExactly(GRACE.plus(SETTLED_WITHIN));
    assertThat(readiness.reasons()).containsExactly("shutting down: 3 calls under way");
    assertThat(log.lines().getLast())
        .contains("level=WARNING", "3 calls could not be settled within PT20S", "they are torn");
  }

  @Test
  void aCallThatSettlesJustBeforeThatIsNotLeftBehind() {
    settledAfter = WHOLE.minusMillis(20);
    close(this::pass);

    assertThat(passed).isEqualTo(settledAfter);
    assertThat(toldToEnd).hasSize(1);
    assertThat(log.lines().getLast())
        .contains("level=INFO", "no call is under way; 3 answers are not read and end torn");
  }

  @Test
  void nobodyIsToldToEndWhenEverythingEndsWithinTheGrace() {
    settledAfter = Duration.ofSeconds(2);
    readAfter = Duration.ofSeconds(4);
    close(this::pass);

    assertThat(passed).isEqualTo(readAfter);
    assertThat(toldToEnd).isEmpty();
    assertThat(log.lines().getLast()).contains("level=INFO", "no call is under way;");
  }

  @Test
  void whatWaitsIsSaidEveryFiveSeconds() {
    close(this::pass);

    assertThat(log.lines())
        .filteredOn(line -> line.contains("3 answers are being read"))
        .hasSize(8);
  }

  @Test
  void anInterruptHurriesItAndIsNotForgotten() {
    close(_ -> {
      throw new InterruptedException("hurry");
    });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(passed).isZero();
    assertThat(toldToEnd).containsExactly(Duration.ZERO);
    assertThat(log.lines().getLast()).contains("could not be settled");
  }
}
