package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.ledger.Admission;
import dev.weir.flow.ledger.Proposal;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What came of an attempt is told once, when its reservation has ended, and what failed has left
/// its caller free for another.
class RelayTest {
  private static final byte[] ASK = Wires.request(true, true, "large", 50, "hello");
  private static final String USAGE = Wires.openAiUsage(7, 9, 16);
  private static final byte[] WHOLE = Wires.openAiWhole("large", "hi", USAGE).getBytes(UTF_8);
  private static final byte[] STREAM =
      Wires.openAiStream("large", new String[] {"a", "b"}, USAGE).getBytes(UTF_8);
  private static final Headers JSON = Headers.of("content-type", "application/json");
  private static final Headers EVENTS = Headers.of("content-type", "text/event-stream");

  private final Walk walk =
      new Walk(new EdgeLimits(true, Duration.ofSeconds(5), 500, Duration.ofSeconds(60), 1_000));
  private final SimCaller caller = walk.caller(true, ASK);
  private final CallId call = CallId.create(Instant.EPOCH, new Random(3));
  private final Outgoing out = new Outgoing(caller, new Refusals(caller, Dialect.OPENAI, call));
  private final List<Outcome> told = new ArrayList<>();
  private final Relay relay = sent(1);

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(walk.ledger.open()).isZero();
    assertThat(caller.kept()).isFalse();
  }

  private Relay sent(int number) {
    Snapshot books = walk.rooms.books().get();
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(Wire.OPENAI_CHAT, ASK)).ask();
    Provider provider = walk.rooms.routes().providers().getFirst();
    VirtualKey key =
        ((Keyring.Answer.Known) books.keyring().find(new CallerHeaders(caller), Instant.EPOCH))
            .key();
    CallFacts facts =
        new CallFacts(
            new Principal(key.id(), key.fixed(), false),
            ask.wire().code(),
            ask.model(),
            ask.stream(),
            Purpose.PRIMARY.code(),
            Optional.empty(),
            ASK.length);
    Estimates estimates = new Estimates(books.prices(), provider, key, ask, Instant.EPOCH);
    Proposal proposal =
        new Proposal(
            call,
            number,
            facts,
            provider.name(),
            ask.model(),
            Course.first(ask.wire().code()),
            books.prices().version(),
            (book, at) -> estimates.question(facts, book, at));
    var admitted = (Admission.Admitted) walk.ledger.admit(proposal, Acknowledgement.NONE);
    walk.drain();
    Sent sent =
        new Sent(
            new Holding(walk.rooms.settlement(), admitted.reserved()),
            provider,
            books.prices(),
            new Carried(ask, ASK, "", Optional.empty()),
            estimates.at(ask.model()),
            List.of(),
            ASK,
            Patience.NONE);
    Relay fresh = new Relay(walk.rooms, caller, out, sent, this::hear);
    fresh.start(walk, () -> {});
    return fresh;
  }

  private void hear(Outcome outcome) {
    assertThat(walk.ledger.open()).as("reservations open when it is told").isZero();
    told.add(outcome);
  }

  @Test
  void aStreamThatWasPassedOnIsAnswered() {
    relay.head(200, EVENTS);
    relay.chunk(STREAM);
    assertThat(told).isEmpty();
    relay.end();

    assertThat(told).containsExactly(new Outcome.Answered(Ending.COMPLETE));
    assertThat(caller.received()).isEqualTo(STREAM);
  }

  @Test
  void aWholeAnswerThatWasPassedOnIsAnswered() {
    relay.head(200, JSON);
    relay.chunk(WHOLE);
    assertThat(out.visible()).isFalse();
    relay.end();

    assertThat(told).containsExactly(new Outcome.Answered(Ending.COMPLETE));
    assertThat(caller.received()).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, UNREACHABLE",
    "FORBIDDEN, UNREACHABLE",
    "STALE, UNREACHABLE",
    "UNRESOLVED, UNREACHABLE",
    "UNWRITABLE, UNREACHABLE",
    "TLS, UNREACHABLE",
    "CONNECT_TIMEOUT, UNREACHABLE",
    "POOL_FULL, UNREACHABLE",
    "UNSIGNED, CREDENTIAL",
    "RESET, RESET",
    "NO_ANSWER, SILENT_HEAD"
  })
  void whatFailsBeforeItsHeadIsToldByItsFault(Failure.Kind failure, Fault.Kind fault) {
    relay.failed(new Failure(failure, "planted"));

    assertThat(told)
        .containsExactly(
            new Outcome.Failed(new Fault(fault, "provider open: planted"), Optional.empty()));
    assertThat(caller.status()).isZero();
    assertThat(out.visible()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"CUT, CUT", "TIMED_OUT, SILENT"})
  void aWholeAnswerThatBreaksOffHasFailedAndAStreamIsTorn(Failure.Kind failure, Fault.Kind kind) {
    Fault fault = new Fault(kind, "provider open: planted");
    relay.head(200, JSON);
    relay.chunk(new byte[] {'{'});
    relay.failed(new Failure(failure, "planted"));
    assertThat(caller.status()).isZero();

    Relay second = sent(2);
    second.head(200, EVENTS);
    second.failed(new Failure(failure, "planted"));

    assertThat(told)
        .containsExactly(
            new Outcome.Failed(fault, Optional.empty()), new Outcome.Torn(fault, Optional.empty()));
    assertThat(caller.aborted()).as("before the call has told its caller").isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "304, CALLER",
    "400, CALLER",
    "402, CREDENTIAL",
    "403, CREDENTIAL",
    "429, LIMITED",
    "500, SERVER",
    "503, OVERLOADED",
    "529, OVERLOADED"
  })
  void anErrorIsKeptForTheCallerUntilNoOtherAttemptFollows(int status, Fault.Kind kind) {
    byte[] body = "{\"error\":{}}".getBytes(UTF_8);
    relay.head(status, JSON.plus("retry-after", "7"));
    relay.chunk(body);
    relay.end();

    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault().kind()).isEqualTo(kind);
              assertThat(failed.fault().retryAfter()).contains(Duration.ofSeconds(7));
              assertThat(failed.theirs())
                  .hasValueSatisfying(theirs -> {
                    assertThat(theirs.status()).isEqualTo(status);
                    assertThat(theirs.headers().get("retry-after")).contains("7");
                    assertThat(theirs.body()).isEqualTo(body);
                  });
            });
    assertThat(caller.status()).isZero();
  }

  @Test
  void anErrorThatIsWeirsOwnIsNotForTheCallerToRead() {
    relay.head(401, JSON);
    relay.chunk("{\"secret\":1}".getBytes(UTF_8));
    relay.end();

    assertThat(told)
        .containsExactly(
            new Outcome.Failed(
                new Fault(Fault.Kind.CREDENTIAL, "provider open does not accept Weir's credential"),
                Optional.empty()));
  }

  @Test
  void anAnswerThatTakesTooLongHasFailed() {
    walk.later();

    assertThat(told)
        .containsExactly(
            new Outcome.Failed(
                new Fault(Fault.Kind.LATE, "the answer of provider open took longer than PT1M"),
                Optional.empty()));
    assertThat(walk.steering).containsExactly("cancel");
  }

  @ParameterizedTest
  @CsvSource({"1000, NO_ROOM", "1001, TOO_LARGE"})
  void anAnswerThatCannotBeHeldHasFailed(int bytes, Fault.Kind kind) {
    caller.roomFor(999);
    relay.head(200, JSON);
    relay.chunk(new byte[bytes]);

    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.fault().kind()).isEqualTo(kind));
    assertThat(walk.steering).containsExactly("cancel");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsCutFromOutsideIsTornWhereItWasVisible(boolean visible) {
    Fault fault = new Fault(Fault.Kind.ENDING, "planted");
    if (visible) {
      relay.head(200, EVENTS);
    }
    relay.cut(fault);
    relay.cut(fault);

    assertThat(told)
        .containsExactly(
            visible
                ? new Outcome.Torn(fault, Optional.empty())
                : new Outcome.Failed(fault, Optional.empty()));
    assertThat(walk.steering).containsExactly("cancel");
  }

  @ParameterizedTest
  @CsvSource({"false, false, DRAINED", "true, false, CUT", "false, true, CALLER_LEFT"})
  void nobodyIsThereOnceTheCallerHasLeft(boolean breaks, boolean tooMuch, Ending ending) {
    relay.head(200, EVENTS);
    out.callerLeft();
    relay.callerGone();
    if (tooMuch) {
      relay.chunk(" ".repeat(501).getBytes(UTF_8));
    } else if (breaks) {
      relay.failed(new Failure(Failure.Kind.CUT, "planted"));
    } else {
      relay.end();
    }

    assertThat(told).containsExactly(new Outcome.Left(ending));
  }

  @Test
  void aDefectIsToldWhenTheReservationIsCharged() {
    walk.meteringFails = new IllegalStateException("a planted defect");
    relay.head(200, JSON);

    assertThat(told).containsExactly(new Outcome.Broken());
    assertThat(walk.steering).containsExactly("cancel");
    assertThat(walk.bugs).hasSize(1);
  }

  @Test
  void afterAFailureAnotherAttemptAnswersTheSameCaller() {
    relay.failed(new Failure(Failure.Kind.RESET, "planted"));
    Relay second = sent(2);
    second.head(200, JSON);
    second.chunk(WHOLE);
    second.end();

    assertThat(told).hasSize(2).last().isEqualTo(new Outcome.Answered(Ending.COMPLETE));
    assertThat(caller.received()).isEqualTo(WHOLE);
    assertThat(walk.endings).hasSize(2);
  }
}
