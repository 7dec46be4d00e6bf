package dev.weir.view.alert;

import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Post;
import dev.weir.base.http.Transport;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.view.alert.SinkStanding.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Posts alerts to one receiver, in the journal's order, on a virtual thread of its own. What is
/// not answered with 2xx is tried again, with growing pauses, until it is; also after a restart.
/// The queue is the ledger database: nothing is dropped, whatever is raised meanwhile.
final class WebhookSink implements AutoCloseable {
  static final String ID_HEADER = "x-weir-alert-id";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ClientLimits LIMITS =
      new ClientLimits(
          2, 0, TIMEOUT, TIMEOUT, TIMEOUT, Duration.ofSeconds(5), Duration.ofMinutes(1), 32 * 1024);
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

  /// Signs what is sent.
  private volatile String secret = "";

  /// Tries that failed since the last that did not; owned by the thread.
  private int failures;

  /// How far the ledger database was loaded at the last look; owned by the thread.
  private long lookedAt = NEVER;

  WebhookSink(Receiver receiver, AlertDesk.Parts parts) {
    this.receiver = receiver;
    this.parts = parts;
    String hash = hash(receiver.url());
    this.name = receiver.url().getHost() + "/" + hash;
    this.taken = Delivered.open(parts.folder().resolve("webhook-" + hash), parts.end());
  }

  /// Tells webhooks of one host apart without showing their paths.
  private static String hash(URI url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(url.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String name() {
    return name;
  }

  /// The file in which it is kept what this webhook has taken.
  String file() {
    return taken.file();
  }

  long takenBefore() {
    return taken.before();
  }

  boolean hasTaken(long position) {
    return position < taken.before();
  }

  /// Signs with this from the next try on.
  void sign(String with) {
    secret = with;
  }

  void start(Engine engine) {
    thread = Thread.ofVirtual().name("webhook").start(() -> follow(engine));
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
    Transport transport = Transport.DIRECT.withDestinations(receiver.destinations());
    Loop loop = engine.loops().getFirst();
    try (HttpClient client = new HttpClient(engine, LIMITS, transport)) {
      while (!Thread.currentThread().isInterrupted()) {
        step(text -> post(client, loop, text));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sends an alert; empty when the receiver took it, else why not.
  @FunctionalInterface
  private interface Posting {
    String post(AlertText text) throws InterruptedException;
  }

  /// At most one look and one alert. The sink's own thread sleeps in between: the ledger database
  /// is the queue and calls nobody, and a receiver that fails is left alone for longer each time;
  /// closing interrupts either. Whatever goes wrong is a try that failed.
  private void step(Posting posting) throws InterruptedException {
    String problem;
    try {
      lookIfDue();
      if (waiting.isEmpty()) {
        Thread.sleep(LOOK_EVERY);
        return;
      }
      problem = posting.post(AlertText.of(waiting.getFirst()));
    } catch (RuntimeException unforeseen) {
      lookedAt = NEVER;
      // A text about what is sent could name the receiver's address, which may hold a secret.
      problem =
          waiting.isEmpty()
              ? "the ledger database cannot be read: " + unforeseen
              : "it could not be sent: " + unforeseen.getClass().getName();
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

  private String post(HttpClient client, Loop loop, AlertText text) throws InterruptedException {
    long now = parts.clock().instant().getEpochSecond();
    Headers headers =
        Headers.of(
            "content-type",
            "application/json",
            "user-agent",
            "weir",
            ID_HEADER,
            text.id(),
            Signature.HEADER,
            Signature.of(secret, now, text.json()));
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            receiver.origin(),
            receiver.pathAndQuery(),
            headers,
            text.json().getBytes(StandardCharsets.UTF_8),
            TIMEOUT);
    return Post.send(client, loop, request, TIMEOUT.multipliedBy(2)).problem();
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
