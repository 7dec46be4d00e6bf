package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.entry.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Owners are told of a threshold once per window.
class ThresholdTest {
  private final Desk desk = new Desk();

  @Test
  void tellsOncePerWindowAndNotAgainAfterARestart() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    desk.spend(690);
    assertThat(desk.told()).isEmpty();
    desk.spend(10);
    desk.spend(10);
    assertThat(desk.told()).containsExactly("b 700");
    desk.restartWithBook();
    desk.spend(10);
    desk.ledger.snapshot();
    desk.restartWithBook();
    desk.spend(10);
    assertThat(desk.told()).containsExactly("b 700");

    desk.now = desk.now.plus(Duration.ofDays(1));
    desk.spend(700);
    assertThat(desk.told()).containsExactly("b 700", "b 700");
  }

  @Test
  void aThresholdTheJournalHasNoRoomForIsToldAsSoonAsItHas() {
    Desk small = new Desk(2);
    small.enforce(Desk.budget("b", "day UTC", 1_000));
    small.spend(800); // reservation and ending fill the inbox
    assertThat(small.told()).isEmpty();
    small.drain();
    small.spend(0);
    small.drain();
    assertThat(small.told()).isEmpty();

    Entry.Reserved last = small.admitted(10);
    small.drain();
    small.settle(last, 10);

    assertThat(small.told()).containsExactly("b 700");
    small.restartWithBook();
    assertThat(small.told()).as("it is in the journal").containsExactly("b 700");
  }

  @Test
  void tellsOnceWhileARollingWindowStaysAboveTheThreshold() {
    desk.enforce(Desk.budget("b", "rolling 1h", 1_000));
    desk.spend(800);
    for (int minute = 0; minute < 50; minute++) {
      desk.now = desk.now.plusSeconds(60);
      desk.spend(0);
    }

    assertThat(desk.told()).containsExactly("b 700");
  }

  @Test
  void anEndingOfAnEarlierWindowTellsNothingOfThisOne() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved yesterday = desk.admitted(10);
    desk.now = desk.now.plus(Duration.ofDays(1));
    desk.spend(900);
    desk.settle(yesterday, 10);

    assertThat(desk.told()).containsExactly("b 700");
  }

  @Test
  void tellsWhenANewBudgetOrALowerLimitFindsItPassedAlready() {
    desk.enforce(Desk.budget("b", "day UTC", 10_000));
    desk.spend(900);
    assertThat(desk.told()).isEmpty();
    desk.enforce(Desk.budget("b", "day UTC", 1_000), Desk.budget("c", "month UTC", 1_000));

    assertThat(desk.told()).containsExactlyInAnyOrder("b 700", "c 700");
  }
}
