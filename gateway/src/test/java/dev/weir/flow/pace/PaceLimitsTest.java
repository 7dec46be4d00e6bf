package dev.weir.flow.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.flow.entry.AttemptId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceLimitsTest extends PacedTarget {
  @Test
  void requestsPassAsFastAsTheMinuteAllows() {
    limit(60, 0, 0);
    for (int i = 0; i < 63; i++) {
      leave(enter("c" + i), 1);
    }

    assertThat(passed).hasSize(60);
    pass(Duration.ofMillis(999));
    assertThat(passed).hasSize(60);
    pass(Duration.ofMillis(2));
    assertThat(passed).hasSize(61).last().isEqualTo("c60");
    pass(Duration.ofSeconds(2));
    assertThat(passed).hasSize(63);
  }

  @Test
  void tokensThatWereNotUsedAreGivenBackAndTeachWhatTheNextWillUse() {
    limit(0, 1_000, 0);
    AttemptId a = enter("a", Priority.NORMAL, "", 1_000);
    enter("b", Priority.NORMAL, "", 1_000);
    assertThat(passed).containsExactly("a");

    leave(a, 10);

    assertThat(passed).as("a sixteenth nearer to what was used").containsExactly("a", "b");
  }

  @Test
  void whatIsUsedBeyondItsTicketIsOwed() {
    limit(0, 600, 0);
    leave(enter("a", Priority.NORMAL, "", 100), 620);

    assertThat(left(Quantity.TOKENS).now()).isZero();
    enter("b", Priority.NORMAL, "", 60);
    pass(Duration.ofMillis(7_900));
    assertThat(passed).as("20 owed and 60 wanted at 10 a second").containsExactly("a");
    pass(Duration.ofMillis(200));
    assertThat(passed).containsExactly("a", "b");
  }

  @Test
  void aCallLargerThanTheLimitPassesAloneWhenAllOfItIsThere() {
    limit(0, 600, 0);

    enter("a", Priority.NORMAL, "", 5_000);

    assertThat(passed).containsExactly("a");
  }

  @Test
  void theLimitsOfAnotherModelThanItPassedForAreNotItsOwn() {
    rules(true, 1_000);
    AttemptId a = enter("a");

    paces.heard(
        a,
        "gpt-4o-mini",
        200,
        Headers.of("x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "0"),
        Optional.empty());

    assertThat(standing().left()).isEmpty();
  }

  @Test
  void aCallThatWasNotSentGivesItsRequestBack() {
    limit(1, 0, 0);
    AttemptId a = enter("a");
    enter("b");

    paces.cancel(a);

    assertThat(passed).containsExactly("a", "b");
  }

  @Test
  void whatAnAnswerSaysOfTheLimitCounts() {
    rules(true, 1_000);
    AttemptId a = enter("a");
    paces.heard(
        a,
        "gpt-4o",
        200,
        Headers.of("x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "1"),
        Optional.empty());
    leave(a, 1);

    enter("b");
    enter("c");

    assertThat(passed).containsExactly("a", "b");
    pass(Duration.ofMillis(1_001));
    assertThat(passed).containsExactly("a", "b", "c");
    assertThat(standing().gate()).isEqualTo("openai/gpt-4o");
  }

  @Test
  void aConfiguredLimitThatIsLowerStays() {
    rules(true, 1_000, new PaceRules.Limit(List.of("gpt-*"), 10, 0, 0));
    AttemptId a = enter("a");
    paces.heard(
        a,
        "gpt-4o",
        200,
        Headers.of("x-ratelimit-limit-requests", "10000", "x-ratelimit-remaining-requests", "9999"),
        Optional.empty());

    assertThat(left(Quantity.REQUESTS)).isEqualTo(new GateStanding.Left(10, 9, 10));
  }

  @Test
  void aProviderThatSaysWhenIsLeftAloneUntilThen() {
    rules(true, 1_000);
    AttemptId a = enter("a");
    paces.heard(a, "gpt-4o", 429, Headers.EMPTY, Optional.of(Duration.ofSeconds(3)));
    paces.leave(a, Optional.of(Load.NONE), false);
    enter("b");

    pass(Duration.ofMillis(2_999));
    assertThat(passed).containsExactly("a");
    pass(Duration.ofMillis(2));
    assertThat(passed).containsExactly("a", "b");
  }

  @Test
  void nobodyWaitsForAProviderThatAsksForMoreTimeThanAnyMayWait() {
    rules(true, 1_000);
    AttemptId a = enter("a");
    paces.heard(a, "gpt-4o", 429, Headers.EMPTY, Optional.of(Duration.ofSeconds(31)));
    paces.leave(a, Optional.of(Load.NONE), false);

    Entrance next = paces.enter(TARGET, ticket("b", Priority.HIGH, "", 1));

    assertThat(next)
        .isEqualTo(
            new Entrance.Full(
                "the limits of openai/gpt-4o leave no room: it asks for nothing for another 31 s",
                Duration.ofSeconds(31)));
  }

  @Test
  void refusalsThatNoLimitExplainsTeachHowManyItBearsAndAreForgotten() {
    rules(true, 1_000);
    List<AttemptId> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(enter("c" + i));
    }
    paces.heard(ten.getFirst(), "gpt-4o", 429, Headers.EMPTY, Optional.empty());
    paces.heard(ten.get(1), "gpt-4o", 429, Headers.EMPTY, Optional.of(Duration.ZERO));

    assertThat(standing().most()).contains(new GateStanding.Most(7, "refusals"));
    enter("waits");
    leave(ten.get(0), 1);
    leave(ten.get(1), 1);
    leave(ten.get(2), 1);
    assertThat(passed).doesNotContain("waits");
    leave(ten.get(3), 1);
    assertThat(passed).contains("waits");

    pass(Duration.ofSeconds(61));
    leave(ten.get(4), 1);
    assertThat(standing().most()).isEmpty();
  }

  @Test
  void theCeilingIsWhatTheLimitBearsAtTheCallsThereWere() {
    limit(120, 0, 0);
    AttemptId a = enter("a");
    pass(Duration.ofSeconds(5));
    leave(a, 1);

    assertThat(standing().most()).contains(new GateStanding.Most(10, "requests"));
  }

  /// Any order of coming, leaving and giving up: nobody is lost, limits hold in every minute, and
  /// nobody waits where there is room.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void limitsHoldWhateverHappens(long seed) {
    Random random = new Random(seed);
    rules(false, 100_000, new PaceRules.Limit(List.of(), 300, 60_000, 10));
    List<AttemptId> open = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    open.add(enter("c0"));
    starts.add(now);
    int entered = 1;
    int gone = 0;
    for (int step = 0; step < 5_000; step++) {
      int before = passed.size();
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          entered++;
          Priority priority = List.of(Priority.values()).get(random.nextInt(3));
          open.add(
              enter("c" + entered, priority, "u" + random.nextInt(4), random.nextInt(1, 2_000)));
        }
        case 2 -> {
          if (!open.isEmpty()) {
            AttemptId attempt = open.remove(random.nextInt(open.size()));
            if (paces.withdraw(attempt)) {
              gone++;
            } else {
              paces.leave(
                  attempt, Optional.of(new Load(random.nextInt(2_000), 0)), random.nextBoolean());
            }
          }
        }
        default -> pass(Duration.ofMillis(random.nextInt(200)));
      }
      for (int i = before; i < passed.size(); i++) {
        starts.add(now);
      }
      GateStanding standing = standing();
      assertThat(standing.underWay()).as("seed %d", seed).isBetween(0, 10);
      assertThat(standing.waiting()).as("seed %d", seed).isEqualTo(entered - gone - passed.size());
    }
    assertThat(mostInAMinute(starts)).as("seed %d", seed).isLessThanOrEqualTo(600);

    while (!open.isEmpty()) {
      AttemptId attempt = open.removeFirst();
      if (!paces.withdraw(attempt)) {
        paces.cancel(attempt);
      } else {
        gone++;
      }
    }
    assertThat(standing().waiting()).as("seed %d", seed).isZero();
    assertThat(standing().underWay()).as("seed %d", seed).isZero();
    assertThat(passed.size() + gone).as("seed %d", seed).isEqualTo(entered);
  }
}
