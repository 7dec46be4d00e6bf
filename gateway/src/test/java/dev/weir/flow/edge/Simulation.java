package dev.weir.flow.edge;

import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.Circuits;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.journal.JournalReader;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.journal.QuietLog;
import dev.weir.flow.ledger.Arming;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.ledger.RuleStanding;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.RuleBook;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The whole spine under one seed: callers, provider, disk, clock and crashes are twins that fail;
/// edge, ledger, journal and all between are the real ones. The audit reads every entry as it
/// becomes durable and is compared with the ledger's balances at every batch.
final class Simulation {
  private static final long SECOND = 1_000_000_000L;
  private static final long GRACE = 60 * SECOND;
  private static final TokenCounter COUNTER = new TokenCounter();

  /// Nobody is paced.
  private static final Paces PACES = new Paces(System::nanoTime, (_, _) -> {});

  private final Random random;
  private final int calls;
  private final SimTime time;
  private final SimBooks books;
  private final SimProvider provider;
  private final JournalConfig config;
  private final EdgeLimits limits;
  private final List<Made> made = new ArrayList<>();
  private final List<Entry> durable = new ArrayList<>();
  private Consumer<Running> sabotage = _ -> {};
  private MemoryDisk disk = new MemoryDisk();
  private Audit audit;
  private Running running;
  private int crashes;
  private boolean closing;
  private boolean losesCounts;
  private boolean struck;

  private record Made(SimCaller caller, int crashesBefore) {}

  Simulation(long seed, int calls) {
    this.random = new Random(seed);
    this.calls = calls;
    this.time = new SimTime(Instant.parse("2026-03-28T22:58:00Z"), random);
    this.books = new SimBooks(random);
    boolean host = random.nextBoolean();
    this.config =
        new JournalConfig(
            host ? JournalConfig.Mode.HOST : JournalConfig.Mode.PROCESS,
            96 << 10,
            400,
            1024,
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            false);
    this.limits =
        new EdgeLimits(
            random.nextInt(4) != 0,
            Duration.ofSeconds(1),
            random.nextInt(4) == 0 ? 300 : 100_000,
            Duration.ofSeconds(6),
            random.nextInt(5) == 0 ? 250 : 100_000);
    this.provider = new SimProvider(time, random, limits.answerBytes());
    this.audit = new Audit(books.ruleBooks(), books.prices());
    this.running = new Running(books.rules());
  }

  /// Does something wrong to the running process in the middle of the run, and again to each that
  /// comes after a crash.
  Simulation sabotage(Consumer<Running> how) {
    sabotage = how;
    return this;
  }

  /// What is to be counted off the path is lost from now on.
  Simulation losesCounts() {
    losesCounts = true;
    return this;
  }

  /// Any attempt that was settled.
  Entry.Settled someSettled() {
    return audit.lines().values().stream()
        .map(Audit.Line::ended)
        .filter(Entry.Settled.class::isInstance)
        .map(Entry.Settled.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /// Runs until every call has ended.
  Audit run() {
    arrive();
    world(2 * SECOND, this::changeBooks);
    world(4 * SECOND, this::disturb);
    while (!closing && time.step()) {
      // the world goes on
    }
    long deadline = time.nanos() + GRACE;
    while (time.nanos() < deadline && !(running.ledger.open() == 0 && running.rested())) {
      time.step();
    }
    running.pump();
    audit.close(provider.book());
    made.forEach(this::check);
    return audit;
  }

  /// What a caller was told is in the journal.
  private void check(Made it) {
    SimCaller caller = it.caller;
    Optional<CallId> call = caller.answerHeaders().get(WeirHeaders.CALL_ID).map(CallId::parse);
    if (call.isEmpty()) {
      return;
    }
    String attempt = caller.answerHeaders().get(WeirHeaders.ATTEMPTS).orElse("1");
    Audit.Line line = audit.lines().get(call.get() + "." + attempt);
    if (caller.complete() && caller.status() < 300) {
      boolean settled = line != null && line.ended() instanceof Entry.Settled;
      boolean torn =
          line != null && line.ended() instanceof Entry.Expired && it.crashesBefore < crashes;
      require(settled || torn, () -> "answered and not settled: " + call.get());
    } else if (line == null && caller.status() >= 400 && it.crashesBefore == crashes) {
      boolean recorded = audit.refused(call.get()) || running.unrecorded > 0;
      require(recorded, () -> "refused and not recorded: " + call.get());
    }
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get());
    }
  }

