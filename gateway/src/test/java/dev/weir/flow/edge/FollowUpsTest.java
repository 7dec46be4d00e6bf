package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.upstream.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowUpsTest {
  private static final Instant BEGUN = Instant.parse("2026-03-15T10:00:00Z");
  private static final FollowUps.Rules RULES =
      new FollowUps.Rules(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(48));

  private final Walk walk = new Walk();
  private final List<Throwable> bugs = new ArrayList<>();
  private final List<Attempt> asked = new ArrayList<>();
  private final List<Duration> ages = new ArrayList<>();
  private final ExecutorService loop =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private final List<Deferred.Begun> open = new ArrayList<>();
  private Optional<RuntimeException> sendingFails = Optional.empty();
  private Instant now = BEGUN;
  private BiConsumer<Attempt, AnswerSink> provider = (_, to) -> answer(to, 404, "", "");
  private final FollowUps followUps =
      new FollowUps(() -> walk.rooms, _ -> this::send, loop, RULES, () -> now, bugs::add);

  private Sending send(Attempt attempt, AnswerSink to) {
    if (sendingFails.isPresent()) {
      throw sendingFails.get();
    }
    asked.add(attempt);
    ages.add(Duration.between(BEGUN, now));
    loop.execute(() -> provider.accept(attempt, to));
    return walk;
  }

  private static void answer(AnswerSink to, int status, String type, String body) {
    to.head(status, Headers.of("content-type", type));
    to.chunk(body.getBytes(UTF_8));
    to.end();
  }

  private static void json(AnswerSink to, String body) {
    answer(to, 200, "application/json", body);
  }

  @BeforeEach
  void follows() {
    walk.rooms
        .settlement()
        .deferred()
        .followedBy(begun -> {
          open.add(begun);
          followUps.goesOn(begun);
        });
  }

  @AfterEach
  void isNoCallAndNothingBroke() {
    loop.close();
    assertThat(bugs).isEmpty();
    assertThat(walk.bugs).isEmpty();
    assertThat(walk.endings).hasSize(1);
    assertThat(walk.keepingTheWay).isZero();
  }

  /// A call whose answer goes on.
  private void begun(String path, String body, String answer) {
    walk.line("POST", path, body.getBytes(UTF_8));
    walk.drain();
    walk.answer(200, "application/json", answer.getBytes(UTF_8));
  }

  private void response() {
    begun(
        "/v1/responses",
        "{\"model\":\"large\",\"input\":\"hi\",\"background\":true}",
        response("queued", "null"));
  }

  private static String response(String status, String usage) {
    return "{\"id\":\"resp_1\",\"model\":\"large-2\",\"status\":\"%s\",\"usage\":%s}"
        .formatted(status, usage);
  }

  private static String completed() {
    return response("completed", "{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}");
  }

  /// Lets it look until nothing is due.
  private void after(Duration passed) throws InterruptedException {
    now = now.plus(passed);
    Duration pause = Duration.ZERO;
    while (pause.compareTo(Duration.ofSeconds(1)) < 0) {
      pause = followUps.look();
    }
  }

  @Test
  void whatNobodyAsksForIsAskedForUntilItIsKnown() throws InterruptedException {
    response();
    after(Duration.ofSeconds(59));
    assertThat(asked).isEmpty();

    provider = (_, to) -> json(to, response("in_progress", "null"));
    after(Duration.ofSeconds(1));
    assertThat(asked).hasSize(1);
    assertThat(walk.late).isEmpty();
    provider = (_, to) -> json(to, completed());
    after(Duration.ofMinutes(1));
    assertThat(asked).hasSize(1);
    after(Duration.ofMinutes(1));
    after(Duration.ofHours(9));

    assertThat(asked).hasSize(2);
    assertThat(asked.getLast().line()).contains(new Attempt.Line("GET", "/v1/responses/resp_1"));
    assertThat(walk.late).hasSize(1);
    assertThat(walk.late.getFirst().attempt()).isEqualTo(walk.settled().id());
    assertThat(walk.late.getFirst().served())
        .containsExactly(new Served(Usage.of(7, 3, Provenance.REPORTED), "large-2", "", false));
  }

  @Test
  void whatItsKeyHasAskedForInTimeIsNotAskedForAgain() throws InterruptedException {
    response();
    Deferred deferred = walk.rooms.settlement().deferred();
    deferred.followedBy(begun -> deferred.told(begun, List.of()));

    after(Duration.ofMinutes(1));

    assertThat(asked).isEmpty();
  }

  @Test
  void whatNobodyEverTellsIsAskedForLessAndLessOftenAndThenNoMore() throws InterruptedException {
    response();

    for (int minute = 0; minute < 72 * 60; minute++) {
      after(Duration.ofMinutes(1));
    }

    assertThat(ages.subList(0, 7).stream().map(Duration::toMinutes))
        .containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 123L);
    assertThat(ages).hasSize(52);
    assertThat(ages.getLast()).isLessThanOrEqualTo(RULES.until());
  }

  @Test
  void aProviderThatFailsIsAskedAgain() throws InterruptedException {
    response();

    provider = (_, to) -> to.failed(new Failure(Failure.Kind.RESET, "reset"));
    after(Duration.ofMinutes(1));
    provider = (_, to) -> answer(to, 500, "application/json", completed());
    after(Duration.ofMinutes(2));
    assertThat(walk.late).isEmpty();
    provider = (_, to) -> json(to, completed());
    after(Duration.ofMinutes(4));

    assertThat(asked).hasSize(3);
    assertThat(walk.late).hasSize(1);
  }

  @Test
  void aProviderThatFailsIsLeftAloneForAWhile() throws InterruptedException {
    response();
    Deferred.Begun one = open.getFirst();
    for (int i = 2; i <= 5; i++) {
      walk.rooms
          .settlement()
          .deferred()
          .begun(
              new Deferred.Begun(
                  new AttemptId(one.attempt().call(), i),
                  one.of(),
                  one.key(),
                  one.provider(),
                  "resp_" + i));
    }

    provider = (_, to) -> answer(to, 503, "application/json", "{}");
    after(Duration.ofMinutes(1));
    assertThat(asked).hasSize(1);
    provider = (_, to) -> answer(to, 404, "application/json", "{}");
    after(Duration.ofSeconds(59));
    assertThat(asked).hasSize(1);
    after(Duration.ofSeconds(1));

    assertThat(asked).hasSize(5);
  }

  @Test
  void aDefectInTheWayKeepsNobodyWaiting() throws InterruptedException {
    response();
    sendingFails = Optional.of(new IllegalStateException("planted"));

    after(Duration.ofMinutes(1));

    assertThat(bugs).singleElement().satisfies(bug -> assertThat(bug).hasMessage("planted"));
    bugs.clear();
  }

  @Test
  void whatBreaksWhileItRunsIsToldAndItGoesOnUntilItIsClosed() throws InterruptedException {
    response();
    CountDownLatch reached = new CountDownLatch(1);
    provider = (_, _) -> reached.countDown();
    AtomicInteger readings = new AtomicInteger();
    BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
    InstantSource clock =
        () ->
            switch (readings.incrementAndGet()) {
              case 1 -> BEGUN;
              case 2 -> throw new IllegalStateException("planted");
              default -> BEGUN.plus(RULES.first());
            };
    FollowUps running =
        new FollowUps(() -> walk.rooms, _ -> this::send, loop, RULES, clock, told::add);

    running.start();
    assertThat(told.take()).hasMessage("planted");
    reached.await();
    running.close();

    assertThat(asked).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void aBatchIsAskedForWhereItsProviderTellsWhatItUsed() throws InterruptedException {
    begun("/v1/messages/batches", "{\"requests\":[]}", "{\"id\":\"b_1\"}");

    provider =
        (_, to) ->
            answer(
                to,
                200,
                "application/x-jsonl",
                "{\"result\":{\"message\":{\"model\":\"mid\",\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}}}");
    after(Duration.ofMinutes(1));

    assertThat(asked.getFirst().line())
        .contains(new Attempt.Line("GET", "/v1/messages/batches/b_1/results"));
    assertThat(asked.getFirst().provider().name()).isEqualTo("anth");
    assertThat(asked.getFirst().headers().get("anthropic-version")).isPresent();
    assertThat(walk.late.getFirst().served())
        .containsExactly(new Served(Usage.of(7, 3, Provenance.REPORTED), "mid", "batch", false));
  }
}
