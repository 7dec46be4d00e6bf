package dev.weir.flow.edge;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.Circuits;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.journal.QuietLog;
import dev.weir.flow.ledger.Arming;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.route.Routes;
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
  final List<Entry.Reserved> ended = new ArrayList<>();
  final List<Throwable> bugs = new ArrayList<>();
  final List<Deferred.Told> late = new ArrayList<>();
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

  /// What is known of calls that have ended.
  CallDesk desk = CallDesk.NONE;

  FeedbackDesk feedback = FeedbackDesk.NONE;

  /// Who follows the calls. Nobody is paced.
  private static final Paces PACES = new Paces(System::nanoTime, (_, _) -> {});

  Tracing tracing = Tracing.OFF;

  /// Where tokens are counted.
  Executor counting = Runnable::run;

  /// What a call is judged by before the ledger judges it.
  RuleBook rules = RuleBook.EMPTY;

  /// Calls that keep the way to the provider.
  int keepingTheWay;

  /// Whether the way is given up, once, just before a call would keep it.
  boolean wayGivenUp;

  private final SimTime time = new SimTime(Instant.parse("2026-03-15T10:00:00Z"), new Random(1));
  private final SimBooks books = new SimBooks(new Random(1));
  private final Journal journal;
  private final DataPlane plane;
  private @Nullable Headers own;
  private Optional<Headers> lineKey = Optional.empty();
  private @Nullable Attempt attempt;
  private @Nullable AnswerSink sink;

  Walk() {
    this(new EdgeLimits(true, Duration.ofSeconds(5), 800, Duration.ofSeconds(60), 100_000));
  }

  Walk(EdgeLimits limits) {
    this(limits, SimBooks.routes(), Optional.empty());
  }

  /// Calls that go where `routes` says.
  ///
  /// @param prices if others than those of the usual books
  Walk(EdgeLimits limits, Routes routes, Optional<PriceBook> prices) {
    prices.ifPresent(books::priceBy);
    journal = Journal.open(disk, SMALL, time, new QuietLog());
    ledger = LedgerOpening.open(journal, this::instant, _ -> {}).ledger();
    underWay = new UnderWay(ledger);
    rooms =
        new Rooms(
            () -> books.inForce(rules),
            new Identify(),
            routes,
            ledger,
            new OneWay(),
            new Settlement(
                ledger,
                COUNTER,
                task -> counting.execute(task),
                this,
                PACES,
                new Deferred(this::told)),
            limits,
            this::nanos,
            new Random(2),
            this,
            underWay,
            TargetHealth.of(circuits),
            (call, told) -> desk.find(call, told),
            (said, told) -> feedback.take(said, told),
            tracing(),
            PACES);
    plane = new DataPlane(rooms);
  }

  private void told(Deferred.Told told, Runnable learnt) {
    late.add(told);
    learnt.run();
  }

  /// As [#tracing] is by then.
  private Tracing tracing() {
    return new Tracing() {
      @Override
      public boolean isOn() {
        return tracing.isOn();
      }

      @Override
      public Headers outward(AttemptId of, Headers callers) {
        return tracing.outward(of, callers);
      }

      @Override
      public void over(CallOver call) {
        tracing.over(call);
      }
    };
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

  void enforce(RuleBook next) {
    Arming arming =
        ledger.arm(
            next,
            new Entry.BookOpened("rules", next.version(), time.instant(), "ada", next.json()),
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

  /// Time passes, and nothing happens that was not due.
  void pass(Duration duration) {
    boolean[] over = {false};
    time.world(duration.toNanos(), () -> over[0] = true);
    while (!over[0] && time.step()) {
      // until it is over
    }
  }

  /// Asks for something of Weir's own.
  SimCaller get(String path) {
    SimCaller caller =
        new SimCaller(time, Runnable::run, "GET", path, own(), new byte[0], 1_000_000);
    plane.accept(caller);
    return caller;
  }

  /// The headers of the last caller, or of one that is chosen now.
  private Headers own() {
    Headers chosen = own == null ? books.caller() : own;
    own = chosen;
    return chosen;
  }

  /// The id of the key of [#get].
  String key() {
    SimCaller caller = new SimCaller(time, Runnable::run, "/", own(), new byte[0], 1_000_000);
    return ((Keyring.Answer.Known)
            rooms.books().get().keyring().find(new CallerHeaders(caller), time.instant()))
        .key()
        .id();
  }

  /// The call that was sent last.
  String sentCall() {
    String id = attempt().id();
    return id.substring(0, id.lastIndexOf('.'));
  }

  /// The reservation of the attempt that ended first.
  Entry.Reserved reserved() {
    return ended.getFirst();
  }

  /// The same, with a header more.
  SimCaller call(boolean openAi, byte[] body, String name, String value) {
    return call(openAi, body, books.caller().plus(name, value));
  }

  private SimCaller call(boolean openAi, byte[] body, Headers headers) {
    own = headers;
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

  /// The same by any request line; all of these are of one key.
  SimCaller line(String method, String path, byte[] body) {
    lineKey = lineKey.isEmpty() ? Optional.of(books.caller()) : lineKey;
    SimCaller caller =
        new SimCaller(time, Runnable::run, method, path, lineKey.get(), body, 1_000_000);
    plane.accept(caller);
    return caller;
  }

  /// A call of a wire, sent to the provider.
  SimCaller sent(boolean openAi, byte[] body) {
    SimCaller caller = call(openAi, body);
    drain();
    return caller;
  }

  /// The next request lines are of another key.
  void anotherKey() {
    Optional<Headers> before = lineKey;
    while (lineKey.equals(before)) {
      lineKey = Optional.of(books.caller());
    }
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
  public void ended(Entry.Reserved reserved, Entry.Ended ending) {
    endings.add(ending);
    ended.add(reserved);
    Error planted = hearingFails;
    if (planted != null) {
      hearingFails = null;
      throw planted;
    }
  }

  @Override
  public void bug(Throwable defect) {
    bugs.add(defect);
  }
}
