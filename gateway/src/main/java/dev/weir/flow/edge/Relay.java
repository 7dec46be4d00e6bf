package dev.weir.flow.edge;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.meter.Meter;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.meter.MeterReading;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.upstream.HeaderRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One answer on its way back: each chunk goes to the caller, then to the meter; the end of the
/// answer, whatever it is, ends the reservation. A stream is passed on as it comes; any other
/// answer is held until it is whole, so that its cost can stand in its header. Owned by the call's
/// event loop.
final class Relay implements AnswerSink {
  private final Rooms rooms;
  private final Caller caller;
  private final Refusals refusals;
  private final Sent sent;
  private final Meter meter;
  private final AnswerEdit edit;
  private final WholeAnswer whole = new WholeAnswer();

  /// Lets go of what the call keeps: its ways, and its body, which is needed until it is settled,
  /// caller or not.
  private Runnable kept;

  private @Nullable Sending sending;
  private Runnable deadline = () -> {};
  private Headers headers = Headers.EMPTY;
  private int status;
  private boolean streaming;

  /// The body has an encoding that cannot be read: it passes as it is, and nothing is metered.
  private boolean sealed;

  private boolean gone;
  private boolean ended;

  /// The settlement has it, which loses no reservation.
  private boolean settling;

  /// The caller has a head, or a whole answer.
  private boolean answered;

  private boolean paused;
  private long drained;

  /// What was sent.
  ///
  /// @param body as it was sent, splices applied
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  record Sent(
      Reserved reserved,
      Provider provider,
      PriceBook prices,
      Ask ask,
      Estimate estimate,
      List<Splice> splices,
      byte[] body) {}

  /// @param ways keeps open where the call has gone, until it is settled
  Relay(Rooms rooms, Caller caller, Refusals refusals, Sent sent, Runnable ways) {
    this.rooms = rooms;
    this.caller = caller;
    this.refusals = refusals;
    this.sent = sent;
    this.kept = ways;
    this.edit = AnswerEdit.undoing(sent.splices, MeterLimits.USUAL.eventBytesMax());
    Metering metering = sent.provider.family().metering(sent.ask.wire());
    this.meter = new Meter(metering, true, MeterLimits.USUAL, rooms.nanos().nanos());
  }

  /// @param under what has just been sent with this sink
  void start(Sending under) {
    sending = under;
    if (ended) { // the engine may fail a request while it is given it
      return;
    }
    Runnable ways = kept;
    Runnable body = caller.keep();
    kept =
        () -> {
          body.run();
          ways.run();
        };
    guarded(() -> {
      deadline = caller.schedule(rooms.limits().answerTime(), () -> guarded(this::overdue));
      caller.onGone(() -> guarded(this::callerGone));
      caller.onWritable(() -> guarded(this::writable));
      rooms.underWay().begins(this, caller);
    });
  }

  /// The grace of a gateway that ends is over: so is this answer. Any thread.
  void shutDown() {
    caller.loop().execute(() -> guarded(this::endWithGateway));
  }

  private void endWithGateway() {
    if (!ended) {
      sending().cancel();
      finish(Ending.TIMED_OUT, UnderWay.refusal());
    }
  }

