package dev.weir.view.alert;

import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.view.alert.SinkStanding.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long PAUSE_MILLIS_MAX = 30_000;
  private static final int DOUBLINGS_MAX = 8;

  private final URI url;
  private final String name;
  private final AlertDesk.Parts parts;
  private final Delivered taken;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private volatile List<Raised> waiting = List.of();
  private volatile Optional<Failure> lastFailure = Optional.empty();
  private volatile @Nullable Thread thread;

  /// Tries that failed since the last that did not; owned by the thread.
  private int failures;

  WebhookSink(URI url, AlertDesk.Parts parts) {
    this.url = url;
    this.parts = parts;
    String hash = hash(url);
    this.name = url.getHost() + "/" + hash;
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

  void start(String secret) {
    thread = Thread.ofVirtual().name("webhook").start(() -> follow(secret));
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
    waiting = parts.raised().from(taken.before(), RaisedAlerts.MAX);
  }

  private void follow(String secret) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        step(secret);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(String secret) throws InterruptedException {
    try {
      look();
    } catch (RuntimeException unreadable) {
      failed("the ledger database cannot be read: " + unreadable);
      return;
    }
    if (waiting.isEmpty()) {
      Thread.sleep(LOOK_EVERY);
      return;
    }
    String problem = post(AlertText.of(waiting.getFirst()), secret);
    if (problem.isEmpty()) {
      took(waiting.getFirst());
    } else {
      failed(problem);
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

  /// Empty when the receiver took it, else why not.
  private String post(AlertText text, String secret) throws InterruptedException {
    long now = parts.clock().instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .header(ID_HEADER, text.id())
            .header(Signature.HEADER, Signature.of(secret, now, text.json()))
            .POST(HttpRequest.BodyPublishers.ofString(text.json()))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? "" : "it answered " + status;
    } catch (IOException unreachable) {
      return unreachable.toString();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
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
