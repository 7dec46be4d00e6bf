package dev.weir.flow.edge;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.meter.MeterReading;
import dev.weir.flow.route.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One attempt's answer on its way back: each chunk goes to the caller, in the caller's wire, then
/// to what charges it, as it came; the end of the answer, whatever it is, ends the attempt's
/// reservation, and then its [Outcome] is told. A stream is passed on as it comes, or, where
/// another target is left, from its first token on; any other answer is held until it is whole, so
/// that its cost can stand in its header. Owned by the call's event loop.
final class Relay implements AnswerSink {
  private static final int UNAUTHORIZED = 401;

  private final Rooms rooms;
  private final Caller caller;
  private final Outgoing out;
  private final Sent sent;
  private final Consumer<Outcome> told;
  private final Charging charging;
  private final AnswerEdit edit;
  private final WholeAnswer whole;

  private @Nullable Sending sending;
  private Runnable deadline = () -> {};
  private Runnable slowStart = () -> {};
  private AnswerHead head = AnswerHead.NONE;

  /// The head as the caller gets it.
  private AnswerEdit.Head shown = new AnswerEdit.Head(0, "");

  private Headers outward = Headers.EMPTY;

  /// The answer has come to its end, or was given up: nothing can end it again.
  private boolean over;

  private boolean paused;
  private long drained;

  /// Bytes of a stream.
  private long received;

  /// @param told of what came of the attempt
  Relay(Rooms rooms, Caller caller, Outgoing out, Sent sent, Consumer<Outcome> told) {
    this.rooms = rooms;
    this.caller = caller;
    this.out = out;
    this.sent = sent;
    this.told = told;
    this.edit = sent.edit();
    this.whole = new WholeAnswer(caller, rooms.limits().answerBytes(), sent.provider().name());
    this.charging = new Charging(sent, rooms.nanos(), rooms.settlement().deferred());
  }

  /// @param under what has just been sent with this sink
  /// @param begun run unless the answer is over by now
  void start(Sending under, Runnable begun) {
    sending = under;
    if (over) { // the engine may fail a request while it is given it
      return;
    }
    // The body is needed until the attempt is settled, caller or not.
    sent.holding().keep(caller.keep());
    guarded(() -> {
      deadline = caller.schedule(rooms.limits().answerTime(), this::overdue);
      Duration firstToken = sent.patience().firstToken();
      if (firstToken.isPositive() && sent.ask().stream()) {
        slowStart = caller.schedule(firstToken, this::startOverdue);
      }
      begun.run();
    });
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
    if (!over) {
      over = true;
      deadline.run();
      slowStart.run();
      sending().cancel();
    }
    sent.holding().expire();
    told.accept(new Outcome.Broken());
  }

  @Override
  public void connected(boolean fresh) {
    charging.connected(fresh);
  }

