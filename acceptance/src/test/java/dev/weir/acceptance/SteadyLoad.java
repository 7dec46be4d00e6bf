package dev.weir.acceptance;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Calls at a steady rate, whether or not those before have been answered; every other one is for a
/// stream.
final class SteadyLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PROMPT = "[[sim out=8]] Steady.";
  private static final int TOKENS_MAX = 20;

  private final Web web = new Web();
  private final URI target;
  private final Map<String, String> headers;
  private final String whole;
  private final String streamed;
  private final int perSecond;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  /// Guarded by itself.
  private final List<Future<Heard>> asked = new ArrayList<>();

  /// An answer, or none.
  ///
  /// @param begun when it was asked for, by the nano clock
  /// @param status 0 where there was no answer, or none with its end
  /// @param call its id, empty where there was no answer
  /// @param provider who gave it, empty where nobody did
  record Heard(long begun, int status, String call, String provider) {
    boolean good() {
      return status == 200;
    }
  }

  private SteadyLoad(URI gateway, String key, String model, int perSecond) {
    this.target = gateway.resolve(Application.Wire.OPENAI_JSON.path());
    this.headers =
        Map.of(
            "authorization",
            "Bearer " + key,
            "content-type",
            "application/json",
            "x-weir-use-case",
            "steady");
    this.whole = Application.body(Application.Wire.OPENAI_JSON, model, PROMPT, TOKENS_MAX);
    this.streamed = Application.body(Application.Wire.OPENAI_SSE, model, PROMPT, TOKENS_MAX);
    this.perSecond = perSecond;
  }

  static SteadyLoad start(URI gateway, String key, String model, int perSecond) {
    SteadyLoad load = new SteadyLoad(gateway, key, model, perSecond);
    long every = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var _ = load.clock.scheduleAtFixedRate(load::ask, 0, every, TimeUnit.NANOSECONDS);
    return load;
  }

  private void ask() {
    synchronized (asked) {
      boolean stream = asked.size() % 2 == 1;
      asked.add(callers.submit(() -> call(stream)));
    }
  }

  private Heard call(boolean stream) {
    long begun = System.nanoTime();
    try {
      Web.Answer answer = web.post(target, headers, stream ? streamed : whole);
      String end = stream ? "data: [DONE]" : "\"finish_reason\"";
      boolean torn = answer.status() == 200 && !answer.text().contains(end);
      return new Heard(
          begun,
          torn ? 0 : answer.status(),
          answer.header("x-weir-call-id"),
          answer.header("x-weir-provider"));
    } catch (UncheckedIOException torn) {
      return new Heard(begun, 0, "", "");
    }
  }

  private int begun() {
    synchronized (asked) {
      return asked.size();
    }
  }

  /// Waits until as many more were begun as are in this time.
  void pass(Duration time) {
    long until = begun() + time.toMillis() * perSecond / 1_000;
    Await.until(time.plus(PATIENCE), until + " calls were begun", () -> begun() >= until);
  }

  /// Begins no more, and waits for every answer; in the order in which they were asked for.
  List<Heard> end() throws Exception {
    clock.shutdown();
    if (!clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the load does not end");
    }
    List<Heard> heard = new ArrayList<>();
    for (Future<Heard> each : asked) {
      heard.add(each.get());
    }
    heard.sort(Comparator.comparingLong(Heard::begun));
    return heard;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    callers.shutdownNow();
    web.close();
  }
}
