package dev.weir.view.alert;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// Posts alerts to one receiver, in order, on a virtual thread of its own. What is not answered
/// with 2xx is tried again, with growing pauses.
final class WebhookSink implements Sink, AutoCloseable {
  private static final int QUEUE = 1_000;
  private static final int TRIES = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long PAUSE_MILLIS_MAX = 30_000;

  private final AlertDesk.Webhook webhook;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final System.Logger log;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE);
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Thread thread;

  private WebhookSink(
      AlertDesk.Webhook webhook, InstantSource clock, RandomGenerator random, System.Logger log) {
    this.webhook = webhook;
    this.clock = clock;
    this.random = random;
    this.log = log;
    this.thread = Thread.ofVirtual().name("webhook").unstarted(this::follow);
  }

  static WebhookSink start(
      AlertDesk.Webhook webhook, InstantSource clock, RandomGenerator random, System.Logger log) {
    WebhookSink sink = new WebhookSink(webhook, clock, random, log);
    sink.thread.start();
    return sink;
  }

  @Override
  public void tell(String json) {
    if (!queue.offer(json)) {
      dropped.increment();
    }
  }

  @Override
  public SinkStanding standing() {
    return new SinkStanding(
        webhook.url().toString(), delivered.sum(), failed.sum(), dropped.sum(), queue.size());
  }

  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        deliver(queue.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(String json) throws InterruptedException {
    String problem = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) {
        Thread.sleep(pauseMillis(attempt));
      }
      problem = post(json);
      if (problem.isEmpty()) {
        delivered.increment();
        return;
      }
    }
    failed.increment();
    log.log(
        System.Logger.Level.ERROR,
        "an alert was not delivered to {0} in {1} tries: {2}",
        webhook.url(),
        TRIES,
        problem);
  }

  /// Twice as long each time, and by chance up to twice that, so that receivers which come back are
  /// not hit by all gateways at once.
  private long pauseMillis(int attempt) {
    long pause = Math.min(PAUSE_MILLIS_MAX, FIRST_PAUSE_MILLIS << (attempt - 1));
    return pause / 2 + random.nextLong(pause);
  }

  /// Empty when the receiver took it, else why not.
  private String post(String json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(webhook.url())
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .header(
                Signature.HEADER,
                Signature.of(webhook.secret(), clock.instant().getEpochSecond(), json))
            .POST(HttpRequest.BodyPublishers.ofString(json))
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
    thread.interrupt();
    client.shutdownNow();
  }
}