  private void world(long meanNanos, Runnable body) {
    time.world(1 + (long) (meanNanos * -Math.log(1 - random.nextDouble())), body);
  }

  private void arrive() {
    if (made.size() == calls) {
      closing = true;
      return;
    }
    SimCaller caller = caller();
    made.add(new Made(caller, crashes));
    Running to = running;
    caller.loop().execute(() -> to.plane.accept(caller));
    if (random.nextInt(6) == 0) {
      world(SECOND / 10, caller::leave);
    }
    if (made.size() == calls / 2) {
      time.world(SECOND / 50, this::strike);
    }
    // bursts, and lulls
    world(random.nextInt(5) == 0 ? SECOND / 4 : SECOND / 200, this::arrive);
  }

  private void strike() {
    if (running.last == null) {
      time.world(SECOND / 50, this::strike);
    } else {
      struck = true;
      sabotage.accept(running);
    }
  }

  private SimCaller caller() {
    boolean openAi = random.nextInt(3) != 0;
    byte[] body =
        Wires.request(
            random.nextBoolean(),
            openAi && random.nextInt(4) == 0,
            books.name(),
            5 + random.nextInt(120),
            "x".repeat(random.nextInt(200)));
    return new SimCaller(
        time,
        running.loops.get(random.nextInt(running.loops.size())),
        openAi ? "/v1/chat/completions" : "/v1/messages",
        books.caller(),
        body,
        random.nextInt(8) == 0 ? SECOND / 2 : SECOND / 10_000);
  }

  private void changeBooks() {
    books.change(time.instant());
    running.publish(books.rules());
    world(2 * SECOND, this::changeBooks);
  }

  private void disturb() {
    if (closing) {
      return;
    }
    switch (random.nextInt(8)) {
      case 0, 1 -> crash();
      case 2 -> {
        disk.breakAfter(1 + random.nextInt(60_000));
        time.world(SECOND / 2, this::crash);
      }
      case 3 -> {
        disk.roomLeft(random.nextInt(200_000));
        world(3 * SECOND, () -> disk.roomLeft(Long.MAX_VALUE));
      }
      case 4 -> time.skew(Duration.ofMinutes(random.nextInt(90)));
      case 5 -> time.skew(Duration.ofSeconds(-random.nextInt(40)));
      case 6 -> time.process(0, running.ledger::snapshot);
      default -> time.skew(Duration.ofHours(random.nextInt(30)));
    }
    world(4 * SECOND, this::disturb);
  }

  private void crash() {
    boolean power = config.mode() == JournalConfig.Mode.HOST && random.nextBoolean();
    disk = power ? disk.afterPowerLoss(random) : disk.afterKill();
    crashes++;
    time.crash();
    List<Entry> before = List.copyOf(durable);
    durable.clear();
    audit = new Audit(books.ruleBooks(), books.prices());
    running = new Running(books.rules());
    if (struck) { // what was planted may be lost with what was not durable
      strike();
    }
    require(
        durable.size() >= before.size() && durable.subList(0, before.size()).equals(before),
        () -> "what was durable is not there after a crash");
  }

  /// One life of the process.
  final class Running implements Signals {
    final Journal journal;
    final Ledger ledger;
    final List<Executor> loops = List.of(time.loop(), time.loop(), time.loop());
    private final JournalReader reader;
    private final DataPlane plane;
    private final Set<Tags> seen = new HashSet<>();
    private Snapshot inForce;
    private boolean arming;
    private boolean wantsRules;
    private int unrecorded;
    private int pumps;
    private boolean blind;
    private Entry.@Nullable Reserved last;

    Running(RuleBook rules) {
      journal = Journal.open(disk, config, time, new QuietLog());
      reader = journal.read(0);
      readDurable();
      Set<CallId> torn = new HashSet<>();
      LedgerOpening opening = LedgerOpening.open(journal, time, _ -> {});
      opening.torn().forEach(it -> torn.add(it.call()));
      require(
          torn.equals(audit.openCalls()), () -> "torn calls are not those that were open: " + torn);
      ledger = opening.ledger();
      inForce = books.inForce(rules);
      journal.attach(() -> time.process(random.nextInt(5_000_000), ledger::snapshot));
      pump();
      begin(rules);
      Executor counter = time.loop();
      Executor counting =
          task -> {
            if (!losesCounts) {
              counter.execute(task);
            }
          };
      Settlement settlement =
          new Settlement(ledger, COUNTER, counting, this, PACES, new Deferred((_, _) -> {}));
      plane =
          new DataPlane(
              new Rooms(
                  () -> inForce,
                  new Identify(),
                  SimBooks.routes(),
                  ledger,
                  caller -> provider.on(caller.loop()),
                  settlement,
                  limits,
                  time::nanos,
                  random,
                  this,
                  new UnderWay(ledger),
                  TargetHealth.of(new Circuits(this::turned)),
                  CallDesk.NONE,
                  FeedbackDesk.NONE,
                  Tracing.OFF,
                  PACES));
      pumpAgain();
    }

