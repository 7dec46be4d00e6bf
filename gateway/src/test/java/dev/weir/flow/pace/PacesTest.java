package dev.weir.flow.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.flow.entry.AttemptId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacesTest extends PacedTarget {
  @Test
  void aProviderWithoutRulesIsNotPaced() {
    assertThat(paces.paces("openai")).isFalse();
    assertThat(paces.enter(TARGET, ticket("a", Priority.LOW, "", 1)))
        .isEqualTo(new Entrance.Free());
    assertThat(paces.standings()).isEmpty();
  }

  @Test
  void asManyPassAtOnceAsAreConfiguredAndTheNextWhenOneLeaves() {
    limit(0, 0, 2);
    AttemptId a = enter("a");
    enter("b");
    enter("c");

    assertThat(passed).containsExactly("a", "b");

    leave(a, 100);

    assertThat(passed).containsExactly("a", "b", "c");
    assertThat(standing().most()).contains(new GateStanding.Most(2, "concurrency"));
  }

  @Test
  void highGoesBeforeNormalAndNormalBeforeLow() {
    limit(0, 0, 1);
    AttemptId running = enter("first");
    enter("low", Priority.LOW, "", 100);
    enter("normal", Priority.NORMAL, "", 100);
    enter("high", Priority.HIGH, "", 100);

    List<AttemptId> ends = new ArrayList<>(List.of(running));
    leave(ends.getFirst(), 1);

    assertThat(passed).containsExactly("first", "high");
    assertThat(standing().waiting()).isEqualTo(2);
  }

  @Test
  void aUseCaseWithManyCallsDoesNotKeepAnotherWaiting() {
    limit(0, 0, 1);
    List<AttemptId> all = new ArrayList<>();
    all.add(enter("first"));
    for (int i = 0; i < 50; i++) {
      all.add(enter("batch" + i, Priority.NORMAL, "batch", 100));
    }
    for (int i = 0; i < 3; i++) {
      all.add(enter("chat" + i, Priority.NORMAL, "chat", 100));
    }

    leaveInOrder(all, 8);

    assertThat(passed)
        .containsExactly(
            "first", "batch0", "chat0", "batch1", "chat1", "batch2", "chat2", "batch3", "batch4");
  }

  /// The one that passed last leaves, so many times.
  private void leaveInOrder(List<AttemptId> all, int times) {
    for (int i = 0; i < times; i++) {
      leave(all.get(index(passed.getLast())), 100);
    }
  }

  @Test
  void asManyWaitAsMayAndTheNextHearsWhy() {
    rules(false, 1, new PaceRules.Limit(List.of(), 0, 0, 1));
    enter("a");
    enter("b");

    Entrance third = paces.enter(TARGET, ticket("c", Priority.NORMAL, "", 1));

    assertThat(third)
        .isEqualTo(
            new Entrance.Full(
                "the limits of openai/* leave no room: 1 calls wait for it already",
                Duration.ofSeconds(1)));
  }

  @Test
  void whoGoesFirstGetsThePlaceOfTheLastInAFullLine() {
    rules(false, 3, new PaceRules.Limit(List.of(), 0, 0, 1));
    AttemptId running = enter("first");
    enter("batch1", Priority.LOW, "batch", 1);
    enter("batch2", Priority.LOW, "batch", 1);
    enter("batch3", Priority.LOW, "batch", 1);
    enter("other", Priority.LOW, "other", 1);
    enter("high", Priority.HIGH, "chat", 1);

    assertThat(displaced)
        .containsExactly(
            "batch3: the limits of openai/* leave no room: others go before it",
            "batch2: the limits of openai/* leave no room: others go before it");
    assertThat(standing().waiting()).isEqualTo(3);
    leave(running, 1);
    assertThat(passed).containsExactly("first", "high");
  }

  @Test
  void aUseCaseWhoseCallsGaveUpIsNotBehindForThem() {
    limit(0, 0, 1);
    AttemptId running = enter("first");
    List<AttemptId> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(enter("a" + i, Priority.NORMAL, "a", 100));
    }
    many.forEach(paces::withdraw);
    enter("a", Priority.NORMAL, "a", 100);
    enter("b", Priority.NORMAL, "b", 100);

    leave(running, 1);

    assertThat(passed).containsExactly("first", "a");
  }

  @Test
  void whoWaitsIsToldWhenTheProviderAsksForMoreTimeThanThat() {
    rules(true, 1_000, new PaceRules.Limit(List.of(), 0, 0, 1));
    AttemptId a = enter("a");
    enter("b");

    paces.heard(a, "gpt-4o", 429, Headers.EMPTY, Optional.of(Duration.ofSeconds(31)));

    assertThat(displaced)
        .containsExactly(
            "b: the limits of openai/* leave no room: it asks for nothing for another 31 s");
    assertThat(standing().waiting()).isZero();
  }

  @Test
  void nobodyWaitsForWhatCannotComeInTime() {
    limit(0, 600, 0);
    leave(enter("a", Priority.NORMAL, "", 600), 600);

    Entrance next = paces.enter(TARGET, ticket("b", Priority.NORMAL, "", 600));

    assertThat(next).isInstanceOf(Entrance.Full.class);
    assertThat(((Entrance.Full) next).after()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void oneLookIsPlannedHoweverOftenItIsPutForward() {
    limit(0, 60_000, 0);
    List<AttemptId> running = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      running.add(enter("r" + i, Priority.NORMAL, "", 1_000));
    }
    for (int i = 0; i < 200; i++) {
      enter("w" + i, Priority.NORMAL, "", 1_000);
    }
    int most = 0;
    for (AttemptId each : running) {
      paces.leave(each, Optional.of(new Load(990, 0)), false);
      pass(Duration.ofMillis(20));
      most = Math.max(most, due.size());
    }

    assertThat(most).as("timers that wait").isLessThanOrEqualTo(60);
    pass(Duration.ofMinutes(10));
    assertThat(due).isEmpty();
  }

  @Test
  void whoWithdrawsLeavesItsPlaceToTheNext() {
    limit(0, 600, 0);
    enter("a", Priority.NORMAL, "", 500);
    AttemptId large = enter("large", Priority.NORMAL, "", 600);
    enter("small", Priority.NORMAL, "", 100);
    assertThat(passed).as("nobody overtakes").containsExactly("a");

    assertThat(paces.withdraw(large)).isTrue();

    assertThat(passed).containsExactly("a", "small");
    assertThat(paces.withdraw(large)).isFalse();
  }

  @Test
  void whoIsLateHearsWhatIsUsedUp() {
    limit(6, 0, 0);
    for (int i = 0; i < 6; i++) {
      enter("c" + i);
    }
    AttemptId waits = enter("waits");

    Optional<Entrance.Full> late = paces.late(waits);

    assertThat(late)
        .contains(
            new Entrance.Full(
                "the limits of openai/* leave no room: the call waited 10 s, as requests of a limit of 6 are used up",
                Duration.ofSeconds(10)));
  }

  @Test
  void aChangeOfRulesKeepsTheGatesOfProvidersThatHaveTheSame() {
    limit(0, 0, 1);
    AttemptId a = enter("a");
    enter("b");

    limit(0, 0, 1);
    assertThat(standing().underWay()).isEqualTo(1);

    limit(0, 0, 5);
    leave(a, 1);
    assertThat(passed).as("who waits passes by the old rules").containsExactly("a", "b");
  }
}
