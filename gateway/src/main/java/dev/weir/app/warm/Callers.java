package dev.weir.app.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.Origin;
import dev.weir.base.http.OutboundRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Applications that call without pause, two on each event loop, one call after the other.
final class Callers {
  private static final int PER_LOOP = 2;
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

  private final HttpClient client;
  private final Origin origin;
  private final List<Ask> asks;
  private final int callsMax;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicReference<String> unexpected = new AtomicReference<>("");
  private volatile boolean over;

  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  private record Ask(String path, Headers headers, byte[] body) {}

  Callers(HttpClient client, Origin origin, String secret, int callsMax) {
    this.client = client;
    this.origin = origin;
    this.callsMax = callsMax;
    Headers openAi =
        Headers.of("authorization", "Bearer " + secret, "content-type", "application/json");
    Headers anthropic =
        Headers.of("x-api-key", secret, "content-type", "application/json")
            .plus("anthropic-version", "2023-06-01");
    this.asks =
        List.of(
            new Ask("/v1/chat/completions", openAi, body(PretendedBooks.OPENAI_MODEL, false)),
            new Ask("/v1/chat/completions", openAi, body(PretendedBooks.OPENAI_MODEL, true)),
            new Ask("/v1/messages", anthropic, body(PretendedBooks.ANTHROPIC_MODEL, false)),
            new Ask("/v1/messages", anthropic, body(PretendedBooks.ANTHROPIC_MODEL, true)));
  }

  private static byte[] body(String model, boolean stream) {
    return """
    {"model":"%s","max_tokens":64,"temperature":0.5,%s"messages":[{"role":"user",\
    "content":"A question of usual length, with \\"quotes\\", an umlaut (ü) and a number, 42."}]}\
    """
        .formatted(model, stream ? "\"stream\":true," : "")
        .getBytes(UTF_8);
  }

  int answered() {
    return answered.get();
  }

  /// Why a call was not answered as it should be, the first time; empty when all were.
  Optional<String> unexpected() {
    String what = unexpected.get();
    return what.isEmpty() ? Optional.empty() : Optional.of(what);
  }

  /// Calls from these loops; returns when the time is over, or all calls are made, and no call is
  /// under way.
  void call(List<Loop> loops, Duration atMost) throws InterruptedException {
    CountDownLatch calling = new CountDownLatch(loops.size() * PER_LOOP);
    for (Loop loop : loops) {
      for (int i = 0; i < PER_LOOP; i++) {
        loop.execute(new Calling(loop, calling)::next);
      }
    }
    if (!calling.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      over = true;
      if (!calling.await(ANSWERED_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
        unexpected.compareAndSet("", "a call had no answer within " + ANSWERED_WITHIN);
      }
    }
  }

  /// One application, on its loop.
  private final class Calling implements AnswerSink {
    private final Loop loop;
    private final CountDownLatch calling;

    Calling(Loop loop, CountDownLatch calling) {
      this.loop = loop;
      this.calling = calling;
    }

    void next() {
      int number = begun.getAndIncrement();
      if (over || number >= callsMax) {
        calling.countDown();
        return;
      }
      Ask ask = asks.get(number % asks.size());
      client.send(
          loop,
          new OutboundRequest(
              "POST", origin, ask.path(), ask.headers(), ask.body(), ANSWERED_WITHIN),
          this);
    }

    @Override
    public void head(int status, Headers headers) {
      if (status != 200) {
        unexpected.compareAndSet("", "a call was answered with status " + status);
        over = true;
      }
    }

    @Override
    public void chunk(byte[] bytes) {}

    @Override
    public void end() {
      answered.incrementAndGet();
      loop.execute(this::next);
    }

    @Override
    public void failed(Failure failure) {
      unexpected.compareAndSet("", "a call failed: " + failure.detail());
      over = true;
      calling.countDown();
    }
  }
}
