package dev.weir.flow.edge;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.Circuits;
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
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.upstream.Attempt;
import dev.weir.flow.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One call walked by hand: the test is the provider and says when the journal writes.
final class Walk implements Sending, Signals {
  private static final TokenCounter COUNTER = new TokenCounter();
  private static final JournalConfig SMALL =
      new JournalConfig(
          JournalConfig.Mode.PROCESS,
          1 << 20,
          1_000,
          1_024,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);

  final MemoryDisk disk = new MemoryDisk();
  final List<Entry.Ended> endings = new ArrayList<>();
  final List<Throwable> bugs = new ArrayList<>();
  final List<String> steering = new ArrayList<>();
  final Ledger ledger;
  final UnderWay underWay;
  final Circuits circuits = new Circuits(this::turned);
  final Rooms rooms;
  @Nullable RuntimeException sendingFails;

  /// Thrown once by whoever hears of an ending.
  @Nullable Error hearingFails;

  /// Thrown once by the clock of the ledger, where an attempt is ended.
  @Nullable RuntimeException settlingFails;

  /// Thrown once when the meter is asked for its reading.
  @Nullable RuntimeException meteringFails;

  /// Where tokens are counted.
  Executor counting = Runnable::run;

  /// Calls that keep the way to the provider.
  int keepingTheWay;

  /// Whether the way is given up, once, just before a call would keep it.
  boolean wayGivenUp;

  private final SimTime time = new SimTime(Instant.parse("2026-03-15T10:00:00Z"), new Random(1));
  private final SimBooks books = new SimBooks(new Random(1));
  private final Journal journal;
  private final DataPlane plane;
  private @Nullable Attempt attempt;
  private @Nullable AnswerSink sink;

  Walk() {
    this(new EdgeLimits(true, Duration.ofSeconds(5), 800, Duration.ofSeconds(60), 100_000));
  }

  Walk(EdgeLimits limits) {
    journal = Journal.open(disk, SMALL, time, new QuietLog());
    ledger = LedgerOpening.open(journal, this::instant, _ -> {}).ledger();
    underWay = new UnderWay(ledger);
    rooms =
        new Rooms(
            () -> books.inForce(RuleBook.EMPTY),
            new Identify(),
            SimBooks.routes(),
            ledger,
            new OneWay(),
            new Settlement(ledger, COUNTER, task -> counting.execute(task), this),
            limits,
            this::nanos,
            new Random(2),
            this,
            underWay,
            TargetHealth.of(circuits));
    plane = new DataPlane(rooms);
  }

  /// The test's own way, with a count of those who keep it.
  private final class OneWay implements Upstreams {
    @Override
    public Upstream on(Caller caller) {
      return Walk.this::send;
    }

    @Override
    public Optional<Runnable> keep() {
      if (wayGivenUp) {
        wayGivenUp = false;
        return Optional.empty();
      }
      keepingTheWay++;
      boolean[] kept = {true};
      return Optional.of(() -> {
        keepingTheWay -= kept[0] ? 1 : 0;
        kept[0] = false;
      });
    }
  }

  private Instant instant() {
    RuntimeException planted = settlingFails;
    settlingFails = null;
    if (planted != null) {
      throw planted;
    }
    return time.instant();
  }

  private long nanos() {
    RuntimeException planted = meteringFails;
    meteringFails = null;
    if (planted != null) {
      throw planted;
    }
    return time.nanos();
  }

  private Sending send(Attempt sent, AnswerSink to) {
    if (sendingFails != null) {
      throw sendingFails;
    }
    attempt = sent;
    sink = to;
    return this;
  }

  void enforce(RuleBook rules) {
    Arming arming =
        ledger.arm(
            rules,
            new Entry.BookOpened("rules", rules.version(), time.instant(), "ada", rules.json()),
            Acknowledgement.NONE);
    drain();
    ledger.activate(
        arming,
        arming.rules().stream()
            .map(rule -> new Entry.Armed(rule.counter(), time.instant(), rule.measure(), List.of()))
            .toList());
  }

  /// A caller whose request has been accepted and, unless it was refused, waits for the journal.
  SimCaller call(boolean openAi, byte[] body) {
    return call(openAi, body, books.caller());
  }

  /// The same, with a header more.
  SimCaller call(boolean openAi, byte[] body, String name, String value) {
    return call(openAi, body, books.caller().plus(name, value));
  }

  private SimCaller call(boolean openAi, byte[] body, Headers headers) {
    SimCaller caller = caller(openAi, body, headers);
    plane.accept(caller);
    return caller;
  }

  /// A caller whose request nobody has accepted yet.
  SimCaller caller(boolean openAi, byte[] body) {
    return caller(openAi, body, books.caller());
  }

  private SimCaller caller(boolean openAi, byte[] body, Headers headers) {
    return new SimCaller(
        time,
        Runnable::run,
        openAi ? "/v1/chat/completions" : "/v1/messages",
        headers,
        body,
        1_000_000);
  }

  /// The same, sent to the provider.
  SimCaller sent(boolean openAi, byte[] body) {
    SimCaller caller = call(openAi, body);
    drain();
    return caller;
  }

  void drain() {
    journal.drainOnce();
    journal.housekeepOnce();
  }

  void later() {
    while (time.step()) {
      // until nothing is due
    }
  }

  boolean wasSent() {
    return attempt != null;
  }

  Attempt attempt() {
    return Objects.requireNonNull(attempt);
  }

  AnswerSink provider() {
    return Objects.requireNonNull(sink);
  }

  /// A whole answer.
  void answer(int status, String type, byte[] body) {
    provider().head(status, Headers.of("content-type", type));
    provider().chunk(body);
    provider().end();
  }

  Entry.Settled settled() {
    return (Entry.Settled) endings.getFirst();
  }

  @Override
  public void cancel() {
    steering.add("cancel");
  }

  @Override
  public void pause() {
    steering.add("pause");
  }

  @Override
  public void resume() {
    steering.add("resume");
  }

  @Override
  public void refused(CallId call, Refusal refusal, boolean recorded) {}

  @Override
  public void unknownKey(CallId call) {}

  @Override
  public void turnedAway(CallId call, Refusal.Kind kind) {}

  @Override
  public void ended(Entry.Reserved reserved, Entry.Ended ending) {
    endings.add(ending);
    Error planted = hearingFails;
    if (planted != null) {
      hearingFails = null;
      throw planted;
    }
  }

  @Override
  public void turned(Turn turn) {}

  @Override
  public void bug(Throwable defect) {
    bugs.add(defect);
  }
}
