package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.entry.Entry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A clock that steps back never moves acceptance back, also when a new process sees it first.
class ClockTest {
  private static final Duration STEP = Duration.ofHours(2);

  private final Desk desk = new Desk();
  private final Instant later = Desk.NOW.plus(STEP);

  @Test
  void acceptanceDoesNotStepBackWithTheClock() {
    desk.now = later;
    desk.spend(10);
    desk.now = Desk.NOW;

    assertThat(desk.ledger.acceptance()).isEqualTo(later);
    assertThat(desk.admitted(10).at()).isEqualTo(later);
    assertThat(desk.ledger.clockBehind()).isEqualTo(STEP);
  }

  @Test
  void acceptanceDoesNotStepBackAcrossARestart() {
    desk.now = later;
    desk.spend(10);
    desk.now = Desk.NOW;
    desk.restart();

    assertThat(desk.ledger.acceptance()).isEqualTo(later);
    assertThat(desk.admitted(10).at()).isEqualTo(later);
    assertThat(desk.ledger.clockBehind()).isEqualTo(STEP);
  }

  @Test
  void acceptanceDoesNotStepBackWhenOnlyASnapshotRemembers() {
    desk.now = later;
    desk.ledger.snapshot();
    desk.now = Desk.NOW;
    desk.restart();

    assertThat(desk.journal.recovered().start()).isPositive();
    assertThat(desk.ledger.acceptance()).isEqualTo(later);
  }

  @Test
  void aTornCallExpiresNoEarlierThanItWasAccepted() {
    desk.now = later;
    Entry.Reserved torn = desk.admitted(10);
    desk.now = Desk.NOW;
    desk.restart();

    assertThat(desk.opening.torn()).hasSize(1);
    assertThat(desk.ledger.latest()).isEqualTo(torn.at());
  }

  @Test
  void aSpentMonthStaysSpentWhenTheClockGoesBackToItsFirstDayAndTheProcessRestarts() {
    desk.now = Instant.parse("2026-04-01T00:00:01Z");
    desk.enforce(Desk.budget("b", "month UTC", 1_000));
    desk.spend(1_100);
    desk.now = Instant.parse("2026-03-31T12:00:00Z");
    desk.restartWithBook();

    assertThat(desk.ask(10)).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void theClockIsTrustedAgainOnceItHasCaughtUp() {
    desk.now = later;
    desk.spend(10);
    desk.now = later.plusSeconds(1);

    assertThat(desk.ledger.clockBehind()).isZero();
    assertThat(desk.ledger.acceptance()).isEqualTo(later.plusSeconds(1));
  }
}
