package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// SIGTERM under load: what runs may finish, what cannot is told, and the ledger is the provider's
/// book either way.
@Timeout(240)
final class DrainTest {
  private static final int STREAMS = 500;
  private static final int LEFT = 40;
  private static final String USE_CASE = "drained";
  private static final String BUDGET =
      """
      {"where": [{"tag": "use_case", "in": ["drained"]}], "window": "total", "limit_usd": "10000"}
      """;
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(90);
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);
  private static final int SIGTERM = 143;
  private static final int CUT_SHORT = 5;

  /// How a stream came to its caller.
  private record Heard(Application.Wire wire, String callId, String text) {}

  @Test
  void fiveHundredRunningStreamsFinishWithinTheGrace() throws Exception {
    try (Stage stage = Stage.open("shutdown: {lead: 200ms, grace: 60s}");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      stage.control().budget(USE_CASE, BUDGET);
      List<Future<ByteStream>> heads = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        Application.Wire wire = streaming(i);
        String directive = "[[sim hold=go in=%d out=60 pace=250ms]]".formatted(100 + i);
        heads.add(callers.submit(() -> open(stage, wire, directive)));
      }
      stage.simulator().awaitWaiting(STREAMS);
      stage.simulator().release("go");
      List<Future<Heard>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        Application.Wire wire = streaming(i);
        ByteStream stream = heads.get(i).get(60, TimeUnit.SECONDS);
        streams.add(callers.submit(() -> hear(wire, stream)));
      }
      long finishedBefore = streams.stream().filter(Future::isDone).count();
      stage.gateway().process().askToEnd();
      int leastSaid = STREAMS - 50;
      JsonNode unready = unready(stage, leastSaid);
      Map<Application.Wire, ByteStream> refusals = refusals(stage);

      assertThat(finishedBefore).as("streams that ended before the signal").isZero();
      assertThat(unready.path("ready").asBoolean()).isFalse();
      refusals.forEach(DrainTest::isRefused);
      for (Future<Heard> stream : streams) {
        Heard heard = stream.get(60, TimeUnit.SECONDS);
        assertThat(heard.text()).as(heard.callId()).doesNotContain("shutting_down");
        assertThat(heard.text())
            .as(heard.callId())
            .contains(heard.wire().isOpenAi() ? "data: [DONE]" : "event: message_stop")
            .endsWith("0\r\n\r\n");
      }
      assertThat(stage.gateway().process().awaitExit(ENDED_WITHIN)).isEqualTo(SIGTERM);
      stage.gateway().restart();
      Map<String, CallRow> ledger = balanced(stage, served(stage));
      ledger.values().stream()
          .filter(call -> call.refusedAs().isEmpty())
          .forEach(call -> assertThat(call.provenance()).as(call.id()).isEqualTo("reported"));
      assertThat(stage.control().torn()).isEmpty();
      System.out.println(
          "%d streams ran at SIGTERM, none was torn; the gateway said: %s"
              .formatted(STREAMS, unready.path("reasons")));
    }
  }

  @Test
  void whatOutlastsTheGraceIsToldCountedAndAccountedFor() throws Exception {
    try (Stage stage = Stage.open("shutdown: {lead: 0s, grace: 1s}");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      stage.control().budget(USE_CASE, BUDGET);
      List<Future<Heard>> streams = new ArrayList<>();
      for (int i = 0; i < LEFT; i++) {
        Application.Wire wire = streaming(i);
        ByteStream stream = open(stage, wire, "[[sim in=50 out=400 pace=250ms]]");
        streams.add(callers.submit(() -> hear(wire, stream)));
      }
      Future<Web.Answer> whole =
          callers.submit(() ->
              stage
                  .application()
                  .ask(
                      Application.Wire.OPENAI_JSON,
                      USE_CASE,
                      body(Application.Wire.OPENAI_JSON, "[[sim hold=never in=5 out=5]]")));
      stage.simulator().awaitWaiting(1);

      assertThat(stage.gateway().terminate()).isEqualTo(SIGTERM);

      Set<String> told = new HashSet<>();
      for (Future<Heard> stream : streams) {
        Heard heard = stream.get(60, TimeUnit.SECONDS);
        told.add(heard.callId());
        assertThat(heard.text())
            .as(heard.callId())
            .contains("\"code\":\"shutting_down\"")
            .doesNotEndWith("0\r\n\r\n");
        if (!heard.wire().isOpenAi()) {
          assertThat(heard.text()).contains("event: error\n");
        }
      }
      assertThat(whole.get(60, TimeUnit.SECONDS).expect(503).text()).contains("shutting_down");
      stage.simulator().awaitQuiet();
      stage.gateway().restart();
      Map<String, BookRow> served = served(stage);
      assertThat(served.keySet()).containsAll(told);
      Map<String, CallRow> ledger = balanced(stage, served);
      assertThat(ledger).hasSize(LEFT + 1);
      ledger.forEach((id, call) -> {
        assertThat(call.provenance()).as(id).isIn("counted", "estimated");
        assertThat(call.cost()).as(id).isPositive();
      });
      assertThat(stage.control().torn()).as("nothing is left for recovery").isEmpty();
      assertThat(stage.control().report("ending").toString()).contains("timed_out");
    }
  }

  @Test
  void duringTheLeadItIsNotReadyButCallsAreCarriedOut() {
    try (Stage stage = Stage.open("shutdown: {lead: 10m, grace: 10m}")) {
      stage.control().budget(USE_CASE, BUDGET);
      stage.gateway().process().askToEnd();
      unready(stage, 0);
      Application.Wire wire = Application.Wire.ANTHROPIC_JSON;
      stage.application().ask(wire, USE_CASE, body(wire, "[[sim in=7 out=7]]")).expect(200);
      balanced(stage, served(stage)); // a client may have its answer before the journal has its end
      stage.gateway().process().askToEnd();

      assertThat(stage.gateway().process().awaitExit(ENDED_WITHIN)).isEqualTo(CUT_SHORT);
      stage.gateway().restart();
      assertThat(balanced(stage, served(stage))).hasSize(1);
      assertThat(stage.control().torn()).isEmpty();
    }
  }

  @Test
  void aSecondSignalEndsAtOnceAndRecoveryFindsWhatRan() throws Exception {
    try (Stage stage = Stage.open("shutdown: {lead: 0s, grace: 10m}")) {
      stage.control().budget(USE_CASE, BUDGET);
      List<ByteStream> streams = new ArrayList<>();
      for (int i = 0; i < LEFT; i++) {
        streams.add(open(stage, streaming(i), "[[sim in=50 out=400 pace=250ms]]"));
      }
      stage.gateway().process().askToEnd();
      unready(stage, LEFT);
      stage.gateway().process().askToEnd();

      assertThat(stage.gateway().process().awaitExit(ENDED_WITHIN)).isEqualTo(CUT_SHORT);

      streams.forEach(ByteStream::close);
      stage.simulator().awaitQuiet();
      stage.gateway().restart();
      Map<String, BookRow> served = served(stage);
      assertThat(served).hasSize(LEFT);
      balanced(stage, served);
      assertThat(stage.control().torn()).containsExactlyInAnyOrderElementsOf(served.keySet());
    }
  }

  private static Application.Wire streaming(int number) {
    return number % 2 == 0 ? Application.Wire.OPENAI_SSE : Application.Wire.ANTHROPIC_SSE;
  }

  private static String body(Application.Wire wire, String directive) {
    return Application.body(wire, wire.model(), Application.PROMPT + " a story " + directive, 500);
  }

  private static ByteStream open(Stage stage, Application.Wire wire, String directive) {
    return ByteStream.post(
        stage.gateway().uri(),
        wire.path(),
        stage.application().headers(wire, USE_CASE),
        body(wire, directive));
  }

  private static Heard hear(Application.Wire wire, ByteStream stream) {
    try (stream) {
      assertThat(stream.status()).isEqualTo(200);
      return new Heard(wire, stream.header("x-weir-call-id"), stream.rest());
    }
  }

  /// What `/readyz` says once it says how many calls are under way.
  private static JsonNode unready(Stage stage, int atLeast) {
    try (Web web = new Web()) {
      return Await.value(
              SEEN_WITHIN,
              "the gateway says what it waits for",
              () -> web.get(stage.gateway().controlPlaneUri().resolve("/readyz"), Map.of()),
              answer -> answer.status() == 503 && callsUnderWay(answer.json()) >= atLeast)
          .json();
    }
  }

  private static int callsUnderWay(JsonNode readiness) {
    String reason = readiness.path("reasons").path(0).asText();
    return reason.startsWith("shutting down: ")
        ? Integer.parseInt(reason.replaceAll("\\D", ""))
        : -1;
  }

  /// A new call of each dialect, as soon as such are refused.
  private static Map<Application.Wire, ByteStream> refusals(Stage stage) {
    Map<Application.Wire, ByteStream> refusals = new HashMap<>();
    for (Application.Wire wire :
        List.of(Application.Wire.OPENAI_JSON, Application.Wire.ANTHROPIC_SSE)) {
      refusals.put(
          wire,
          Await.value(
              SEEN_WITHIN,
              "new calls are refused",
              () -> open(stage, wire, "[[sim in=5 out=1]]"),
              answer -> answer.status() != 200));
    }
    return refusals;
  }

  private static void isRefused(Application.Wire wire, ByteStream refusal) {
    try (refusal) {
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.header("retry-after")).isEqualTo("1");
      assertThat(refusal.header("x-should-retry")).isEqualTo("true");
      assertThat(refusal.header("connection")).isEqualTo("close");
      assertThat(Web.json(refusal.rest()).path("error").path("type").asText())
          .isEqualTo(wire.isOpenAi() ? "server_error" : "overloaded_error");
    }
  }

  private static Map<String, BookRow> served(Stage stage) {
    Map<String, BookRow> served = new HashMap<>();
    stage.simulator().book().forEach(row -> served.put(row.callId(), row));
    return served;
  }

  /// Every served call is in the ledger, and at the provider's figure where that was reported; the
  /// budget stands at their sum and holds nothing.
  private static Map<String, CallRow> balanced(Stage stage, Map<String, BookRow> served) {
    Map<String, CallRow> ledger =
        Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            "every served call is in the ledger",
            stage.control()::calls,
            calls -> calls.keySet().containsAll(served.keySet()));
    BigDecimal sum = BigDecimal.ZERO;
    for (CallRow call : ledger.values()) {
      BookRow row = served.get(call.id());
      if (!call.refusedAs().isEmpty()) {
        assertThat(row).as("a refused call reached the provider").isNull();
        continue;
      }
      assertThat(row).as("call %s at the provider", call.id()).isNotNull();
      if (call.provenance().equals("reported")) {
        assertThat(row.ended()).as("%s", row).isEqualTo("complete");
        assertThat(call.input()).as("%s", row).isEqualTo(row.input());
        assertThat(call.output()).as("%s", row).isEqualTo(row.output());
        assertThat(call.cost()).as("%s", row).isEqualByComparingTo(stage.prices().cost(row));
      }
      sum = sum.add(call.cost());
    }
    Application.Standing standing = stage.standing(USE_CASE, USE_CASE);
    assertThat(standing.used()).isEqualByComparingTo(sum);
    assertThat(standing.held()).isZero();
    return ledger;
  }
}
