package dev.weir.simulator;

import dev.weir.simulator.book.Book;
import dev.weir.simulator.book.Ended;
import dev.weir.simulator.book.Row;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Fault;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Plan;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Collections;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends one answer: waits at the barrier and for the first frame, writes at the pace, bends to the
/// faults, and ends the row.
///
/// Owned by the event loop of its connection. The row ends before the last bytes are written, so
/// that whoever has read an answer finds it in the book.
final class Delivery {
  private static final int BATCH_BYTES = 16 * 1024;
  private static final long REFUSED_STREAM = 7;

  private final Stage stage;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Row row;
  private final Plan plan;
  private final Reply reply;
  private final RandomGenerator random;
  private final @Nullable Splitter splitter;
  private Barriers.@Nullable Waiting waiting;
  private Iterator<Step> steps;
  private long dueNanos;
  private int frames;
  private long produced;
  private boolean ended;
  private boolean lastQueued;
  private boolean breaks;

  /// What all deliveries of a process share.
  ///
  /// @param continues whether a stream is produced and billed to its end after its client left
  record Stage(
      Vertx vertx, Book book, Barriers barriers, LongSupplier nanoClock, boolean continues) {}

  /// The head and the bytes of an answer, faults apart.
  ///
  /// @param bill of the whole answer; null when it is not known
  /// @param countable whether the tokens of each frame are known, so that a part of a stream can be
  ///   billed
  /// @param steps null for an unstreamed answer
  record Reply(
      int status,
      @Nullable Usage bill,
      boolean countable,
      @Nullable Buffer body,
      @Nullable Iterator<Step> steps) {}

  Delivery(Stage stage, HttpServerRequest request, Row row, Plan plan, Reply reply) {
    this.stage = stage;
    this.request = request;
    this.response = request.response();
    this.row = row;
    this.plan = plan;
    this.reply = reply;
    random = new SplittableRandom(plan.seed());
    splitter = plan.splits() ? new Splitter(random) : null;
    steps = reply.steps() == null ? Collections.emptyIterator() : reply.steps();
  }

  void begin(Context context) {
    response.closeHandler(_ -> clientLeft());
    response.exceptionHandler(_ -> clientLeft());
    waiting = new Barriers.Waiting(context, this::proceedToHead);
    if (stage.barriers().pass(plan.hold(), waiting)) {
      proceedToHead();
    }
  }

  private void proceedToHead() {
    waiting = null;
    if (ended || plan.has(new Fault.HangBeforeHead())) {
      return;
    }
    long wait = plan.latency().firstWait(random);
    dueNanos = stage.nanoClock().getAsLong() + wait;
    after(wait, this::send);
  }

  private void send() {
    if (ended) {
      return;
    }
    if (plan.has(new Fault.GoAway())) {
      goAway();
      return;
    }
    if (plan.has(new Fault.Reset())) {
      end(Ended.CUT, reply.steps() == null ? reply.bill() : soFar());
      response.reset();
      return;
    }
    response.setStatusCode(reply.status());
    long slow = slowNanos();
    if (slow > 0) {
      response.setChunked(true);
      response.writeHead();
      dueNanos += slow;
    }
    after(slow, this::sendBody);
  }

  // The streams above the last one named were not looked at; this is one of them. A shutdown, which
  // is advised instead, cannot name another stream than the last.
  @SuppressWarnings("deprecation")
  private void goAway() {
    ended = true;
    stage.book().end(row, 0, Ended.REFUSED, Usage.NONE, 0);
    request.connection().goAway(0, (int) Math.max(0, request.streamId() - 2));
    response.reset(REFUSED_STREAM);
  }

  /// How long the answer stays silent after its head.
  private long slowNanos() {
    for (Fault fault : plan.faults()) {
      if (fault instanceof Fault.SlowStart slow) {
        return slow.millis() * 1_000_000L;
      }
    }
    return 0;
  }

  private void sendBody() {
    if (ended) {
      return;
    }
    if (reply.steps() == null) {
      sendWhole(reply.body() == null ? Buffer.buffer() : reply.body());
      return;
    }
    if (!response.headWritten()) {
      response.setChunked(true);
    }
    pump();
  }

  private void sendWhole(Buffer body) {
    for (Fault fault : plan.faults()) {
      if (fault instanceof Fault.Cut cut) {
        announce(body);
        end(Ended.CUT, reply.bill());
        breakOff(body.getBuffer(0, Math.min(cut.frames(), Math.max(0, body.length() - 1))));
        return;
      }
    }
    frames = 1;
    end(endOfWhole(), isOnlyError() ? Usage.NONE : reply.bill());
    if (splitter == null) {
      response.end(body);
      return;
    }
    announce(body);
    splitter.add(body);
    splitter.finish();
    lastQueued = true;
    writePieces();
  }

