package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.money.Total;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.OutputFloors;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every exit of a call ends its reservation once and answers its caller.
class PassageTest {
  private static final byte[] ASK = Wires.request(false, false, "large", 50, "hello");
  private static final byte[] ASK_STREAM = Wires.request(true, false, "large", 50, "hello");
  private static final String USAGE = Wires.openAiUsage(7, 9, 16);
  private static final byte[] WHOLE = Wires.openAiWhole("large", "hi", USAGE).getBytes(UTF_8);
  private static final byte[] STREAM =
      Wires.openAiStream("large", new String[] {"a", "b"}, USAGE).getBytes(UTF_8);
  private static final String JSON = "application/json";

  private final Walk walk = new Walk();

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(walk.ledger.open()).isZero();
    assertThat(walk.keepingTheWay).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity, gzip", "x", ""})
  void anEncodedBodyIsRefusedUnread(String coding) {
    SimCaller caller = walk.call(true, ASK, "content-encoding", coding);
    walk.drain();

    assertThat(caller.status()).isEqualTo(415);
    assertThat(new String(caller.received(), UTF_8)).contains("encoding_unsupported");
    assertThat(walk.wasSent()).isFalse();
  }

  @Test
  void aBodyThatIsSaidToBePlainIsTaken() {
    walk.call(true, ASK, "content-encoding", " Identity ");
    walk.drain();
    walk.answer(200, JSON, WHOLE);

    assertThat(walk.wasSent()).isTrue();
  }

  @Test
  void aWholeAnswerSaysWhatItCost() {
    SimCaller caller = walk.sent(true, ASK);
    walk.answer(200, "application/json; charset=utf-8", WHOLE);

    assertThat(caller.received()).isEqualTo(WHOLE);
    assertThat(caller.answerHeaders().get("x-weir-cost-usd")).contains("0.00034");
    assertThat(walk.settled().usage().output()).isEqualTo(9);
  }

  @Test
  void aStreamThatIsAnsweredWholeIsPassedOnWhole() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.answer(200, JSON, WHOLE);

