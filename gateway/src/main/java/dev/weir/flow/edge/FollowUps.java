package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Loop;
import dev.weir.flow.dialect.Again;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.edge.Deferred.Begun;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.provider.Operations;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Plan;
import dev.weir.flow.upstream.Attempt;
import dev.weir.flow.upstream.HeaderRules;
import dev.weir.flow.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Asks providers what answers used that went on after their calls, where nobody else asks: one
/// after the other, each less and less often, until it is known or too old; a provider that fails
/// is left alone for a minute. What it asks is no call: no key asks it, and nothing bills it. On a
/// virtual thread of its own, one step after the other; thread-safe.
public final class FollowUps implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration UNWELL_FOR = Duration.ofMinutes(1);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);

  private final Supplier<Rooms> rooms;
  private final Function<Rooms, Upstream> upstream;
  private final Executor loop;
  private final Rules rules;
  private final InstantSource clock;
  private final Consumer<Throwable> bug;
  private final Map<String, Operation> asking = new HashMap<>();
  private final PriorityBlockingQueue<Due> waiting =
      new PriorityBlockingQueue<>(64, Comparator.comparing(Due::at));

  /// Those that wait.
  private final Set<AttemptId> followed = ConcurrentHashMap.newKeySet();

  /// Until when providers are left alone. Owned by the step that runs.
  private final Map<String, Instant> unwell = new HashMap<>();

  private final ScheduledExecutorService stepping =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("follow-ups").factory());

  /// When it is asked.
  ///
  /// @param first after an answer went on
  /// @param longest between two times; each wait is twice the one before
  /// @param until the age of a call at which nothing is asked of it any more
  public record Rules(Duration first, Duration longest, Duration until) {}

  private record Due(Begun begun, Instant at, Duration pause) {}

  FollowUps(
      Supplier<Rooms> rooms,
      Function<Rooms, Upstream> upstream,
      Executor loop,
      Rules rules,
      InstantSource clock,
      Consumer<Throwable> bug) {
    this.rooms = rooms;
    this.upstream = upstream;
    this.loop = loop;
    this.rules = rules;
    this.clock = clock;
    this.bug = bug;
    for (Operation operation : Operations.read().all()) {
      operation.again().ifPresent(again -> asking.put(again.of(), operation));
    }
  }

  /// For the answers of a data plane.
  ///
  /// @param loop where it is sent from
  public static FollowUps of(
      DataPlane plane, Loop loop, Rules rules, InstantSource clock, Consumer<Throwable> bug) {
    return new FollowUps(
        plane::rooms,
        rooms -> ((HttpUpstreams) rooms.upstreams()).from(loop),
        loop,
        rules,
        clock,
        bug);
  }

  public void start() {
    deferred().followedBy(this::goesOn);
    stepping.execute(this::step);
  }

  private Deferred deferred() {
    return rooms.get().settlement().deferred();
  }

  /// An answer goes on.
  void goesOn(Begun begun) {
    if (followed.add(begun.attempt())) {
      waiting.add(new Due(begun, clock.instant().plus(rules.first()), rules.first()));
    }
  }

  private void step() {
    Duration pause = LOOK_EVERY;
    try {
      pause = look();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException | Error defect) {
      bug.accept(defect);
    }
    try {
      var _ = stepping.schedule(this::step, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // Nothing is asked any more.
      return;
    }
  }

  /// Asks for what is due longest, if something is; how long to wait then.
  Duration look() throws InterruptedException {
    Instant now = clock.instant();
    Due due = waiting.peek();
    if (due == null || now.isBefore(due.at())) {
      return LOOK_EVERY;
    }
    due = waiting.remove(); // still the first, or one that is due before it
    boolean old = due.begun().attempt().call().acceptedAt().plus(rules.until()).isBefore(now);
    if (old || !deferred().isOpen(due.begun())) {
      followed.remove(due.begun().attempt());
      return Duration.ZERO;
    }
    Instant well = unwell.getOrDefault(due.begun().provider(), now);
    if (now.isBefore(well)) {
      waiting.add(new Due(due.begun(), well, due.pause()));
      return Duration.ZERO;
    }
    boolean told = false;
    try {
      told = ask(due.begun());
    } catch (RuntimeException | Error defect) {
      bug.accept(defect);
    }
    Duration pause = due.pause().multipliedBy(2);
    // What was told is booked by then, or cannot be for now.
    boolean soon = !told && pause.compareTo(rules.longest()) < 0;
    Duration next = soon ? pause : rules.longest();
    waiting.add(new Due(due.begun(), clock.instant().plus(next), next));
    return BETWEEN;
  }

  /// Nothing is asked of a provider that is configured no more, or whose ways are being replaced.
  ///
  /// @return whether it said what was used
  private boolean ask(Begun begun) throws InterruptedException {
    Rooms now = rooms.get();
    Operation operation = asking.get(begun.of());
    Optional<Plan.Targets> keeper =
        operation == null ? Optional.empty() : now.routes().plan(operation, begun.provider());
    Optional<Runnable> way = keeper.isEmpty() ? Optional.empty() : now.upstreams().keep();
    if (operation == null || keeper.isEmpty() || way.isEmpty()) {
      return false;
    }
    try {
      Provider provider = keeper.get().steps().getFirst().provider();
      Again again = operation.again().orElseThrow();
      Overheard overheard = Overheard.of(begun, again, provider, now.nanos().nanos());
      FollowUp question = new FollowUp(overheard, now.settlement().deferred(), now.nanos());
      Attempt attempt = attempt(begun, operation, again, provider);
      if (!question.await(upstream.apply(now), loop, attempt, now.limits().answerTime())) {
        unwell.put(begun.provider(), clock.instant().plus(UNWELL_FOR));
      }
      return question.told();
    } finally {
      way.get().run();
    }
  }

  private static Attempt attempt(Begun begun, Operation operation, Again again, Provider provider) {
    return new Attempt(
        "%s.%d.again".formatted(begun.attempt().call(), begun.attempt().attempt()),
        provider,
        operation.free().wire(),
        operation.model(),
        false,
        "",
        HeaderRules.across(Headers.EMPTY, operation.dialect()),
        new byte[0],
        Optional.of(new Attempt.Line(again.ask().method(), again.ask().of(begun.response()))));
  }

  /// Nothing is asked any more.
  @Override
  public void close() {
    stepping.shutdownNow();
    try {
      if (!stepping.awaitTermination(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        bug.accept(
            new IllegalStateException(
                "follow-ups: what is asked did not end within %d s of being given up"
                    .formatted(ENDED_WITHIN.toSeconds())));
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
