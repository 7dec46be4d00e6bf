package dev.weir.acceptance;

import dev.weir.acceptance.Application.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Users who call at a steady rate, each call by one drawn anew, whatever the answers are.
final class UserLoad implements AutoCloseable {
  static final int PER_SECOND = 250;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String BODY =
      Application.body(Wire.OPENAI_JSON, "gpt-4o", "[[sim out=4]] Promoted.", 20);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Heard>> asked = new ArrayList<>();
  private final Application application;

  /// @param begun when it was asked, by the nano clock
  /// @param ended when it was answered
  /// @param refusal its code, empty for an answer
  record Heard(long begun, long ended, String user, int status, String refusal) {
    boolean admitted() {
      return status == 200;
    }

    boolean isWithin(long from, long until) {
      return begun > from && ended < until;
    }
  }

  private UserLoad(Application application) {
    this.application = application;
  }

  /// @param users `user-0` and so on
  static UserLoad start(Application application, int users, long seed) {
    UserLoad load = new UserLoad(application);
    Random random = new Random(seed);
    var _ =
        load.clock.scheduleAtFixedRate(
            () -> load.begin("user-" + random.nextInt(users)),
            0,
            TimeUnit.SECONDS.toNanos(1) / PER_SECOND,
            TimeUnit.NANOSECONDS);
    return load;
  }

  private void begin(String user) {
    synchronized (asked) {
      asked.add(callers.submit(() -> call(user)));
    }
  }

  private Heard call(String user) {
    long begun = System.nanoTime();
    Web.Answer answer = application.ask(Wire.OPENAI_JSON, Map.of("x-weir-user", user), BODY);
    return new Heard(
        begun,
        System.nanoTime(),
        user,
        answer.status(),
        answer.status() == 200 ? "" : Refusals.kind(answer));
  }

  /// Waits until as many more calls have begun as the rate has in such a time.
  void awaitMore(Duration time) {
    int until = size() + (int) (time.toMillis() * PER_SECOND / 1_000);
    Await.until(PATIENCE, until + " calls were begun", () -> size() >= until);
  }

  private int size() {
    synchronized (asked) {
      return asked.size();
    }
  }

  /// Begins no more calls, and waits for those that have begun.
  List<Heard> stop() throws InterruptedException, ExecutionException {
    clock.shutdown();
    if (!clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("calls are begun after " + PATIENCE);
    }
    List<Heard> heard = new ArrayList<>();
    for (Future<Heard> each : asked) {
      heard.add(each.get());
    }
    return heard;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    callers.close();
  }
}