    assertThat(caller.received()).isEqualTo(WHOLE);
    assertThat(walk.settled().usage().provenance()).isEqualTo(Provenance.REPORTED);
  }

  @Test
  void theTypeOfAStreamIsReadWithoutCase() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "Text/Event-Stream;charset=UTF-8"));
    walk.provider().chunk(STREAM);

    assertThat(caller.received()).isNotEmpty();
    walk.provider().end();
    assertThat(walk.settled().ending()).isEqualTo(Ending.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 400, 404, 429, 500, 529})
  void anErrorIsPassedOnAndNotBilled(int status) {
    byte[] body = "{\"error\":{}}".getBytes(UTF_8);
    SimCaller caller = walk.sent(true, ASK);
    walk.answer(status, JSON, body);

    assertThat(caller.status()).isEqualTo(status);
    assertThat(caller.received()).isEqualTo(body);
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Released.class);
  }

  @Test
  void aRejectedCredentialIsNotTheCallersFault() {
    SimCaller caller = walk.sent(true, ASK);
    walk.answer(401, JSON, "{\"secret\":1}".getBytes(UTF_8));

    assertThat(caller.status()).isEqualTo(502);
    assertThat(new String(caller.received(), UTF_8)).doesNotContain("secret");
  }

  @Test
  void anErrorThatBreaksOffIsNotBilledEither() {
    SimCaller caller = walk.sent(true, ASK);
    walk.provider().head(500, Headers.of("content-type", JSON));
    walk.provider().failed(new Failure(Failure.Kind.CUT, "cut"));

    assertThat(caller.status()).isEqualTo(502);
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Released.class);
  }

  @Test
  void aWholeAnswerThatBreaksOffIsChargedItsBound() {
    walk.sent(true, ASK);
    walk.provider().head(200, Headers.of("content-type", JSON));
    walk.provider().chunk(new byte[] {'{', '"'});
    walk.provider().failed(new Failure(Failure.Kind.CUT, "cut"));

    assertThat(walk.settled().usage().output()).isEqualTo(50);
    assertThat(walk.settled().usage().provenance()).isEqualTo(Provenance.ESTIMATED);
  }

  @Test
  void whatAModelMayHaveReasonedUnseenIsChargedToItsBound() {
    byte[] cut = Wires.openAiStream("o4-mini", new String[] {"a"}, "").getBytes(UTF_8);
    walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    walk.provider().chunk(cut);
    walk.provider().failed(new Failure(Failure.Kind.CUT, "cut"));

    assertThat(walk.settled().usage().output()).isEqualTo(50);
    assertThat(walk.settled().usage().provenance()).isEqualTo(Provenance.ESTIMATED);
  }

  @Test
  void aWholeAnswerOfSuchAModelWithoutUsageIsChargedItsBoundToo() {
    walk.sent(true, ASK);
    walk.answer(200, JSON, Wires.openAiWhole("gpt-5-mini", "hi", "").getBytes(UTF_8));

    assertThat(walk.settled().usage().output()).isEqualTo(50);
    assertThat(walk.settled().usage().provenance()).isEqualTo(Provenance.ESTIMATED);
  }

  @Test
  void aStoppedStreamOfSuchAModelIsChargedItsBoundAndOfAnotherWhatWasSeen() {
    EdgeLimits stops =
        new EdgeLimits(false, Duration.ofSeconds(1), 0, Duration.ofSeconds(60), 100_000);
    for (String model : List.of("o4-mini", "gpt-4o")) {
      Walk stopping = new Walk(stops);
      SimCaller caller = stopping.sent(true, ASK_STREAM);
      stopping.provider().head(200, Headers.of("content-type", "text/event-stream"));
      stopping
          .provider()
          .chunk(Wires.openAiStream(model, new String[] {"a", "b"}, "").getBytes(UTF_8));
      caller.leave();

      assertThat(stopping.settled().ending()).isEqualTo(Ending.CALLER_LEFT);
      boolean reasons = model.equals("o4-mini");
      assertThat(stopping.settled().usage().output()).as(model).isEqualTo(reasons ? 50 : 1);
    }
  }

  @Test
  void anAnswerToAThinkingBudgetWithoutUsageIsChargedItsBound() {
    String body =
        new String(Wires.request(false, false, "large", 50, "hello"), UTF_8)
            .replace("{\"model\"", "{\"thinking\":{\"type\":\"adaptive\"},\"model\"");
    for (boolean thinks : new boolean[] {true, false}) {
      Walk asked = new Walk();
      byte[] sent = thinks ? body.getBytes(UTF_8) : ASK;
      asked.sent(false, sent);
      asked.answer(200, JSON, Wires.anthropicWhole("claude-x", "hi", "").getBytes(UTF_8));

      assertThat(asked.settled().usage().output()).isEqualTo(thinks ? 50 : 1);
    }
  }

  @Test
  void anAnswerShortenedByALadderIsBoundedByWhatWasSent() {
    Budget budget =
        Budget.of("b", Scope.EVERY_CALL, Window.parse("day UTC"), Total.of(4_000_000_000L))
            .with(Budget.Terms.USUAL.withLadder(new Budget.Rung.Shorten(new Share(0), 20)));
    walk.enforce(
        RuleBook.of(
            List.of(budget),
            List.of(),
            List.of(),
            new OutputFloors(10, new TreeMap<>()),
            RuleBook.Unpriced.REFUSE));
    walk.sent(true, ASK);
    walk.provider().failed(new Failure(Failure.Kind.RESET, "reset"));

    assertThat(new String(walk.attempt().body(), UTF_8)).contains("\"max_tokens\":20");
    assertThat(walk.settled().usage().output()).isEqualTo(20);
  }

  @Test
  void anAbsurdUsageIsNotBelieved() {
    walk.sent(true, ASK);
    String absurd = Wires.openAiUsage(1, 900_000_000_000L, 900_000_000_001L);
    walk.answer(200, JSON, Wires.openAiWhole("large", "hi", absurd).getBytes(UTF_8));

    assertThat(walk.settled().usage().output()).isEqualTo(50);
    assertThat(walk.settled().charge().unpriced()).isNotEmpty();
  }

  @Test
  void aCallerThatLeftBeforeTheReservationIsDurableCostsNothing() {
    SimCaller caller = walk.call(true, ASK);
    caller.leave();
    walk.drain();

    assertThat(walk.wasSent()).isFalse();
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Released.class);
  }

  @Test
  void aFailedJournalEndsTheCall() {
    SimCaller caller = walk.call(true, ASK);
    walk.disk.breakAfter(10);
    walk.drain();

    assertThat(caller.status()).isEqualTo(503);
    assertThat(walk.wasSent()).isFalse();
  }

  @Test
  void aDefectBeforeSendingReleases() {
    walk.sendingFails = new IllegalStateException("a planted defect");
    SimCaller caller = walk.sent(true, ASK);

    assertThat(caller.status()).isEqualTo(500);
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Released.class);
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void aDefectWhileAnsweringChargesTheReservationOnce() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    walk.provider().head(200, Headers.of("content-type", "text/event-stream")); // no HTTP does this
    walk.provider().chunk(STREAM);
    walk.provider().end();

    assertThat(caller.aborted()).isTrue();
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Expired.class);
    assertThat(walk.bugs).isNotEmpty();
  }

  @Test
  void aDefectWhileSettlingChargesTheReservationAndGivesTheAnswer() {
    SimCaller caller = walk.sent(true, ASK);
    walk.settlingFails = new IllegalStateException("a planted defect");
    walk.answer(200, JSON, WHOLE);

    assertThat(caller.received()).isEqualTo(WHOLE);
    assertThat(caller.complete()).isTrue();
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Expired.class);
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void aDefectWhileCountingChargesTheReservation() {
    walk.sent(true, ASK);
    walk.settlingFails = new IllegalStateException("a planted defect");
    walk.answer(200, JSON, Wires.openAiWhole("large", "hi", "").getBytes(UTF_8));

    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Expired.class);
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void aDefectOfTheMeterAtAStreamsEndChargesTheReservation() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    walk.provider().chunk(STREAM);
    walk.meteringFails = new IllegalStateException("a planted defect");
    walk.provider().end();

    assertThat(caller.received()).isNotEmpty();
    assertThat(caller.kept()).isFalse();
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Expired.class);
    assertThat(walk.underWay.count()).isZero();
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void whoHearsOfAnEndingHasNoSayInIt() {
    SimCaller caller = walk.sent(true, ASK);
    walk.hearingFails = new LinkageError("a planted defect");
    walk.answer(200, JSON, WHOLE);

    assertThat(caller.answerHeaders().get("x-weir-cost-usd")).contains("0.00034");
    assertThat(caller.complete()).isTrue();
    assertThat(walk.endings).hasSize(1);
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void whatCannotBeCountedInTimeIsChargedItsBound() {
    walk.sent(true, ASK);
    walk.counting =
        _ -> {
          throw new RejectedExecutionException("too many wait");
        };
    walk.answer(200, JSON, Wires.openAiWhole("large", "hi", "").getBytes(UTF_8));

    assertThat(walk.settled().usage().output()).isEqualTo(50);
    assertThat(walk.settled().usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(walk.bugs).isEmpty();
  }

  @Test
  void whatCannotBeGivenToTheCounterIsChargedItsBoundAndLetsGoOfAll() {
    SimCaller caller = walk.sent(true, ASK);
    byte[] silent = Wires.openAiWhole("large", "hi", "").getBytes(UTF_8);
    walk.counting =
        _ -> {
          throw new OutOfMemoryError("a planted defect: no thread");
        };
    walk.answer(200, JSON, silent);

    assertThat(walk.settled().usage().output()).isEqualTo(50);
    assertThat(caller.kept()).isFalse();
    assertThat(caller.received()).isEqualTo(silent);
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void aSlowReaderSlowsTheProviderDown() {
    walk.sent(true, Wires.request(true, true, "large", 50, "hello"));
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    walk.provider().chunk(("data: {\"x\":\"" + "y".repeat(3_000) + "\"}\n\n").getBytes(UTF_8));
    assertThat(walk.steering).containsExactly("pause");
    walk.later();

    assertThat(walk.steering).startsWith("pause", "resume");
  }

  @Test
  void aStreamWithoutACallerIsDrainedForItsUsage() {
    SimCaller caller = walk.sent(false, Wires.request(true, false, "large", 50, "hello"));
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    caller.leave();
    byte[] stream = Wires.anthropicStream("large", new String[] {"a"}, 5, 6).getBytes(UTF_8);
    walk.provider().chunk(stream);
    walk.provider().end();

    assertThat(walk.settled().ending()).isEqualTo(Ending.DRAINED);
    assertThat(walk.settled().usage().output()).isEqualTo(6);
  }

  @Test
  void drainingHasALimit() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    caller.leave();
    walk.provider().chunk("data: {}\n\n".repeat(100).getBytes(UTF_8));

    assertThat(walk.steering).containsExactly("cancel");
    assertThat(walk.settled().ending()).isEqualTo(Ending.CALLER_LEFT);
  }

  @Test
  void anAnswerThatFindsNoRoomIsCutAndCharged() {
    SimCaller caller = walk.call(true, ASK);
    caller.roomFor(WHOLE.length - 1);
    walk.drain();
    walk.answer(200, JSON, WHOLE);

    assertThat(caller.status()).isEqualTo(503);
    assertThat(new String(caller.received(), UTF_8)).contains("\"code\":\"overloaded\"");
    assertThat(walk.steering).containsExactly("cancel");
    assertThat(walk.settled().ending()).isEqualTo(Ending.CUT);
  }

  @Test
  void theBodyOfACallerThatLeftIsKeptUntilTheCallIsSettled() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    caller.leave();
    assertThat(caller.kept()).isTrue();
    walk.provider().chunk(STREAM);
    walk.provider().end();

    assertThat(caller.kept()).isFalse();
  }

  @Test
  void theWayOfACallIsKeptFromItsAcceptanceToItsEnd() {
    SimCaller caller = walk.call(true, ASK_STREAM);
    assertThat(walk.keepingTheWay).as("before it is sent").isOne();
    walk.drain();
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    caller.leave();
    assertThat(walk.keepingTheWay).as("while it is drained").isOne();
    walk.provider().chunk(STREAM);
    walk.provider().end();

    assertThat(walk.keepingTheWay).isZero();
  }

  @Test
  void aCallWhoseWayWasGivenUpAsItCameGoesTheNewOne() {
    walk.wayGivenUp = true;
    SimCaller caller = walk.sent(true, ASK);
    walk.answer(200, JSON, WHOLE);

    assertThat(walk.wayGivenUp).isFalse();
    assertThat(caller.received()).isEqualTo(WHOLE);
    assertThat(walk.endings).hasSize(1);
  }

  @Test
  void aRefusedCallKeepsNoWay() {
    walk.call(true, "{}".getBytes(UTF_8));

    assertThat(walk.keepingTheWay).isZero();
  }

  @Test
  void aBodyIsCountedAgainWhereASpliceCopiesIt() {
    SimCaller stream = walk.sent(true, ASK_STREAM);
    walk.answer(200, "text/event-stream", STREAM);
    SimCaller asIs = walk.sent(true, ASK);
    walk.answer(200, JSON, WHOLE);

    assertThat(stream.copies()).isOne();
    assertThat(asIs.copies()).isZero();
  }

  @Test
  void aSplicedBodyThatFindsNoRoomIsNotSentAndCostsNothing() {
    SimCaller caller = walk.call(true, ASK_STREAM);
    caller.noRoomForCopies();
    walk.drain();

    assertThat(caller.status()).isEqualTo(503);
    assertThat(new String(caller.received(), UTF_8)).contains("\"code\":\"overloaded\"");
    assertThat(caller.answerHeaders().get("retry-after")).contains("1");
    assertThat(walk.wasSent()).isFalse();
    assertThat(walk.endings)
        .singleElement()
        .isInstanceOfSatisfying(
            Entry.Released.class, end -> assertThat(end.ending()).isEqualTo(Ending.NOT_SENT));
  }

  @Test
  void anAnswerWithoutAnEndIsCutAtItsTime() {
    Walk impatient =
        new Walk(new EdgeLimits(true, Duration.ofSeconds(1), 9, Duration.ofSeconds(2), 100));
    SimCaller caller = impatient.sent(true, ASK);
    impatient.later();

    assertThat(caller.status()).isEqualTo(504);
    assertThat(impatient.settled().ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(impatient.steering).containsExactly("cancel");
  }
}