    private void begin(RuleBook rules) {
      long[] mark = {-1};
      Arming fresh = ledger.arm(rules, opening(rules), marked(at -> mark[0] = at));
      pump();
      require(mark[0] >= 0, () -> "the mark is not durable");
      activate(fresh, mark[0]);
      pump();
    }

    private Entry.BookOpened opening(RuleBook rules) {
      return new Entry.BookOpened(
          "rules", rules.version(), ledger.acceptance(), "ada", rules.json());
    }

    private void activate(Arming fresh, long mark) {
      List<Entry.Armed> past = new ArrayList<>();
      fresh.rules().forEach(rule -> past.add(audit.past(mark, rule, ledger.acceptance())));
      ledger.activate(fresh, past);
      inForce = books.inForce(fresh.next());
    }

    /// As the control plane would: a journal without room makes it fail, and it is tried again.
    void publish(RuleBook rules) {
      if (arming) {
        wantsRules = true;
        return;
      }
      Executor control = time.loop();
      try {
        arming = true;
        Arming[] fresh = new Arming[1];
        fresh[0] =
            ledger.arm(
                rules,
                opening(rules),
                new Marked(
                    control,
                    mark ->
                        time.process(random.nextInt(30_000_000), () -> activated(fresh[0], mark))));
      } catch (IllegalStateException noRoom) {
        again(noRoom);
      }
    }

    private void activated(Arming fresh, long mark) {
      try {
        activate(fresh, mark);
        arming = false;
        if (wantsRules) {
          wantsRules = false;
          publish(books.rules());
        }
      } catch (IllegalStateException noRoom) {
        again(noRoom);
      }
    }

    private void again(IllegalStateException noRoom) {
      require(
          String.valueOf(noRoom.getMessage()).startsWith("the journal does not take an entry"),
          () -> "books cannot be opened: " + noRoom);
      arming = false;
      time.process(SECOND / 2, () -> publish(books.rules()));
    }

    private void pumpAgain() {
      time.process(
          500_000 + random.nextInt(4_000_000),
          () -> {
            pump();
            pumpAgain();
          });
    }

    /// The journal's threads, and the auditor who reads behind them.
    void pump() {
      boolean wrote = journal.drainOnce();
      if (random.nextInt(8) == 0) {
        journal.housekeepOnce();
      }
      if (wrote) {
        readDurable();
        boolean failed = journal.state() instanceof JournalState.Failed;
        if (!failed && !blind && pumps++ % 12 == 0) {
          compare();
        }
      }
    }

    private void readDurable() {
      try {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          Entry entry = next.get().entry();
          durable.add(entry);
          audit.read(next.get().position(), entry);
        }
      } catch (UncheckedIOException broken) {
        blind = true; // until the crash that follows; then all is read again
      }
    }

    private void compare() {
      Instant at = ledger.acceptance();
      for (Tags tags : seen) {
        for (RuleStanding standing : ledger.standingsOf(tags)) {
          audit.compare(standing, at);
        }
      }
    }

    /// The last attempt that ended.
    Entry.Reserved lastEnded() {
      return Objects.requireNonNull(last);
    }

    private boolean rested() {
      return audit.open() == 0 && !arming;
    }

    @Override
    public void refused(CallId call, Refusal refusal, boolean recorded) {
      unrecorded += recorded ? 0 : 1;
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
      last = reserved;
      seen.add(reserved.facts().principal().tags());
    }

    @Override
    public void bug(Throwable defect) {
      throw new AssertionError("a defect was reported", defect);
    }

    private Acknowledgement marked(LongConsumer then) {
      return new Marked(Runnable::run, then);
    }
  }

  /// Told where the mark of an arming is.
  private record Marked(Executor executor, LongConsumer then) implements Acknowledgement {
    @Override
    public void durable(long position) {
      then.accept(position);
    }

    @Override
    public void failed(String reason) {}
  }
}
