package dev.weir.flow.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.route.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacesTest {
  private static final Target TARGET = new Target("openai", "gpt-4o");
  private static final Duration WAIT = Duration.ofSeconds(10);

  /// Nanoseconds of a clock that begins anywhere.
  private long now = -77_000_000_000L;

  private final Queue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Paces paces =
      new Paces(() -> now, (after, task) -> due.add(new Due(now + after.toNanos(), task)));
  private final Random ids = new Random(1);
  private final List<String> passed = new ArrayList<>();
  private final List<String> displaced = new ArrayList<>();

  private record Due(long at, Runnable task) {}

  private void pass(Duration time) {
    long until = now + time.toNanos();
    while (!due.isEmpty() && due.peek().at <= until) {
      Due next = due.remove();
      now = Math.max(now, next.at);
      next.task.run();
    }
    now = until;
  }

  private void limit(long requests, long tokens, int concurrency) {
    rules(false, 1_000, new PaceRules.Limit(List.of(), requests, tokens, concurrency));
  }

  private void rules(boolean learn, int waiting, PaceRules.Limit... limits) {
    paces.by(Map.of("openai", new PaceRules(learn, WAIT, waiting, List.of(limits))));
  }

  private AttemptId id() {
    return new AttemptId(CallId.create(Instant.EPOCH, ids), 1);
  }

  private Ticket ticket(String name, Priority priority, String useCase, long tokens) {
    return ticket(id(), name, priority, useCase, tokens);
  }

  private Ticket ticket(AttemptId id, String name, Priority priority, String useCase, long tokens) {
    return new Ticket(
        id,
        priority,
        useCase,
        new Load(tokens, 0),
        Runnable::run,
        () -> passed.add(name),
        why -> displaced.add(name + ": " + why.why()));
  }

  private AttemptId enter(String name) {
    return enter(name, Priority.NORMAL, "", 100);
  }

  private AttemptId enter(String name, Priority priority, String useCase, long tokens) {
    AttemptId id = id();
    Entrance entrance = paces.enter(TARGET, ticket(id, name, priority, useCase, tokens));
    if (entrance instanceof Entrance.Free) {
      passed.add(name);
    }
    return id;
  }

  private void leave(AttemptId attempt, long tokens) {
    paces.leave(attempt, Optional.of(new Load(tokens, 0)), true);
  }

  private GateStanding.Left left(Quantity quantity) {
    return Optional.ofNullable(standing().left().get(quantity)).orElseThrow();
  }

  private GateStanding standing() {
    return paces.standings().getFirst();
  }

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

  /// The position of a name in the order in which they came.
  private static int index(String name) {
    if (name.equals("first")) {
      return 0;
    }
    int number = Integer.parseInt(name.replaceAll("[a-z]", ""));
    return name.startsWith("batch") ? 1 + number : 51 + number;
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
    paces.heard(ten.get(1), "gpt-4o", 429, Headers.EMPTY, Optional.empty());

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

  private static int mostInAMinute(List<Long> starts) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < starts.size(); i++) {
      while (starts.get(i) - starts.get(from) > Duration.ofMinutes(1).toNanos()) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }
}
