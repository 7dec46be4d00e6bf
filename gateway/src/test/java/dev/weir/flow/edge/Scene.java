package dev.weir.flow.edge;

import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.CircuitRules;
import dev.weir.flow.health.Circuits;
import dev.weir.flow.health.RetryBudget;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.health.Turn;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.journal.QuietLog;
import dev.weir.flow.ledger.Arming;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Routes;
import dev.weir.flow.rule.RuleBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A gateway in process whose providers do as a test says: time is simulated, so that a minute's
/// outage takes a moment.
final class Scene implements Signals {
  private static final TokenCounter COUNTER = new TokenCounter();
  private static final JournalConfig SMALL =
      new JournalConfig(
          JournalConfig.Mode.PROCESS,
          1 << 20,
          50_000,
          1_024,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);
  private static final EdgeLimits LIMITS =
      new EdgeLimits(true, Duration.ofSeconds(5), 100_000, Duration.ofSeconds(60), 100_000);

  /// An attempt that has ended.
  record Told(Entry.Reserved reserved, Entry.Ended ended) {}

  final SimTime time;
  final Ledger ledger;
  final UnderWay underWay;
  final Map<String, Fate> fates = new HashMap<>();
  final List<Told> told = new ArrayList<>();
  final List<Turn> turns = new ArrayList<>();
  final List<Long> turnedAt = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();

  final Paces paces;
  private final SimBooks books;
  private final Random random;
  private final Journal journal;
  private final DataPlane plane;
  private final List<SimCaller> callers = new ArrayList<>();

  Scene(long seed, Routes routes) {
    random = new Random(seed);
    time = new SimTime(Instant.parse("2026-03-15T10:00:00Z"), random);
    books = new SimBooks(random);
    journal = Journal.open(new MemoryDisk(), SMALL, time, new QuietLog());
    ledger = LedgerOpening.open(journal, time, _ -> {}).ledger();
    underWay = new UnderWay(ledger);
    paces = new Paces(time::nanos, (after, task) -> time.world(after.toNanos(), task));
    TargetHealth health = TargetHealth.of(new Circuits(this::turned));
    health.by(routes.targets(), CircuitRules.USUAL, RetryBudget.Rules.USUAL);
    plane =
        new DataPlane(
            new Rooms(
                () -> books.inForce(RuleBook.EMPTY),
                new Identify(),
                routes,
                ledger,
                caller ->
                    (attempt, sink) ->
                        new FatedAnswer(time, caller.loop(), attempt, sink)
                            .begin(fates.getOrDefault(attempt.provider().name(), Fate.WELL)),
                new Settlement(
                    ledger, COUNTER, Runnable::run, this, paces, new Deferred((_, _) -> {})),
                LIMITS,
                time::nanos,
                random,
                this,
                underWay,
                health,
                CallDesk.NONE,
                FeedbackDesk.NONE,
                Tracing.OFF,
                paces));
    write();
  }

  /// The journal's thread.
  private void write() {
    time.process(
        500_000,
        () -> {
          journal.drainOnce();
          journal.housekeepOnce();
          write();
        });
  }

  void enforce(RuleBook rules) {
    Arming arming =
        ledger.arm(
            rules,
            new Entry.BookOpened("rules", rules.version(), time.instant(), "ada", rules.json()),
            Acknowledgement.NONE);
    journal.drainOnce();
    ledger.activate(
        arming,
        arming.rules().stream()
            .map(rule -> new Entry.Armed(rule.counter(), time.instant(), rule.measure(), List.of()))
            .toList());
  }

  /// A caller whose request has been accepted.
  SimCaller call(boolean openAi, boolean stream, String model) {
    return call(
        openAi ? "/v1/chat/completions" : "/v1/messages",
        Wires.request(stream, stream && openAi, model, 50, "hello"));
  }

  /// The same with a request of the test's own.
  SimCaller call(String path, byte[] body) {
    SimCaller caller = new SimCaller(time, time.loop(), path, books.caller(), body, 1_000);
    callers.add(caller);
    plane.accept(caller);
    return caller;
  }

  /// Lets time pass.
  void pass(Duration duration) {
    boolean[] over = {false};
    time.world(duration.toNanos(), () -> over[0] = true);
    while (!over[0] && time.step()) {
      // the world goes on
    }
  }

  /// Until every call has ended.
  void finish() {
    long until = time.nanos() + Duration.ofMinutes(5).toNanos();
    do {
      pass(Duration.ofMillis(5));
    } while (underWay.count() > 0 && time.nanos() < until);
    pass(Duration.ofMillis(50));
  }

  @Override
  public void refused(CallId call, Refusal refusal, boolean recorded) {
    refusals.add(refusal);
  }

  @Override
  public void unknownKey(CallId call) {
    throw new AssertionError("every key is known");
  }

  @Override
  public void turnedAway(CallId call, Refusal.Kind kind) {
    throw new AssertionError("every request is a call, " + kind);
  }

  @Override
  public void ended(Entry.Reserved reserved, Entry.Ended ending) {
    told.add(new Told(reserved, ending));
  }

  @Override
  public void turned(Turn turn) {
    turns.add(turn);
    turnedAt.add(time.nanos());
  }

  @Override
  public void bug(Throwable defect) {
    throw new AssertionError("a defect was reported", defect);
  }
}
