package dev.weir.view.alert;

import dev.weir.base.http.Engine;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.view.alert.SinkStanding.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Tells one receiver of alerts, in the journal's order, on a virtual thread of its own. What it
/// does not take is tried again, with growing pauses, until it is; also after a restart. The queue
/// is the ledger database: nothing is dropped, whatever is raised meanwhile.
final class AlertSink implements AutoCloseable {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final long NEVER = -1;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long PAUSE_MILLIS_MAX = 30_000;
  private static final int DOUBLINGS_MAX = 8;

  private final Receiver receiver;
  private final String name;
  private final AlertDesk.Parts parts;
  private final Delivered taken;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile List<Raised> waiting = List.of();
  private volatile Optional<Failure> lastFailure = Optional.empty();
  private volatile @Nullable Thread thread;

  /// Of the receiver; never shown.
  private volatile String secret = "";

  /// Tries that failed since the last that did not; owned by the thread.
  private int failures;

  /// How far the ledger database was loaded at the last look; owned by the thread.
  private long lookedAt = NEVER;

  AlertSink(Receiver receiver, AlertDesk.Parts parts) {
    this.receiver = receiver;
    this.name = receiver.name();
    this.parts = parts;
    this.taken = Delivered.open(parts.folder().resolve(receiver.file()), parts.end());
  }

  String name() {
    return name;
  }

  /// The file in which it is kept what this receiver has taken.
  String file() {
    return taken.file();
  }

  long takenBefore() {
    return taken.before();
  }

  boolean hasTaken(long position) {
    return position < taken.before();
  }

  /// From the next try on.
  void sign(String with) {
    secret = with;
  }

  void start(Engine engine) {
    thread = Thread.ofVirtual().name("alerts").start(() -> follow(engine));
  }

  /// One that sends nothing looks when it is asked.
  SinkStanding standing() {
    if (thread == null) {
      look();
    }
    List<Raised> now = waiting;
    return new SinkStanding(
        name,
        delivered.sum(),
        failed.sum(),
        now.size(),
        now.stream().findFirst().map(Raised::at),
        lastFailure);
  }

  private void look() {
    waiting = parts.raised().apply(taken.before());
  }

  private void follow(Engine engine) {
    try (Carrier carrier = carrier(engine)) {
      while (!Thread.currentThread().isInterrupted()) {
        step(carrier);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Carrier carrier(Engine engine) {
    return Carrier.to(receiver, engine, () -> secret, parts.clock());
  }

  /// Sends something at once, past what waits; by another thread than the sink's own.
  ///
  /// @return empty when the receiver took it, else why not
  String test(Engine engine, AlertText text) throws InterruptedException {
    try (Carrier carrier = carrier(engine)) {
      return carrier.carry(text);
    } catch (RuntimeException unforeseen) {
      return unsent(unforeseen);
    }
  }

  /// A text about what is sent could name the receiver's address, which may hold a secret.
  private static String unsent(RuntimeException unforeseen) {
    return "it could not be sent: " + unforeseen.getClass().getName();
  }

  /// At most one look and one alert. The sink's own thread sleeps in between: the ledger database
  /// is the queue and calls nobody, and a receiver that fails is left alone for longer each time;
  /// closing interrupts either. Whatever goes wrong is a try that failed.
  private void step(Carrier carrier) throws InterruptedException {
    String problem;
    try {
      lookIfDue();
      if (waiting.isEmpty()) {
        Thread.sleep(LOOK_EVERY);
        return;
      }
      problem = carrier.carry(AlertText.of(waiting.getFirst(), parts.users()));
    } catch (RuntimeException unforeseen) {
      lookedAt = NEVER;
      problem =
          waiting.isEmpty()
              ? "the ledger database cannot be read: " + unforeseen
              : unsent(unforeseen);
    }
    if (problem.isEmpty()) {
      took(waiting.getFirst());
    } else {
      failed(problem);
    }
  }

  /// What was found is sent first. After it there is more to find only if the database has moved
  /// on, or if more waited than one look finds; and a try that failed has time for a look.
  private void lookIfDue() {
    if (!waiting.isEmpty() && failures == 0) {
      return;
    }
    long loaded = parts.loaded().getAsLong();
    if (loaded != lookedAt) {
      look();
      lookedAt = waiting.size() < RaisedAlerts.MAX ? loaded : NEVER;
    }
  }

  private void took(Raised alert) throws InterruptedException {
    delivered.increment();
    failures = 0;
    waiting = waiting.subList(1, waiting.size());
    try {
      taken.upTo(alert.position() + 1);
    } catch (IOException e) {
      failed("it took an alert, which cannot be recorded and will be sent again: " + e);
    }
  }

  private void failed(String problem) throws InterruptedException {
    failed.increment();
    lastFailure = Optional.of(new Failure(parts.clock().instant(), problem));
    if (failures == 0) {
      parts.log().log(
          System.Logger.Level.ERROR,
          "an alert to {0} is tried until it is taken: {1}",
          name,
          problem);
    }
    Thread.sleep(pauseMillis(failures++));
  }

  /// Twice as long each time, and by chance up to twice that, so that receivers which come back are
  /// not hit by all gateways at once.
  private long pauseMillis(int before) {
    long pause = Math.min(PAUSE_MILLIS_MAX, FIRST_PAUSE_MILLIS << Math.min(before, DOUBLINGS_MAX));
    return pause / 2 + parts.random().nextLong(pause);
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(ENDS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
