package dev.weir.view.replay;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.Origin;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Sending;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// The gateway's data plane, as an application sees it. Thread-safe; a call blocks its thread,
/// which should be a virtual one, while bytes move on event loops.
final class DataPlane implements AutoCloseable {
  static final int ANSWER_BYTES_MAX = 64 << 20;

  private static final Duration HEAD_WITHIN = Duration.ofMinutes(5);
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(30);
  private static final ClientLimits LIMITS =
      new ClientLimits(
          16_384,
          65_536,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          32 * 1024);

  private final Engine engine;
  private final HttpClient client;
  private final Origin origin;
  private final String basePath;
  private final Map<String, String> keys;
  private final LongSupplier nanos;
  private final AtomicInteger turn = new AtomicInteger();

  /// @param target its address; what follows the host comes before `/v1/…`
  /// @param keys secrets by the name of the use case
  /// @param nanos a clock for durations
  DataPlane(URI target, Map<String, String> keys, LongSupplier nanos) {
    this.origin = Origin.of(target);
    String path = target.getRawPath() == null ? "" : target.getRawPath();
    this.basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    this.keys = Map.copyOf(keys);
    this.nanos = nanos;
    this.engine =
        Engine.start(
            Runtime.getRuntime().availableProcessors(),
            defect -> {
              throw new IllegalStateException("a defect of the replay", defect);
            });
    this.client = new HttpClient(engine, LIMITS);
  }

  /// Makes one try.
  ///
  /// @param parent the call this one belongs to, or empty
  Outcome call(PlannedCall call, String parent) throws InterruptedException {
    Loop loop = engine.loops().get(Math.floorMod(turn.getAndIncrement(), engine.loops().size()));
    Receipt receipt = new Receipt(call.stream(), nanos);
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            origin,
            basePath + path(call),
            headers(call, parent),
            CallBody.of(call),
            HEAD_WITHIN);
    Sending sending = client.send(loop, request, receipt);
    try {
      return receipt.await();
    } catch (InterruptedException leaving) {
      sending.cancel();
      throw leaving;
    }
  }

  private static String path(PlannedCall call) {
    return switch (call.dialect()) {
      case OPENAI -> "/v1/chat/completions";
      case ANTHROPIC -> "/v1/messages";
    };
  }

  private Headers headers(PlannedCall call, String parent) {
    String key = keys.getOrDefault(call.useCase().name(), "");
    Headers headers =
        switch (call.dialect()) {
          case OPENAI -> Headers.of("authorization", "Bearer " + key);
          case ANTHROPIC -> Headers.of("x-api-key", key, "anthropic-version", "2023-06-01");
        };
    headers =
        headers
            .plus("content-type", "application/json")
            .plus("user-agent", "weir-replay")
            .plus("x-weir-purpose", call.purpose().toLowerCase(Locale.ROOT));
    if (!call.user().isEmpty()) {
      headers = headers.plus("x-weir-user", call.user());
    }
    if (!parent.isEmpty()) {
      headers = headers.plus("x-weir-parent-call", parent);
    }
    return call.tags().isEmpty() ? headers : headers.plus("x-weir-tags", tags(call.tags()));
  }

  private static String tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + URLEncoder.encode(tag.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    client.close();
    engine.close();
  }

  /// One answer as it arrives: filled on its event loop, awaited by the caller's thread.
  private static final class Receipt implements AnswerSink {
    private final boolean stream;
    private final LongSupplier nanos;
    private final long sent;
    private final BlockingQueue<Outcome> end = new ArrayBlockingQueue<>(1);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1_024);
    private int status;
    private Headers headers = Headers.EMPTY;
    private long firstToken;

    Receipt(boolean stream, LongSupplier nanos) {
      this.stream = stream;
      this.nanos = nanos;
      this.sent = nanos.getAsLong();
    }

    Outcome await() throws InterruptedException {
      Outcome outcome = end.poll(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
      return outcome == null
          ? new Outcome.Failed("no_end", "no end of the answer within " + ANSWER_WITHIN)
          : outcome;
    }

    @Override
    public void head(int answered, Headers answerHeaders) {
      status = answered;
      headers = answerHeaders;
    }

    @Override
    public void chunk(byte[] bytes) {
      if (stream && firstToken == 0 && AnswerText.hasText(bytes)) {
        firstToken = nanos.getAsLong() - sent;
      }
      if (body.size() + bytes.length <= ANSWER_BYTES_MAX) {
        body.writeBytes(bytes);
      } else {
        end.offer(new Outcome.Failed("answer_too_large", "more than " + ANSWER_BYTES_MAX));
      }
    }

    @Override
    public void end() {
      byte[] all = body.toByteArray();
      end.offer(
          status == 200
              ? AnswerText.answered(
                  headers.get("x-weir-call-id").orElse(""), stream, all, firstToken)
              : AnswerText.refused(status, headers.get("retry-after").orElse(""), all));
    }

    @Override
    public void failed(Failure failure) {
      end.offer(
          new Outcome.Failed(failure.kind().name().toLowerCase(Locale.ROOT), failure.detail()));
    }
  }
}