  private void announce(Buffer body) {
    if (!response.headWritten()) {
      response.putHeader("content-length", Integer.toString(body.length()));
    }
  }

  private Ended endOfWhole() {
    if (reply.status() >= 400) {
      return Ended.REFUSED;
    }
    return isOnlyError() ? Ended.CUT : Ended.COMPLETE;
  }

  /// Whether a whole answer with a good status is nothing but an error: that is not billed.
  private boolean isOnlyError() {
    return plan.faults().stream().anyMatch(Fault.ErrorEvent.class::isInstance);
  }

  private void pump() {
    if (ended) {
      return;
    }
    if (response.writeQueueFull()) {
      response.drainHandler(_ -> pump());
      return;
    }
    long pause = dueNanos - stage.nanoClock().getAsLong();
    if (pause > 0) {
      after(pause, this::pump);
      return;
    }
    Buffer batch = Buffer.buffer();
    while (!lastQueued
        && batch.length() < BATCH_BYTES
        && dueNanos <= stage.nanoClock().getAsLong()) {
      if (!steps.hasNext()) {
        finish(Ended.COMPLETE, reply.bill());
      } else if (!take(steps.next(), batch)) {
        writeBatch(batch);
        return;
      }
      if (!steps.hasNext() && !lastQueued) {
        finish(Ended.COMPLETE, reply.bill());
      }
    }
    writeBatch(batch);
  }

  /// Adds a step to the batch; false when nothing may follow it.
  private boolean take(Step step, Buffer batch) {
    switch (step) {
      case Step.Frame frame -> {
        batch.appendBuffer(frame.bytes());
        frames++;
        produced += frame.tokens();
        dueNanos += plan.latency().nextWait(random);
        return true;
      }
      case Step.Failure failure -> {
        batch.appendBuffer(failure.bytes());
        finish(Ended.CUT, frames == 0 ? Usage.NONE : soFar());
      }
      case Step.Break _ -> {
        breaks = true;
        finish(Ended.CUT, soFar());
      }
      case Step.Silence _ -> steps = new Silence();
    }
    return false;
  }

  private void finish(Ended how, @Nullable Usage usage) {
    lastQueued = true;
    end(how, usage);
  }

  private void writeBatch(Buffer batch) {
    if (splitter != null) {
      splitter.add(batch);
      if (lastQueued || steps instanceof Silence) {
        splitter.finish();
      }
      writePieces();
    } else if (breaks) {
      breakOff(batch);
    } else if (lastQueued) {
      response.end(batch);
    } else {
      response.write(batch);
      proceed();
    }
  }

  private void proceed() {
    if (steps instanceof Silence) {
      return;
    }
    long pause = dueNanos - stage.nanoClock().getAsLong();
    if (pause > 0) {
      after(pause, this::pump);
    } else {
      // Another turn of the loop, so that thousands of fast streams share it fairly.
      stage.vertx().runOnContext(_ -> pump());
    }
  }

  // One piece per turn of the loop: each leaves in its own write.
  private void writePieces() {
    Buffer piece = splitter == null ? null : splitter.next();
    if (piece != null) {
      if (!response.closed()) {
        response.write(piece);
        stage.vertx().runOnContext(_ -> writePieces());
      }
    } else if (breaks) {
      breakOff(Buffer.buffer());
    } else if (lastQueued) {
      response.end();
    } else {
      proceed();
    }
  }

  private void breakOff(Buffer last) {
    response.write(last).onComplete(_ -> response.reset());
  }

  private void clientLeft() {
    if (ended) {
      return;
    }
    if (waiting != null) {
      stage.barriers().forget(waiting);
    }
    boolean whole = reply.steps() == null || stage.continues();
    end(Ended.CLIENT_LEFT, whole ? reply.bill() : soFar());
  }

  /// What has been produced up to here; hidden tokens come before the first frame.
  private @Nullable Usage soFar() {
    Usage bill = reply.bill();
    if (bill == null || !reply.countable()) {
      return null;
    }
    long hidden = frames == 0 ? 0 : plan.hiddenPerChoice() * plan.choices();
    return bill.producing(Math.min(hidden + produced, bill.output()));
  }

  private void end(Ended how, @Nullable Usage usage) {
    ended = true;
    stage.book().end(row, reply.status(), how, usage, frames);
  }

  private void after(long nanos, Runnable action) {
    if (nanos <= 0) {
      action.run();
      return;
    }
    stage.vertx().setTimer(Math.max(1, (nanos + 500_000) / 1_000_000), _ -> action.run());
  }

  /// A stream that will never say anything again.
  private static final class Silence implements Iterator<Step> {
    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Step next() {
      throw new IllegalStateException("a silent stream has no next step");
    }
  }
}