  /// A defect in here must neither lose the reservation nor leave the caller waiting.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error defect) {
      rooms.signals().bug(defect);
      broken();
    }
  }

  private void broken() {
    if (!ended) {
      ended = true;
      rooms.underWay().ends(this);
      deadline.run();
      sending().cancel();
    }
    if (!settling) {
      settling = true;
      rooms.settlement().expire(sent.reserved);
      kept.run();
    }
    if (answered) {
      caller.abort();
    } else {
      refuse(Refusal.of(Refusal.Kind.INTERNAL, "the answer could not be passed on"));
    }
  }

  private void refuse(Refusal refusal) {
    answered = true;
    refusals.answer(refusal);
  }

  @Override
  public void head(int answeredStatus, Headers answeredHeaders) {
    guarded(() -> begin(answeredStatus, answeredHeaders));
  }

  @Override
  public void chunk(byte[] bytes) {
    guarded(() -> pass(bytes));
  }

  @Override
  public void end() {
    guarded(this::conclude);
  }

  @Override
  public void failed(Failure failure) {
    guarded(() -> fail(failure));
  }

  private void begin(int answeredStatus, Headers answeredHeaders) {
    status = answeredStatus;
    headers = answeredHeaders;
    String contentType = answeredHeaders.get("content-type").orElse("");
    Framing framing = isError() ? Framing.NONE : Framing.of(contentType);
    streaming = framing != Framing.NONE;
    sealed = answeredHeaders.get("content-encoding").filter(Relay::isPacked).isPresent();
    meter.head(framing, rooms.nanos().nanos());
    if (streaming) {
      answered = true;
      caller.head(answeredStatus, outward());
    }
  }

  private static boolean isPacked(String encoding) {
    return !encoding.strip().equalsIgnoreCase("identity");
  }

  private void pass(byte[] bytes) {
    if (ended) {
      return;
    }
    if (!streaming) {
      hold(bytes);
      return;
    }
    if (!gone) {
      forward(sealed ? bytes : edit.chunk(bytes));
    }
    listen(bytes);
    drained += gone ? bytes.length : 0;
    if (drained > rooms.limits().drainBytes()) {
      stop();
    }
  }

  private void listen(byte[] bytes) {
    if (!sealed) {
      meter.chunk(bytes, rooms.nanos().nanos());
    }
  }

  private void forward(byte[] bytes) {
    if (bytes.length > 0 && !caller.write(bytes) && !paused) {
      paused = true;
      sending().pause();
    }
  }

  private void writable() {
    if (paused) {
      paused = false;
      sending().resume();
    }
  }

  private void hold(byte[] bytes) {
    if (whole.size() + bytes.length > rooms.limits().answerBytes()) {
      sending().cancel();
      finish(
          Ending.CUT,
          Refusal.of(
              Refusal.Kind.UPSTREAM_FAILED,
              "the answer of provider %s is longer than %d bytes"
                  .formatted(sent.provider.name(), rooms.limits().answerBytes())));
      return;
    }
    if (!caller.hold(bytes.length)) {
      sending().cancel();
      finish(
          Ending.CUT,
          Refusal.of(
              Refusal.Kind.OVERLOADED,
              "the answers under way leave no room for that of provider %s"
                  .formatted(sent.provider.name())));
      return;
    }
    whole.add(bytes);
  }

  private void conclude() {
    if (ended) {
      return;
    }
    if (streaming) {
      endStream();
    } else if (isError()) {
      endError();
    } else {
      endWhole();
    }
  }

  private void endStream() {
    if (!gone) {
      forward(edit.end());
      caller.end();
    }
    MeterReading reading = close();
    settle(gone ? Ending.DRAINED : endingOf(reading), reading);
  }

  private Ending endingOf(MeterReading reading) {
    if (sealed) {
      return Ending.COMPLETE;
    }
    if (!reading.error().isEmpty() && !reading.complete()) {
      return Ending.PROVIDER_ERROR;
    }
    return reading.complete() ? Ending.COMPLETE : Ending.CUT;
  }

  private void endWhole() {
    byte[] body = whole.bytes();
    listen(body);
    Optional<Settled> settled = settle(gone ? Ending.DRAINED : Ending.COMPLETE, close());
    Headers outward = outward();
    if (settled.isPresent()) {
      outward = outward.plus(WeirHeaders.COST, settled.get().charge().total().toString());
    }
    Optional<String> left = Remaining.of(rooms.ledger(), sent.reserved);
    if (left.isPresent()) {
      outward = outward.plus(WeirHeaders.BUDGET_REMAINING, left.get());
    }
    answered = true;
    caller.end(status, outward, body);
  }

  /// An error status is not billed. A provider that rejects Weir's own credential is Weir's
  /// failure, not the caller's.
  private void endError() {
    release(Ending.PROVIDER_ERROR, "provider answered " + status);
    if (status == 401) {
      refuse(
          Refusal.of(
              Refusal.Kind.UPSTREAM_FAILED,
              "provider %s does not accept Weir's credential".formatted(sent.provider.name())));
    } else {
      answered = true;
      caller.end(status, outward(), whole.bytes());
    }
  }

  private boolean isError() {
    return status >= 300;
  }

  private void release(Ending ending, String reason) {
    Timing timing = Settlement.timing(close());
    settling = true;
    rooms.settlement().release(sent.reserved, status, ending, reason, timing);
    kept.run();
  }

  private void fail(Failure failure) {
    if (ended) {
      return;
    }
    String what = "provider %s: %s".formatted(sent.provider.name(), failure.detail());
    switch (failure.progress()) {
      case NOT_SENT -> {
        release(Ending.NOT_SENT, failure.detail());
        refuse(Refusal.of(Refusal.Kind.UPSTREAM_UNREACHABLE, what));
      }
      case UNKNOWN, ANSWERED -> {
        boolean late =
            failure.kind() == Failure.Kind.NO_ANSWER || failure.kind() == Failure.Kind.TIMED_OUT;
        finish(
            late ? Ending.TIMED_OUT : Ending.CUT,
            Refusal.of(late ? Refusal.Kind.UPSTREAM_TIMEOUT : Refusal.Kind.UPSTREAM_FAILED, what));
      }
    }
  }

  private void overdue() {
    if (ended) {
      return;
    }
    sending().cancel();
    finish(
        Ending.TIMED_OUT,
        Refusal.of(
            Refusal.Kind.UPSTREAM_TIMEOUT,
            "the answer of provider %s took longer than %s"
                .formatted(sent.provider.name(), rooms.limits().answerTime())));
  }

  private void callerGone() {
    if (ended) {
      return;
    }
    gone = true;
    writable();
    if (rooms.limits().drain()) {
      deadline.run();
      deadline = caller.schedule(rooms.limits().drainTime(), () -> guarded(this::stop));
    } else {
      stop();
    }
  }

  /// Gives up an answer nobody reads.
  private void stop() {
    if (!ended) {
      sending().cancel();
      giveUp(Ending.CALLER_LEFT, "the caller left");
    }
  }

  /// Ends a torn attempt: what was seen of the answer is charged, and the caller is told.
  private void finish(Ending ending, Refusal refusal) {
    giveUp(ending, refusal.message());
    if (gone) {
      return;
    }
    if (streaming) {
      forward(edit.end());
      refusals.tear(refusal, true);
    } else {
      refuse(refusal);
    }
  }

  /// Charges what was seen of an answer that is no error.
  private void giveUp(Ending ending, String reason) {
    if (isError()) {
      release(ending, reason);
      return;
    }
    if (!streaming && whole.size() > 0) {
      listen(whole.bytes());
    }
    settle(ending, close());
  }

  private Optional<Settled> settle(Ending ending, MeterReading reading) {
    settling = true;
    return rooms
        .settlement()
        .settle(
            new Settlement.Attempted(
                sent.reserved,
                sent.provider,
                sent.prices,
                sent.ask,
                sent.estimate,
                sent.body,
                status,
                ending,
                reading,
                meter.text()),
            kept);
  }

  /// Marks the answer as over, before anything else can end it again.
  private MeterReading close() {
    ended = true;
    rooms.underWay().ends(this);
    deadline.run();
    return meter.end(rooms.nanos().nanos());
  }

  private Headers outward() {
    return HeaderRules.inbound(headers)
        .with(
            Headers.of(
                WeirHeaders.CALL_ID,
                sent.reserved.call().toString(),
                WeirHeaders.MODEL,
                sent.reserved.model(),
                WeirHeaders.PROVIDER,
                sent.provider.name(),
                WeirHeaders.CACHE,
                "none"));
  }

  private Sending sending() {
    if (sending == null) {
      throw new IllegalStateException("edge: the answer came before its request was sent");
    }
    return sending;
  }
}
