package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.upstream.Attempt;
import dev.weir.flow.window.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no wire reads is metered, or refused.
class OperationsTest {
  private static final String PICTURES = "/v1/images/generations";
  private static final String PICTURE = "{\"model\":\"picture-1\",\"prompt\":\"a weir\"}";

  private static final String BACKGROUND =
      "{\"model\":\"large\",\"input\":\"hi\",\"background\":true}";
  private static final String USED = "{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}";

  private final Walk walk = new Walk();

  private static RuleBook spending(String usd) {
    Total limit = Total.of(Money.usd(new BigDecimal(usd)).picos());
    return RuleBook.of(
        List.of(Budget.of("all", Scope.EVERY_CALL, Window.parse("day UTC"), limit)), List.of());
  }

  private SimCaller asked(String method, String path, String body) {
    SimCaller caller = walk.line(method, path, body.getBytes(UTF_8));
    walk.drain();
    return caller;
  }

  private static String said(SimCaller caller) {
    return new String(caller.received(), UTF_8);
  }

  @AfterEach
  void nothingIsHeldAndNothingBroke() {
    assertThat(walk.bugs).isEmpty();
    assertThat(walk.ledger.open()).isZero();
  }

  @Test
  void anOperationWithAPriceForEachRequestIsHeldAndChargedThat() {
    walk.enforce(spending("1"));

    SimCaller caller = asked("POST", PICTURES, PICTURE);
    walk.answer(200, "application/json", "{\"data\":[{\"b64_json\":\"AA==\"}]}".getBytes(UTF_8));

    assertThat(caller.status()).isEqualTo(200);
    assertThat(walk.attempt().line()).contains(new Attempt.Line("POST", PICTURES));
    assertThat(walk.attempt().body()).isEqualTo(PICTURE.getBytes(UTF_8));
    Entry.Settled settled = walk.settled();
    assertThat(settled.charge().total()).isEqualTo(Money.usd(new BigDecimal("0.04")));
    assertThat(settled.charge().unpriced()).isEmpty();
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.COUNTED);
  }

  @Test
  void aHardStopHoldsForRequestsToo() {
    walk.enforce(spending("0.05"));

    asked("POST", PICTURES, PICTURE);
    walk.answer(200, "application/json", "{}".getBytes(UTF_8));
    SimCaller second = asked("POST", PICTURES, PICTURE);

    assertThat(second.status()).isEqualTo(402);
    assertThat(walk.endings).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/files",
    "GET, /v1/files/file-Ab_1.x",
    "DELETE, /v1/files/file-1",
    "GET, /v1/files/file-1/content",
  })
  void anOperationWithThePriceZeroIsForwardedAsItWasAsked(String method, String path) {
    SimCaller caller = asked(method, path, "");
    walk.answer(200, "application/octet-stream", new byte[] {1, 2, 0, -1});

    assertThat(caller.status()).isEqualTo(200);
    assertThat(caller.received()).containsExactly(1, 2, 0, -1);
    assertThat(walk.attempt().line()).contains(new Attempt.Line(method, path));
    assertThat(walk.settled().charge().total()).isEqualTo(Money.ZERO);
    assertThat(walk.settled().charge().unpriced()).isEmpty();
  }

  @Test
  void anOperationThatNobodyBillsNeedsNoPrice() {
    SimCaller caller = asked("POST", "/v1/moderations", "{\"input\":\"hm\"}");
    walk.answer(200, "application/json", "{\"results\":[]}".getBytes(UTF_8));

    assertThat(caller.status()).isEqualTo(200);
    assertThat(walk.settled().charge().total()).isEqualTo(Money.ZERO);
  }

  @Test
  void anAnswerThatSaysItsUsageIsChargedThat() {
    asked("POST", "/v1/responses/compact", "{\"model\":\"large\",\"input\":\"hello\"}");
    walk.answer(
        200,
        "application/json",
        "{\"model\":\"large\",\"usage\":{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}}"
            .getBytes(UTF_8));

    Entry.Settled settled = walk.settled();
    assertThat(settled.usage().input()).isEqualTo(7);
    assertThat(settled.usage().output()).isEqualTo(3);
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.REPORTED);
    assertThat(settled.charge().unpriced()).isEmpty();
  }

  @Test
  void anAnswerThatForgetsItsUsageIsNotTakenForNothing() {
    asked("POST", "/v1/responses/compact", "{\"model\":\"large\",\"input\":\"hello\"}");
    walk.answer(200, "application/json", "{}".getBytes(UTF_8));

    Entry.Settled settled = walk.settled();
    assertThat(settled.usage().input()).isPositive();
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(settled.charge().partlyUnpriced()).isTrue();
  }

  @Test
  void whatHasNoBoundAHardBudgetRefuses() {
    walk.enforce(spending("1"));

    SimCaller caller =
        asked("POST", "/v1/responses/compact", "{\"model\":\"large\",\"input\":\"hello\"}");

    assertThat(caller.status()).isEqualTo(402);
    assertThat(said(caller)).contains("cost_unbounded", "openai.compact, whose cost does not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST|/v1/images/generations|{\"model\":\"dear-1\"}|op:openai.images/dear-1' of provider p",
        "POST|/v1/images/generations|{}|the model 'op:openai.images' of provider p a price of the meter 'request'",
        "POST|/v1/audio/speech|{\"model\":\"large\"}|'op:openai.speech/large'",
        "POST|/v1/responses/compact|{\"model\":\"nobody\"}|'nobody' of provider p prices of the meters",
        "POST|/v1/videos|{}|'op:openai.video' of provider p a price of the meter 'request' in the price book (0 is a price): what you state is charged, marked estimated, because a video is billed by its seconds",
        "POST|/v1/images/edits|--x|'op:openai.image_edits' of provider p a price of the meter 'request'",
        "POST|/v1/fine_tuning/jobs|{}|marked estimated, because training is billed by",
        "POST|/v1/vector_stores|{}|marked estimated, because what is stored is billed by the day",
        "POST|/v1/threads/t/runs|{}|marked estimated, because a run goes on after its call",
        "GET|/v1/batches||'op:openai.watched_batches' of provider p",
      })
  void whatHasNoMeterIsRefusedAndSaysHowToAllowIt(
      String method, String path, String body, String says) {
    SimCaller caller = asked(method, path, Optional.ofNullable(body).orElse(""));

    assertThat(caller.status()).isEqualTo(403);
    assertThat(said(caller)).contains("route_unmetered", says, "docs/operations-other.md");
    assertThat(walk.wasSent()).isFalse();
    assertThat(walk.endings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/files/../chat",
    "GET, /v1/files/..%2Fmodels",
    "GET, /v1/files/.",
    "GET, /v1/files//content",
    "PUT, /v1/files",
    "GET, /weir/fancy",
  })
  void aLineThatIsNoneIsUnknown(String method, String path) {
    SimCaller caller = asked(method, path, "");

    assertThat(caller.status()).isEqualTo(404);
    assertThat(said(caller)).contains("route_unknown").doesNotContain("op:unlisted", "2Fmodels'");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/fancy, op:unlisted/POST/v1/fancy",
    "GET, /v1/ocr, op:unlisted/GET/v1/ocr",
    "GET, /v1/chat/completions, op:unlisted/GET/v1/chat/completions",
    "DELETE, /v1/agents/a-1.2:x, op:unlisted/DELETE/v1/agents/a-1.2:x",
    "GET, /v1/files/a/b, op:unlisted/GET/v1/files/a/b",
  })
  void aLineThatNothingTakesSaysHowToAllowIt(String method, String path, String model) {
    SimCaller caller = asked(method, path, "");

    assertThat(caller.status()).isEqualTo(404);
    assertThat(said(caller))
        .contains(
            "route_unknown",
            "give the model '" + model + "' of a provider a price of the meter 'request'");
    assertThat(walk.wasSent()).isFalse();
  }

  @Test
  void aLineThatNothingTakesPassesAtTheDeclaredPriceOfItself() {
    SimCaller caller = asked("POST", "/v1/ocr", "{\"model\":\"x\",\"n\":7}");
    walk.answer(200, "application/json", "{\"id\":\"o_1\",\"pages\":[]}".getBytes(UTF_8));

    assertThat(caller.status()).isEqualTo(200);
    assertThat(walk.attempt().line()).contains(new Attempt.Line("POST", "/v1/ocr"));
    Entry.Settled settled = walk.settled();
    assertThat(settled.charge().total()).isEqualTo(Money.usd(new BigDecimal("0.3")));
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(settled.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(walk.reserved().facts().route()).isEqualTo("unlisted");
    assertThat(walk.reserved().model()).isEqualTo("op:unlisted/POST/v1/ocr");
  }

  @Test
  void severalAnswersForThePriceOfOneAreRefused() {
    SimCaller caller = asked("POST", PICTURES, "{\"model\":\"picture-1\",\"n\":2}");

    assertThat(caller.status()).isEqualTo(400);
    assertThat(said(caller)).contains("'n' must be 1 where each request has a price, was 2");
  }

  @Test
  void anAnswerThatGoesOnInTheBackgroundIsDeferredAtItsBound() {
    asked("POST", "/v1/responses", BACKGROUND);
    walk.answer(
        200,
        "application/json",
        "{\"id\":\"resp_1\",\"status\":\"queued\",\"output\":[],\"usage\":null}".getBytes(UTF_8));

    Entry.Settled settled = walk.settled();
    assertThat(settled.ending()).isEqualTo(Ending.DEFERRED);
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(settled.usage().output()).isEqualTo(200);
    assertThat(settled.responseId()).isEqualTo("resp_1");
  }

  @Test
  void aBackgroundAnswerIsChargedItsBoundThoughItsCallerLeftBeforeIt() {
    walk.enforce(spending("1000"));
    SimCaller caller = asked("POST", "/v1/responses", BACKGROUND);
    caller.leave();
    walk.answer(200, "application/json", response("queued", "null").getBytes(UTF_8));

    Entry.Settled settled = walk.settled();
    assertThat(settled.ending()).isEqualTo(Ending.DEFERRED);
    assertThat(settled.usage().output()).isEqualTo(200);
  }

  /// A call whose answer goes on as `resp_1`.
  private void begun() {
    asked("POST", "/v1/responses", BACKGROUND);
    walk.answer(200, "application/json", response("queued", "null").getBytes(UTF_8));
  }

  private static String response(String status, String usage) {
    return "{\"id\":\"resp_1\",\"model\":\"large-2\",\"status\":\"%s\",\"error\":null,\"output\":[],\"usage\":%s}"
        .formatted(status, usage);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/responses/resp_1",
    "POST, /v1/responses/resp_1/cancel",
    "DELETE, /v1/responses/resp_1",
    "GET, /v1/responses/resp_1/input_items",
  })
  void anAnswerThatGoesOnIsItsKeysOwnAtNoPrice(String method, String path) {
    walk.enforce(spending("1000"));
    begun();

    SimCaller caller = asked(method, path, "");
    walk.answer(200, "application/json", "{\"id\":\"resp_1\"}".getBytes(UTF_8));

    assertThat(caller.status()).isEqualTo(200);
    assertThat(walk.attempt().line()).contains(new Attempt.Line(method, path));
    Entry.Settled settled = (Entry.Settled) walk.endings.getLast();
    assertThat(settled.charge().total()).isEqualTo(Money.ZERO);
    assertThat(settled.charge().unpriced()).isEmpty();
    assertThat(walk.late).isEmpty();
  }

  @Test
  void whatItUsedIsToldToTheCallThatBeganItWhenItIsOver() {
    begun();
    Entry.Settled first = walk.settled();

    asked("GET", "/v1/responses/resp_1", "");
    walk.answer(200, "application/json", response("in_progress", "null").getBytes(UTF_8));
    assertThat(walk.late).isEmpty();
    asked("GET", "/v1/responses/resp_1", "");
    byte[] done = response("completed", USED).getBytes(UTF_8);
    walk.answer(200, "application/json", done);

    assertThat(walk.late).hasSize(1);
    Deferred.Told told = walk.late.getFirst();
    assertThat(told.attempt()).isEqualTo(first.id());
    assertThat(told.served())
        .containsExactly(new Served(Usage.of(7, 3, Provenance.REPORTED), "large-2", "", false));
  }

  @Test
  void whatItUsedIsToldInAStreamToo() {
    begun();

    SimCaller caller = asked("GET", "/v1/responses/resp_1", "");
    String stream =
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":%s}\n\n"
            .formatted(response("completed", USED));
    walk.answer(200, "text/event-stream", stream.getBytes(UTF_8));

    assertThat(said(caller)).isEqualTo(stream);
    assertThat(walk.late).hasSize(1);
  }

  @Test
  void theFailureOfAnAnswerIsNoneOfTheCallThatAsksForIt() {
    begun();

    SimCaller caller = asked("GET", "/v1/responses/resp_1", "");
    byte[] failed =
        response("failed", "null")
            .replace("\"error\":null", "\"error\":{\"code\":\"server_error\",\"message\":\"oh\"}")
            .getBytes(UTF_8);
    walk.answer(200, "application/json", failed);

    assertThat(caller.received()).isEqualTo(failed);
    assertThat(((Entry.Settled) walk.endings.getLast()).ending()).isEqualTo(Ending.COMPLETE);
    assertThat(walk.late).isEmpty();
  }

  @Test
  void anAnswerOfAnotherKeyNeedsAPriceAsEveryOther() {
    begun();
    walk.anotherKey();

    SimCaller caller = asked("GET", "/v1/responses/resp_1", "");

    assertThat(caller.status()).isEqualTo(403);
    assertThat(said(caller)).contains("route_unmetered", "'op:openai.stored_responses'");
  }

  @Test
  void aDeclaredPriceAllowsWhatIsBilledOtherwiseAndIsMarkedAsAnEstimate() {
    walk.enforce(spending("0.5"));

    SimCaller caller = asked("POST", "/v1/realtime/client_secrets", "{\"session\":{}}");
    walk.answer(200, "application/json", "{\"value\":\"ek\"}".getBytes(UTF_8));
    SimCaller second = asked("POST", "/v1/realtime/client_secrets", "{\"session\":{}}");

    assertThat(caller.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(402);
    Entry.Settled settled = walk.settled();
    assertThat(settled.charge().total()).isEqualTo(Money.usd(new BigDecimal("0.3")));
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(settled.ending()).isEqualTo(Ending.COMPLETE);
  }

  /// A batch that goes on as `b_1`.
  private SimCaller batch(String path) {
    SimCaller caller = asked("POST", path, "{\"input_file_id\":\"f\"}");
    walk.answer(
        200, "application/json", "{\"id\":\"b_1\",\"status\":\"validating\"}".getBytes(UTF_8));
    return caller;
  }

  private void watched(String path, String type, String answer) {
    SimCaller caller = asked("GET", path, "");
    walk.answer(200, type, answer.getBytes(UTF_8));
    assertThat(said(caller)).isEqualTo(answer);
  }

  private static String batch(String status, int input, int output) {
    return """
    {"id": "b_1", "object": "batch", "model": "large-2", "status": "%s", "errors": null,
     "usage": {"input_tokens": %d, "input_tokens_details": {"cached_tokens": 2},
      "output_tokens": %d, "output_tokens_details": {"reasoning_tokens": 1},
      "total_tokens": %d}}
    """
        .formatted(status, input, output, input + output);
  }

  @Test
  void aBatchIsDeferredAtItsDeclaredPrice() {
    walk.enforce(spending("1"));

    assertThat(batch("/v1/batches").status()).isEqualTo(200);

    Entry.Settled settled = walk.settled();
    assertThat(settled.ending()).isEqualTo(Ending.DEFERRED);
    assertThat(settled.charge().total()).isEqualTo(Money.usd(new BigDecimal("0.5")));
    assertThat(settled.charge().unpriced()).isEmpty();
    assertThat(settled.usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(settled.responseId()).isEqualTo("b_1");
  }

  @Test
  void aBatchTellsWhatItUsedWhenItIsOver() {
    batch("/v1/batches");

    watched("/v1/batches/b_1", "application/json", batch("in_progress", 0, 0));
    watched("/v1/batches/b_1", "application/json", batch("finalizing", 7, 3));
    watched("/v1/batches/b_1", "application/json", batch("completed", 0, 0).replace("2}", "0}"));
    watched("/v1/batches/b_1", "application/json", batch("completed", 7, 3).replace("b_1", "b_2"));
    assertThat(walk.late).isEmpty();
    watched("/v1/batches/b_1", "application/json", batch("completed", 7, 3));

    assertThat(walk.late).hasSize(1);
    Deferred.Told told = walk.late.getFirst();
    assertThat(told.attempt()).isEqualTo(walk.settled().id());
    assertThat(told.served())
        .containsExactly(
            new Served(
                new Usage(7, 2, 0, 0, 3, 1, Map.of(), Provenance.REPORTED),
                "large-2",
                "batch",
                true));
  }

  @Test
  void aBatchWithoutAPriceForWatchingIsItsKeysAlone() {
    batch("/v1/batches");
    walk.anotherKey();

    SimCaller other = asked("GET", "/v1/batches/b_1", "");

    assertThat(other.status()).isEqualTo(403);
    assertThat(said(other)).contains("route_unmetered", "'op:openai.watched_batches'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-jsonl", "application/binary"})
  void theResultsOfABatchTellWhatEachOfItsAnswersUsed(String type) {
    batch("/v1/messages/batches");

    watched("/v1/messages/batches/b_1", "application/json", "{\"id\":\"b_1\"}");
    watched("/v1/messages/batches/b_1/results", type, result("a", 7, 3) + "{\"custom_id\"");
    assertThat(walk.late).isEmpty();
    watched(
        "/v1/messages/batches/b_1/results",
        type,
        result("a", 7, 3)
            + "{\"custom_id\":\"x\",\"result\":{\"type\":\"errored\",\"error\":{\"type\":\"e\"}}}\n"
            + result("b", 11, 5));

    assertThat(walk.late).hasSize(1);
    assertThat(walk.late.getFirst().attempt()).isEqualTo(walk.settled().id());
    assertThat(walk.late.getFirst().served())
        .containsExactly(
            new Served(Usage.of(7, 3, Provenance.REPORTED), "mid", "batch", false),
            new Served(Usage.of(11, 5, Provenance.REPORTED), "mid", "batch", false));
  }

  private static String result(String name, int input, int output) {
    return "{\"custom_id\":\"%s\",\"result\":{\"type\":\"succeeded\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"model\":\"mid\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}}}}%n"
        .formatted(name, input, output);
  }

  @Test
  void anErrorIsNotCharged() {
    SimCaller caller = asked("POST", PICTURES, PICTURE);
    walk.answer(400, "application/json", "{\"error\":{\"message\":\"no\"}}".getBytes(UTF_8));

    assertThat(caller.status()).isEqualTo(400);
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Released.class);
  }
}
