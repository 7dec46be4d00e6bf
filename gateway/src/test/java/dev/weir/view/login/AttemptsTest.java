package dev.weir.view.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long who fails has to wait.
class AttemptsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Attempts attempts = new Attempts(3);

  private Optional<Duration> enter(Duration afterNoon) {
    return attempts.enter("ada", NOON.plus(afterNoon));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(enter(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void thePauseBeginsAfterTheFreeFailuresAndDoublesUpToAMinute() {
    fail(3);
    Duration at = Duration.ZERO;
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(enter(at)).contains(Duration.ofSeconds(seconds));
      at = at.plusSeconds(seconds);
      assertThat(enter(at.minusNanos(1))).contains(Duration.ofNanos(1));
      assertThat(enter(at)).isEmpty();
    }
  }

  @Test
  void aWaitThatIsNotOverCountsAsNoAttempt() {
    fail(3);
    for (int i = 0; i < 50; i++) {
      assertThat(enter(Duration.ZERO)).contains(Duration.ofSeconds(1));
    }
    assertThat(enter(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void anotherOneIsNotSlowedDown() {
    fail(3);

    assertThat(attempts.enter("bob", NOON)).isEmpty();
  }

  @Test
  void failuresAreForgottenAfterAnHourOrByASuccess() {
    fail(3);
    assertThat(enter(Attempts.FORGOTTEN_AFTER)).isEmpty();
    assertThat(enter(Attempts.FORGOTTEN_AFTER)).isEmpty();
    attempts.forget("ada");
    fail(3);
    assertThat(enter(Duration.ZERO)).isPresent();
  }

  @Test
  void anAttemptThatSucceededIsTakenBackAlone() {
    fail(2);
    for (int i = 0; i < 10; i++) {
      assertThat(enter(Duration.ZERO)).isEmpty();
      attempts.takeBack("ada");
    }
    fail(1);
    assertThat(enter(Duration.ZERO)).isPresent();
  }

  @Test
  void ofTooManyTheOneUntouchedLongestIsForgotten() {
    fail(3);
    for (int i = 0; i < Attempts.REMEMBERED_MAX; i++) {
      assertThat(attempts.enter("user" + i, NOON)).isEmpty();
    }

    assertThat(enter(Duration.ZERO)).isEmpty();
  }
}