  @Override
  public void head(int status, Headers headers) {
    guarded(() -> begin(AnswerHead.of(status, headers)));
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

  /// Ends the attempt for a reason that is none of its answer's.
  void cut(Fault fault) {
    guarded(() -> {
      if (!over) {
        stop(fault);
      }
    });
  }

  /// From now on nobody reads the answer.
  void callerGone() {
    guarded(this::drain);
  }

  /// The caller takes more again.
  void writable() {
    guarded(this::resume);
  }

  private void begin(AnswerHead answered) {
    head = answered;
    charging.head(head);
    rooms.settlement().heard(sent, head);
    if (sent.carried().isTranslated() && head.sealed()) {
      stop(Faults.sealed(sent.provider()));
      return;
    }
    shown = edit.head(head.forEdit());
    outward = head.outward(sent, shown);
    if (isBroken() || !head.streams()) {
      return;
    }
    if (sent.patience().holds() && !head.sealed() && !out.gone()) {
      out.hold(shown.status(), outward);
    } else {
      out.head(shown.status(), outward);
    }
  }

  /// Ends the attempt if its answer cannot be carried on.
  private boolean isBroken() {
    Optional<AnswerEdit.Broken> broken = out.gone() ? Optional.empty() : edit.broken();
    broken.ifPresent(this::breakDown);
    return broken.isPresent();
  }

  private void breakDown(AnswerEdit.Broken broken) {
    sending().cancel();
    MeterReading reading = close();
    boolean nothing = head.streams() ? received == 0 : whole.size() == 0;
    Fault fault = Faults.within(broken, charging.error(), nothing, sent.provider());
    if (broken.fault().isEmpty() && charging.isUnbilled(reading)) {
      charging.release(Ending.PROVIDER_ERROR, fault.detail(), reading);
    } else {
      charging.settle(Faults.ending(fault.kind()), reading);
    }
    boolean theirs = broken.fault().isEmpty() && fault.kind() != Fault.Kind.CREDENTIAL;
    Optional<AnswerEdit.Broken> said = theirs ? Optional.of(broken) : Optional.empty();
    out.forget();
    told.accept(
        out.visible()
            ? new Outcome.Torn(fault, said)
            : new Outcome.Failed(fault, said.map(this::answer)));
  }

  private Outcome.ErrorAnswer answer(AnswerEdit.Broken broken) {
    Headers headers = head.outward(sent, broken.head());
    return new Outcome.ErrorAnswer(broken.head().status(), headers, broken.body());
  }

  private void pass(byte[] bytes) {
    if (over) {
      return;
    }
    if (!head.streams()) {
      whole.add(bytes).ifPresent(this::stop);
      return;
    }
    received += bytes.length;
    if (!out.gone()) {
      forward(head.sealed() ? bytes : edit.chunk(bytes));
    }
    charging.listen(bytes);
    if (isBroken()) {
      return;
    }
    if (sent.carried().isTranslated() && received > rooms.limits().answerBytes()) {
      stop(WholeAnswer.tooLarge(sent.provider().name(), rooms.limits().answerBytes()));
      return;
    }
    if (out.holds()) {
      show();
    }
    drained += out.gone() ? bytes.length : 0;
    if (drained > rooms.limits().drainBytes()) {
      leave();
    }
  }

  /// A stream is worth being seen from its first token on; one that reports an error before that is
  /// none.
  private void show() {
    if (charging.started()) {
      slowDown(out.release());
    } else if (!charging.error().isEmpty()) {
      sending().cancel();
      forward(edit.end());
      failed(close(), Optional.ofNullable(out.forget()));
    }
  }

  private void failed(MeterReading reading, Optional<Outcome.ErrorAnswer> theirs) {
    if (charging.isUnbilled(reading)) {
      unbilled(reading, theirs);
      return;
    }
    Fault fault = Faults.within(charging.error(), sent.provider());
    charging.settle(Ending.PROVIDER_ERROR, reading);
    tell(Ending.PROVIDER_ERROR, new Outcome.Failed(fault, theirs));
  }

  /// Ends an answer that had a good status and said that it is an error.
  ///
  /// @param theirs as the caller would get it
  private void unbilled(MeterReading reading, Optional<Outcome.ErrorAnswer> theirs) {
    Fault fault = Faults.within(charging.error(), sent.provider());
    charging.release(Ending.PROVIDER_ERROR, fault.detail(), reading);
    boolean ours = fault.kind() == Fault.Kind.CREDENTIAL;
    tell(Ending.PROVIDER_ERROR, new Outcome.Failed(fault, ours ? Optional.empty() : theirs));
  }

  private void forward(byte[] bytes) {
    slowDown(out.write(bytes));
  }

  private void slowDown(boolean taken) {
    if (!taken && !paused) {
      paused = true;
      sending().pause();
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      sending().resume();
    }
  }

  private void conclude() {
    if (over) {
      return;
    }
    if (head.streams()) {
      endStream();
    } else if (head.isError()) {
      endError();
    } else {
      endWhole();
    }
  }

  private void endStream() {
    if (!out.gone()) {
      forward(edit.end());
    }
    if (isBroken()) {
      return;
    }
    MeterReading reading = close();
    Ending ending = out.gone() ? Ending.DRAINED : charging.ending(reading);
    if (ending == Ending.CUT && reading.usage().isEmpty()) {
      unended(reading);
      return;
    }
    boolean saysCost = reading.complete() && !out.gone() && out.wantsCost();
    if (!saysCost) {
      out.end(); // the caller does not wait for the settlement
    }
    if (ending == Ending.PROVIDER_ERROR && charging.isUnbilled(reading)) {
      charging.release(ending, "provider reported an error", reading);
    } else {
      Optional<Settled> settled = charging.settle(ending, reading);
      if (saysCost) {
        Optional<String> left = Remaining.of(rooms.ledger(), sent.reserved());
        forward(CostComment.of(sent.reserved().call(), settled, left));
      }
    }
    if (saysCost) {
      out.end();
    }
    tell(ending, new Outcome.Answered(ending));
  }

  /// Ends a stream that came to an end without its ending: to a caller who sees some of it that is
  /// torn, however well the connection was closed.
  private void unended(MeterReading reading) {
    Fault fault =
        reading.frames() == 0 ? Faults.empty(sent.provider()) : Faults.brokenOff(sent.provider());
    charging.settle(Ending.CUT, reading);
    out.forget();
    told.accept(
        out.visible()
            ? new Outcome.Torn(fault, Optional.empty())
            : new Outcome.Failed(fault, Optional.empty()));
  }

  private void endWhole() {
    byte[] body = whole.bytes();
    charging.listen(body);
    byte[] edited = out.gone() ? body : edit.whole(body);
    if (isBroken()) {
      return;
    }
    MeterReading reading = close();
    var answer = new Outcome.ErrorAnswer(shown.status(), outward, edited);
    if (!out.gone() && charging.isUnbilled(reading)) {
      unbilled(reading, Optional.of(answer));
      return;
    }
    Optional<Fault> none = noAnswer(reading);
    if (none.isPresent()) {
      Ending ending = Faults.ending(none.get().kind());
      charging.settle(ending, reading);
      tell(ending, new Outcome.Failed(none.get(), Optional.of(answer)));
      return;
    }
    Ending ending = out.gone() ? Ending.DRAINED : Ending.COMPLETE;
    Optional<Settled> settled = charging.settle(ending, reading);
    out.end(shown.status(), withCost(settled), edited);
    tell(ending, new Outcome.Answered(ending));
  }

  private Headers withCost(Optional<Settled> settled) {
    Headers headers = outward;
    if (settled.isPresent()) {
      headers = headers.plus(WeirHeaders.COST, settled.get().charge().total().toString());
    }
    Optional<String> left = Remaining.of(rooms.ledger(), sent.reserved());
    return left.isPresent() ? headers.plus(WeirHeaders.BUDGET_REMAINING, left.get()) : headers;
  }

  /// Why another target is asked after a whole answer with a good status.
  private Optional<Fault> noAnswer(MeterReading reading) {
    boolean known = head.sealed() || reading.usage().isPresent();
    return known || !sent.patience().another() ? Optional.empty() : whole.noAnswer(head.isJson());
  }

  private void endError() {
    byte[] body = whole.bytes();
    Fault fault = Faults.answered(head, body, sent.provider());
    Ending ending = Faults.ending(fault.kind());
    release(ending, "provider answered " + head.status());
    Optional<Outcome.ErrorAnswer> theirs =
        head.status() == UNAUTHORIZED
            ? Optional.empty()
            : Optional.of(
                new Outcome.ErrorAnswer(shown.status(), outward, edit.error(head.status(), body)));
    tell(ending, new Outcome.Failed(fault, theirs));
  }

  private void fail(Failure failure) {
    if (over) {
      return;
    }
    Fault fault = Faults.of(failure, sent.provider());
    switch (failure.progress()) {
      case NOT_SENT -> {
        release(Ending.NOT_SENT, failure.detail());
        tell(Ending.NOT_SENT, new Outcome.Failed(fault, Optional.empty()));
      }
      case UNKNOWN, ANSWERED -> finish(fault);
    }
  }

  private void overdue() {
    cut(Faults.late(sent.provider(), rooms.limits().answerTime()));
  }

  private void startOverdue() {
    if (!charging.started() && !out.visible() && !out.gone()) {
      cut(Faults.slowStart(sent.provider(), sent.patience().firstToken()));
    }
  }

  private void drain() {
    if (over) {
      return;
    }
    resume();
    if (rooms.limits().drain()) {
      deadline.run();
      deadline = caller.schedule(rooms.limits().drainTime(), () -> guarded(this::leave));
    } else {
      leave();
    }
  }

  /// Gives up an answer nobody reads.
  private void leave() {
    if (!over) {
      sending().cancel();
      giveUp(Ending.CALLER_LEFT, "the caller left");
      told.accept(new Outcome.Left(Ending.CALLER_LEFT));
    }
  }

  private void stop(Fault fault) {
    sending().cancel();
    finish(fault);
  }

  /// Ends a broken attempt: what was seen of the answer is charged.
  private void finish(Fault fault) {
    Ending ending = Faults.ending(fault.kind());
    giveUp(ending, fault.detail());
    if (out.visible() && !out.gone()) {
      forward(edit.torn());
      told.accept(new Outcome.Torn(fault, Optional.empty()));
    } else {
      out.forget();
      tell(ending, new Outcome.Failed(fault, Optional.empty()));
    }
  }

  private void tell(Ending ending, Outcome outcome) {
    told.accept(out.gone() ? new Outcome.Left(ending) : outcome);
  }

  /// Charges what was seen of an answer that is no error.
  private void giveUp(Ending ending, String reason) {
    if (head.isError()) {
      release(ending, reason);
      return;
    }
    if (!head.streams() && whole.size() > 0) {
      charging.listen(whole.bytes());
    }
    charging.settle(ending, close());
  }

  private void release(Ending ending, String reason) {
    charging.release(ending, reason, close());
  }

  /// Marks the answer as over, before anything else can end it again.
  private MeterReading close() {
    over = true;
    deadline.run();
    slowStart.run();
    return charging.close();
  }

  /// How long the caller of an answer that has ended waited: for its first token, or for all of one
  /// that is no stream.
  Duration took() {
    return charging.took();
  }

  private Sending sending() {
    if (sending == null) {
      throw new IllegalStateException("edge: the answer came before its request was sent");
    }
    return sending;
  }
}
