package dev.weir.flow.pace;

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

/// A paced target, on a clock of its own.
abstract class PacedTarget {
  static final Target TARGET = new Target("openai", "gpt-4o");
  static final Duration WAIT = Duration.ofSeconds(10);

  /// Nanoseconds of a clock that begins anywhere.
  long now = -77_000_000_000L;

  final Queue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  final Paces paces =
      new Paces(() -> now, (after, task) -> due.add(new Due(now + after.toNanos(), task)));
  final Random ids = new Random(1);
  final List<String> passed = new ArrayList<>();
  final List<String> displaced = new ArrayList<>();

  record Due(long at, Runnable task) {}

  void pass(Duration time) {
    long until = now + time.toNanos();
    while (!due.isEmpty() && due.peek().at <= until) {
      Due next = due.remove();
      now = Math.max(now, next.at);
      next.task.run();
    }
    now = until;
  }

  void limit(long requests, long tokens, int concurrency) {
    rules(false, 1_000, new PaceRules.Limit(List.of(), requests, tokens, concurrency));
  }

  void rules(boolean learn, int waiting, PaceRules.Limit... limits) {
    paces.by(Map.of("openai", new PaceRules(learn, WAIT, waiting, List.of(limits))));
  }

  AttemptId id() {
    return new AttemptId(CallId.create(Instant.EPOCH, ids), 1);
  }

  Ticket ticket(String name, Priority priority, String useCase, long tokens) {
    return ticket(id(), name, priority, useCase, tokens);
  }

  Ticket ticket(AttemptId id, String name, Priority priority, String useCase, long tokens) {
    return new Ticket(
        id,
        priority,
        useCase,
        new Load(tokens, 0),
        Runnable::run,
        () -> passed.add(name),
        why -> displaced.add(name + ": " + why.why()));
  }

  AttemptId enter(String name) {
    return enter(name, Priority.NORMAL, "", 100);
  }

  AttemptId enter(String name, Priority priority, String useCase, long tokens) {
    AttemptId id = id();
    Entrance entrance = paces.enter(TARGET, ticket(id, name, priority, useCase, tokens));
    if (entrance instanceof Entrance.Free) {
      passed.add(name);
    }
    return id;
  }

  void leave(AttemptId attempt, long tokens) {
    paces.leave(attempt, Optional.of(new Load(tokens, 0)), true);
  }

  GateStanding.Left left(Quantity quantity) {
    return Optional.ofNullable(standing().left().get(quantity)).orElseThrow();
  }

  GateStanding standing() {
    return paces.standings().getFirst();
  }

  /// The position of a name in the order in which they came.
  static int index(String name) {
    if (name.equals("first")) {
      return 0;
    }
    int number = Integer.parseInt(name.replaceAll("[a-z]", ""));
    return name.startsWith("batch") ? 1 + number : 51 + number;
  }

  static int mostInAMinute(List<Long> starts) {
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
