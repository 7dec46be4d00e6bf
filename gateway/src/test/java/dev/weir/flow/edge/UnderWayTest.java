package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gateway that ends: new calls are refused, running ones finish or are told why they do not.
class UnderWayTest {
  private static final byte[] ASK = Wires.request(false, false, "large", 50, "hello");
  private static final byte[] ASK_STREAM = Wires.request(true, false, "large", 50, "hello");
  private static final String USAGE = Wires.openAiUsage(7, 9, 16);
  private static final byte[] STREAM =
      Wires.openAiStream("large", new String[] {"a", "b"}, USAGE).getBytes(UTF_8);

  private final Walk walk = new Walk();

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(walk.ledger.open()).isZero();
    assertThat(walk.underWay.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNewCallIsRefusedInItsDialectForAnotherGatewayToTake(boolean openAi) {
    walk.underWay.refuseNew();
    SimCaller caller = walk.sent(openAi, ASK);

    assertThat(caller.status()).isEqualTo(503);
    assertThat(caller.answerHeaders().get("connection")).contains("close");
    assertThat(caller.answerHeaders().get("retry-after")).contains("1");
    assertThat(caller.answerHeaders().get("x-should-retry")).contains("true");
    assertThat(new String(caller.received(), UTF_8))
        .contains("\"code\":\"shutting_down\"", openAi ? "server_error" : "overloaded_error");
    assertThat(walk.wasSent()).isFalse();
  }

  @Test
  void aStreamUnderWayFinishesWhileNewCallsAreRefused() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.underWay.refuseNew();
    assertThat(walk.underWay.count()).isEqualTo(1);
    walk.answer(200, "text/event-stream", STREAM);

    assertThat(caller.complete()).isTrue();
    assertThat(walk.settled().ending()).isEqualTo(Ending.COMPLETE);
    assertThat(walk.settled().usage().output()).isEqualTo(9);
  }

  @Test
  void anAnswerIsUnderWayUntilItsCallerHasReadItThoughItsCallHasEnded() {
    walk.sent(true, ASK_STREAM);
    assertThat(walk.underWay.answering()).isEqualTo(1);
    walk.answer(200, "text/event-stream", STREAM);

    assertThat(walk.underWay.count()).isZero();
    assertThat(walk.underWay.answering()).isEqualTo(1);
    walk.later();
    assertThat(walk.underWay.answering()).isZero();
  }

  @Test
  void nobodyWaitsForACallerThatLeft() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    caller.leave();

    assertThat(walk.underWay.answering()).isZero();
    assertThat(walk.underWay.count()).isEqualTo(1);
    walk.provider().end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamThatOutlastsTheGraceIsCancelledToldAndCounted(boolean openAi) {
    SimCaller caller = walk.sent(openAi, Wires.request(true, openAi, "large", 50, "hello"));
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    String whole =
        openAi
            ? Wires.openAiStream("large", new String[] {"a", "b"}, USAGE)
            : Wires.anthropicStream("large", new String[] {"a", "b"}, 5, 6);
    walk.provider().chunk(whole.substring(0, whole.length() * 2 / 3).getBytes(UTF_8));
    walk.underWay.refuseNew();
    walk.underWay.endAll();

    assertThat(walk.steering).contains("cancel");
    assertThat(caller.aborted()).isTrue();
    assertThat(new String(caller.received(), UTF_8))
        .contains("\"code\":\"shutting_down\"")
        .contains(openAi ? "data: {\"error\"" : "event: error\ndata: {\"type\":\"error\"");
    assertThat(walk.settled().ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(walk.settled().usage().provenance()).isNotEqualTo(Provenance.REPORTED);
    assertThat(walk.settled().charge().total().picos()).isPositive();
  }

  @Test
  void aWholeAnswerThatOutlastsTheGraceIsAnErrorAndChargedItsBound() {
    SimCaller caller = walk.sent(true, ASK);
    walk.underWay.endAll();

    assertThat(caller.status()).isEqualTo(503);
    assertThat(new String(caller.received(), UTF_8)).contains("\"code\":\"shutting_down\"");
    assertThat(walk.settled().usage().provenance()).isEqualTo(Provenance.ESTIMATED);
    assertThat(walk.settled().usage().output()).isEqualTo(50);
  }

  @Test
  void aCallThatStillWaitsForTheJournalIsNotSentAnyMore() {
    SimCaller caller = walk.call(true, ASK);
    walk.underWay.endAll();
    walk.drain();

    assertThat(walk.wasSent()).isFalse();
    assertThat(caller.status()).isEqualTo(503);
    assertThat(walk.endings).singleElement().isInstanceOf(Entry.Released.class);
  }

  @Test
  void aStreamNobodyReadsIsEndedToo() {
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.provider().head(200, Headers.of("content-type", "text/event-stream"));
    caller.leave();
    walk.underWay.endAll();

    assertThat(walk.steering).contains("cancel");
    assertThat(walk.settled().ending()).isEqualTo(Ending.TIMED_OUT);
  }
}
