package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Window;
import org.junit.jupiter.api.Test;

/// A rule that begins over running traffic has counted every call exactly once.
class ArmingTest {
  private static final Budget OLD = Desk.budget("old", "month UTC", 1_000_000);
  private static final Budget NEW = Desk.budget("new", "day UTC", 1_000_000);

  private final Desk desk = new Desk();

  @Test
  void countsWhatEndedBeforeWhatIsOpenAndWhatCameMeanwhile() {
    desk.enforce(OLD);
    desk.spend(100);
    Entry.Reserved endsMeanwhile = desk.admitted(20);
    Entry.Reserved staysOpen = desk.admitted(3_000);
    Desk.Marked marked = new Desk.Marked();
    Arming arming = desk.arm(Desk.book(OLD, NEW), marked);
    desk.settle(endsMeanwhile, 20);
    desk.spend(40_000);
    Entry.Reserved fresh = desk.admitted(500_000);
    desk.drain();

    desk.activate(arming, marked.position);

    assertThat(arming.rules()).containsExactly(NEW);
    assertThat(desk.spent("new")).isEqualTo(40_120).isEqualTo(desk.spent("old"));
    assertThat(desk.held("new")).isEqualTo(503_000).isEqualTo(desk.held("old"));
    desk.settle(staysOpen, 1_000);
    desk.release(fresh);
    assertThat(desk.spent("new")).isEqualTo(41_120);
    assertThat(desk.held("new")).isZero();
    desk.restartWithBook();
    assertThat(desk.spent("new")).isEqualTo(41_120);
  }

  @Test
  void anArmingThatWasGivenUpCountsNothingTwice() {
    Entry.Reserved open = desk.admitted(10);
    desk.arm(Desk.book(NEW), Acknowledgement.NONE);
    desk.spend(200);
    desk.enforce(NEW);

    assertThat(desk.spent("new")).isEqualTo(200);
    assertThat(desk.held("new")).isEqualTo(10);
    desk.settle(open, 10);
    assertThat(desk.spent("new")).isEqualTo(210);
  }

  @Test
  void aCrashWhileArmingCountsNothingTwice() {
    desk.admitted(10);
    desk.arm(Desk.book(NEW), Acknowledgement.NONE);
    desk.spend(200);
    desk.restart();
    desk.enforce(NEW);

    assertThat(desk.spent("new")).isEqualTo(210);
    assertThat(desk.held("new")).isZero();
  }

  @Test
  void aRuleThatReturnsHasCountedWhileItWasAway() {
    desk.enforce(NEW);
    desk.spend(100);
    desk.enforce(OLD);
    desk.spend(20);
    desk.restart();
    desk.enforce(OLD);
    desk.spend(0);
    desk.enforce(OLD, NEW);

    assertThat(desk.spent("new")).isEqualTo(120).isEqualTo(desk.spent("old"));
  }

  @Test
  void anotherLimitKeepsTheCounterAnotherScopeMakesANewOne() {
    desk.enforce(NEW);
    desk.spend(100);
    Budget wider = Desk.budget("new", "day UTC", 2_000_000);
    Budget scoped =
        Budget.of(
            "new",
            Scope.where(Condition.in("use_case", "search")),
            Window.parse("day UTC"),
            Total.of(1_000));

    assertThat(desk.arm(Desk.book(wider), Acknowledgement.NONE).rules()).isEmpty();
    desk.enforce(wider);
    assertThat(desk.spent("new")).isEqualTo(100);
    assertThat(desk.arm(Desk.book(scoped), Acknowledgement.NONE).rules()).containsExactly(scoped);
  }

  @Test
  void aSnapshotTakenBeforeTheBooksAreOpenKeepsEveryBalance() {
    desk.enforce(NEW);
    desk.spend(100);
    desk.restart();
    desk.ledger.snapshot();
    desk.restartWithBook();

    assertThat(desk.spent("new")).isEqualTo(100);
  }

  @Test
  void theOpeningOfAnotherBookIsADefect() {
    Entry.BookOpened opening = new Entry.BookOpened("rules", "v", Desk.NOW, "ada", "{}");

    assertThatThrownBy(() -> desk.ledger.arm(Desk.book(NEW), opening, Acknowledgement.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
