package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {
  private final Desk desk = new Desk();

  private Refusal.Kind refusal(long picos) {
    return ((Admission.Refused) desk.ask(picos)).refusal().kind();
  }

  @Test
  void saysBusyWhileOthersHoldTheRoomAndSpentWhenTheyHaveUsedIt() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved first = desk.admitted(1_000);

    assertThat(refusal(200)).isEqualTo(Refusal.Kind.BUDGET_BUSY);
    desk.settle(first, 1_000);
    assertThat(refusal(200)).isEqualTo(Refusal.Kind.BUDGET_SPENT);
    assertThat(desk.ask(100)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void admitsExactlyWhatFitsWhenManyThreadsAsk() throws Exception {
    desk.enforce(Desk.budget("b", "day UTC", 1_000), Desk.budget("c", "total", 5_000));
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      proposals.add(desk.proposal("claims", 10));
    }

    List<Future<Admission>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Proposal proposal : proposals) {
        answers.add(threads.submit(() -> desk.ledger.admit(proposal, Acknowledgement.NONE)));
      }
    }

    int admitted = 0;
    for (Future<Admission> answer : answers) {
      admitted += answer.get() instanceof Admission.Admitted ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(11);
    assertThat(desk.held("b")).isEqualTo(1_100);
  }

  @Test
  void aSecondEndingIsADefectAndChangesNothing() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved call = desk.admitted(500);
    desk.settle(call, 300);

    assertThatThrownBy(() -> desk.release(call)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> desk.settle(call, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(desk.spent("b")).isEqualTo(300);
    assertThat(desk.held("b")).isZero();
  }

  @Test
  void anAttemptIsNotAdmittedTwice() {
    Proposal proposal = desk.proposal("claims", 1);
    desk.ledger.admit(proposal, Acknowledgement.NONE);

    assertThatThrownBy(() -> desk.ledger.admit(proposal, Acknowledgement.NONE))
        .hasMessage("ledger: attempt 1 of %s is open already".formatted(proposal.call()));
    assertThat(desk.ledger.open()).isEqualTo(1);
  }

  @Test
  void aLaterAttemptIsHeldBesideOneThatHasNotEnded() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved first = desk.admitted(400);
    Entry.Reserved second = desk.admittedAgain(first, 300);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(desk.held("b")).isEqualTo(700);
    assertThat(desk.ledger.open()).isEqualTo(2);

    desk.settle(second, 200);
    assertThat(desk.spent("b")).isEqualTo(200);
    assertThat(desk.held("b")).isEqualTo(400);
    desk.settle(first, 350);
    assertThat(desk.spent("b")).isEqualTo(550);
    assertThat(desk.held("b")).isZero();
    assertThat(desk.ledger.open()).isZero();
  }

  @Test
  void everyAttemptOfACallIsJudgedByWhatTheOthersHold() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved first = desk.admitted(900);

    Admission.Refused refused = (Admission.Refused) desk.askAgain(first, 300);

    assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.BUDGET_BUSY);
    assertThat(desk.held("b")).isEqualTo(900);
  }

  @Test
  void everyAttemptThatNobodyEndedIsChargedItsOwnReservation() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved first = desk.admitted(400);
    Entry.Reserved second = desk.admittedAgain(first, 300);
    Entry.Reserved third = desk.admittedAgain(first, 200);
    desk.settle(second, 100);
    desk.restartWithBook();

    assertThat(desk.opening.torn()).containsExactlyInAnyOrder(first.id(), third.id());
    assertThat(desk.spent("b")).isEqualTo(700);
    assertThat(desk.held("b")).isZero();
  }

  @Test
  void whatNobodyEndedIsChargedItsReservationAtTheNextStart() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved torn = desk.admitted(400);
    desk.spend(100);
    desk.restartWithBook();

    assertThat(desk.opening.torn()).containsExactly(torn.id());
    assertThat(desk.spent("b")).isEqualTo(500);
    assertThat(desk.held("b")).isZero();
    assertThat(desk.ledger.open()).isZero();
  }

  @Test
  void aCorrectionMovesBalancesByItsDifferences() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved call = desk.admitted(400);
    desk.settle(call, 400);
    correct(call, 400, 150);

    assertThat(desk.spent("b")).isEqualTo(150);
    assertThat(desk.told()).noneMatch(told -> told.startsWith("overrun"));
    desk.restartWithBook();
    assertThat(desk.spent("b")).isEqualTo(150);
  }

  private void correct(Entry.Reserved call, long before, long after) {
    Entry.Settled better = desk.settled(call, after);
    desk.ledger.correct(
        new Correction(
            call.call(),
            1,
            call.facts(),
            JudgedTags.of(call),
            call.at(),
            Optional.of(call.amount()),
            Money.ofPicos(before),
            0,
            better.usage(),
            better.charge(),
            "invoice",
            "ada",
            "the provider's figure"),
        Acknowledgement.NONE);
  }

  @Test
  void aCorrectionToMoreThanWasHeldIsAnOverrunOnce() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    Entry.Reserved call = desk.admitted(400);
    desk.settle(call, 400);

    correct(call, 400, 5_000);
    correct(call, 5_000, 6_000);

    assertThat(desk.told()).containsOnlyOnce("overrun 0.000000005");
    assertThat(desk.told()).noneMatch("overrun 0.000000006"::equals);
    assertThat(desk.spent("b")).isEqualTo(6_000);
    assertThat(refusal(10)).isEqualTo(Refusal.Kind.BUDGET_SPENT);
  }

  @Test
  void anOverrunIsTakenToldAndNothingMoreIsAdmitted() {
    desk.enforce(Desk.budget("b", "day UTC", 1_000));
    desk.settle(desk.admitted(500), 5_000);

    assertThat(desk.spent("b")).isEqualTo(5_000);
    assertThat(desk.told()).contains("overrun 0.000000005");
    assertThat(refusal(10)).isEqualTo(Refusal.Kind.BUDGET_SPENT);
  }

  @Test
  void aFullInboxRefusesWithoutARecordAndEndingsStillPass() {
    Desk small = new Desk(2);
    Entry.Reserved open = small.admitted(10);
    small.admitted(10);

    Admission.Refused refused = (Admission.Refused) small.ask(10);

    assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.OVERLOADED);
    assertThat(refused.recorded()).isFalse();
    small.settle(open, 10);
    small.drain();
    assertThat(small.ledger.open()).isEqualTo(1);
  }

  @Test
  void aFullDiskRefusesAndRunningCallsStillSettle() {
    desk.enforce(Desk.budget("b", "total", 1_000_000));
    desk.disk.roomLeft(0);
    List<Entry.Reserved> running = new ArrayList<>();
    Optional<Refusal> refusal = Optional.empty();
    while (refusal.isEmpty()) {
      switch (desk.ask(10)) {
        case Admission.Admitted it -> running.add(it.reserved());
        case Admission.Refused it -> refusal = Optional.of(it.refusal());
      }
      desk.drain();
    }

    assertThat(refusal.get().kind()).isEqualTo(Refusal.Kind.JOURNAL_FULL);
    running.forEach(call -> desk.settle(call, 10));
    desk.drain();
    assertThat(desk.spent("b")).isEqualTo(10L * running.size());
    assertThat(desk.held("b")).isZero();
    desk.restartWithBook();
    assertThat(desk.opening.torn()).isEmpty();
    assertThat(desk.spent("b")).isEqualTo(10L * running.size());
  }

  @Test
  void acceptanceNeverStepsBackNotEvenOverARestart() {
    desk.admitted(10);
    desk.now = Desk.NOW.minusSeconds(3_600);

    assertThat(desk.admitted(10).at()).isEqualTo(Desk.NOW);
    desk.restart();
    assertThat(desk.ledger.acceptance()).isEqualTo(Desk.NOW);
  }
}
