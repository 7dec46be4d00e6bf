package dev.weir.exchange.telemetry;

import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.Origin;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Post;
import dev.weir.base.wire.JsonOutput;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends spans to a collector, by OTLP over HTTP as JSON, on a virtual thread of its own: in
/// batches, each until it was taken or given up. What finds no room while the collector is slow or
/// away is dropped and counted: a trace is for watching, the ledger is the record.
final class OtlpSender implements AutoCloseable {
  private static final int QUEUE_MAX = 4_096;
  private static final int BATCH_MAX = 512;
  private static final int TRIES_MAX = 6;
  private static final Duration GATHER = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS_WITHIN = Duration.ofSeconds(2);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long PAUSE_MILLIS_MAX = 30_000;
  private static final ClientLimits LIMITS =
      new ClientLimits(
          2, 0, TIMEOUT, TIMEOUT, TIMEOUT, Duration.ofSeconds(5), Duration.ofMinutes(5), 32 * 1024);

  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final URI url;
  private final Headers headers;
  private final String service;
  private final RandomGenerator random;
  private final System.Logger log;

  /// Whoever waits for something else looks whether it is to end instead.
  private final CountDownLatch closing = new CountDownLatch(1);

  private @Nullable Thread thread;

  /// Whether the last batch was not taken: told when it begins and when it ends. Owned by the
  /// thread.
  private boolean failing;

  /// @param url of the collector; `/v1/traces` follows it
  /// @param headers sent with each batch; may hold secrets, which are never shown
  OtlpSender(URI url, Headers headers, String service, RandomGenerator random, System.Logger log) {
    this.url = url;
    this.headers = headers;
    this.service = service;
    this.random = random;
    this.log = log;
  }

  /// @param engine carries what is sent; closed after this
  void start(Engine engine) {
    thread = Thread.ofVirtual().name("otlp-traces").start(() -> follow(engine));
  }

  /// Never blocks.
  void offer(Span span) {
    if (!waiting.offer(span)) {
      dropped.increment();
    }
  }

  long sent() {
    return sent.sum();
  }

  long dropped() {
    return dropped.sum();
  }

  int waiting() {
    return waiting.size();
  }

  private void follow(Engine engine) {
    Loop loop = engine.loops().getFirst();
    try (HttpClient client = new HttpClient(engine, LIMITS)) {
      while (!isClosing() || !waiting.isEmpty()) {
        List<Span> batch = batch();
        if (!batch.isEmpty()) {
          send(client, loop, batch);
        }
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /// What has come together within a second of the first; nothing if none came.
  private List<Span> batch() throws InterruptedException {
    List<Span> batch = new ArrayList<>();
    Span first = waiting.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return batch;
    }
    if (waiting.size() < BATCH_MAX) {
      restFor(GATHER);
    }
    batch.add(first);
    waiting.drainTo(batch, BATCH_MAX - 1);
    return batch;
  }

  private void send(HttpClient client, Loop loop, List<Span> batch) throws InterruptedException {
    byte[] body = body(batch);
    for (int tried = 1; ; tried++) {
      Post.Answer answer = Post.send(client, loop, request(body), TIMEOUT.multipliedBy(2));
      if (answer.taken()) {
        sent.add(batch.size());
        told(false, "");
        return;
      }
      told(true, answer.problem());
      if (!mayTryAgain(answer.status()) || tried == TRIES_MAX || isClosing()) {
        dropped.add(batch.size());
        return;
      }
      restFor(pause(tried, after(answer.headers())));
    }
  }

  /// As OTLP has it; also where no answer came.
  private static boolean mayTryAgain(int status) {
    return status == 0 || status == 429 || (status >= 502 && status <= 504);
  }

  private static Duration after(Headers headers) {
    return headers
        .get("retry-after")
        .filter(seconds -> seconds.matches("[0-9]{1,5}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  /// Until then, or until it is to end.
  private void restFor(Duration time) throws InterruptedException {
    var _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void told(boolean failed, String problem) {
    if (failed && !failing) {
      log.log(
          System.Logger.Level.WARNING,
          "traces are not taken by {0}, and are dropped beyond {1} spans: {2}",
          url.getHost(),
          QUEUE_MAX,
          problem);
    }
    if (!failed && failing) {
      log.log(System.Logger.Level.INFO, "traces are taken again by {0}", url.getHost());
    }
    failing = failed;
  }

  /// Twice as long each time, and by chance up to twice that; never less than was asked for, but
  /// for what nobody can wait for.
  private Duration pause(int tried, Duration asked) {
    long pause = Math.min(PAUSE_MILLIS_MAX, FIRST_PAUSE_MILLIS << tried);
    long chosen = pause / 2 + random.nextLong(pause);
    return Duration.ofMillis(Math.max(chosen, Math.min(asked.toMillis(), PAUSE_MILLIS_MAX)));
  }

  private OutboundRequest request(byte[] body) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new OutboundRequest(
        "POST",
        Origin.of(url),
        base + "/v1/traces",
        headers.plus("content-type", "application/json").plus("user-agent", "weir"),
        body,
        TIMEOUT);
  }

  private byte[] body(List<Span> batch) {
    JsonOutput json = new JsonOutput().object().array("resourceSpans").object();
    json.object("resource").array("attributes");
    new Attribute.Text("service.name", service).writeTo(json);
    json.endArray().endObject().array("scopeSpans").object();
    json.object("scope").text("name", "dev.weir").endObject().array("spans");
    batch.forEach(span -> span.writeTo(json));
    return json.endArray().endObject().endArray().endObject().endArray().endObject().bytes();
  }

  /// What waits is sent once more, if that does not take long.
  @Override
  public void close() {
    closing.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(LAST_WORDS_WITHIN)) {
        running.interrupt();
        running.join();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
