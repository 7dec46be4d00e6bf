package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.acceptance.Application.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A gateway that is ended in the middle of calls says so to their callers, in its log, its journal
/// and its pages, and nowhere says what was in them.
@Tag("slow")
@Timeout(180)
final class LastWordsTest {
  private static final int CALLS = 8;
  private static final int SIGTERM = 143;
  private static final int CUT_SHORT = 5;
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);
  private static final String USE_CASE = "ended-in-its-middle";

  private final Canaries canaries = new Canaries();
  private final String prompt = canaries.plant("prompt");
  private final String field = canaries.plant("header");
  private final String query = canaries.plant("query");

  private Stage open(String grace) {
    Stage stage =
        Stage.open("shutdown: {lead: 0s, grace: %s}".formatted(grace), "logs: {sample_every: 1}");
    canaries.add("key", stage.key());
    for (String what : List.of("prompt", "header", "query")) {
      stage.gateway().search().plant(what, canaries.text(what));
    }
    return stage;
  }

  private ByteStream send(Stage stage, Wire wire, String directive) {
    Map<String, String> headers = stage.application().headers(wire, USE_CASE);
    headers.put("x-note", field);
    headers.put("baggage", "note=" + field);
    String body = Application.body(wire, wire.model(), prompt + " a story " + directive, 500);
    return ByteStream.post(stage.gateway().uri(), wire.path() + "?key=" + query, headers, body);
  }

  private List<ByteStream> streams(Stage stage) {
    List<ByteStream> streams = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      Wire wire = i % 2 == 0 ? Wire.OPENAI_SSE : Wire.ANTHROPIC_SSE;
      streams.add(send(stage, wire, "[[sim in=50 out=400 pace=250ms]]"));
    }
    return streams;
  }

  @Test
  void nothingOfACallThatOutlastsTheGraceIsSaidByWhomItIsEnded() throws Exception {
    try (Stage stage = open("1s");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<ByteStream> streams = streams(stage);
      Future<ByteStream> whole =
          callers.submit(() -> send(stage, Wire.OPENAI_JSON, "[[sim hold=never in=5 out=5]]"));
      stage.simulator().awaitWaiting(1);
      stage.gateway().process().askToEnd();
      searchUnready(stage);

      for (ByteStream stream : streams) {
        saysItEnds(stream);
      }
      saysItEnds(whole.get(60, TimeUnit.SECONDS));
      assertThat(stage.gateway().process().awaitExit(SEEN_WITHIN)).isEqualTo(SIGTERM);
      assertThat(stage.gateway().process().output())
          .contains("the grace of PT1S is over", "ending=timed_out");
      searchWhatIsKept(stage);
      assertThat(stage.control().torn()).isEmpty();
    }
  }

  @Test
  void nothingOfACallThatASecondSignalTearsIsFoundByRecovery() throws Exception {
    try (Stage stage = open("10m")) {
      List<ByteStream> streams = streams(stage);
      stage.gateway().process().askToEnd();
      searchUnready(stage);
      stage.gateway().process().askToEnd();

      assertThat(stage.gateway().process().awaitExit(SEEN_WITHIN)).isEqualTo(CUT_SHORT);
      for (ByteStream stream : streams) {
        assertThat(canaries.in("the torn answer", stream.rest())).isEmpty();
        stream.close();
      }
      searchWhatIsKept(stage);
      assertThat(stage.control().torn()).hasSize(CALLS);
    }
  }

  private void saysItEnds(ByteStream answer) {
    try (answer) {
      String heard = answer.rest();
      assertThat(heard).contains("\"code\":\"shutting_down\"");
      assertThat(canaries.in("the last word", heard)).isEmpty();
    }
  }

  private static void searchUnready(Stage stage) {
    try (Web web = new Web()) {
      Web.Answer unready =
          Await.value(
              SEEN_WITHIN,
              "it says what it waits for",
              () -> web.get(stage.gateway().controlPlaneUri().resolve("/readyz"), Map.of()),
              answer -> answer.text().contains("shutting down: "));
      stage.gateway().search().look("/readyz", unready.toString());
    }
  }

  /// The files as the end left them, and the pages after the next start; that use case, which is no
  /// secret, is in the journal, so that what finds nothing looks where the calls are.
  private static void searchWhatIsKept(Stage stage) {
    Canaries tag = new Canaries();
    tag.add("tag", USE_CASE);
    assertThat(tag.below(stage.gateway().data())).anyMatch(place -> place.contains("journal-"));
    stage.gateway().searchFiles();
    stage.gateway().restart();
    Map<String, CallRow> calls =
        Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            "every call is in the ledger",
            stage.control()::calls,
            all -> all.size() >= CALLS);
    calls.keySet().forEach(stage.control()::call);
    stage.gateway().weir("calls", "list").expect(0);
    stage.gateway().search().expectNothing();
  }
}
