package dev.weir.base.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/// The answering half of an [Exchange], confined to its loop.
///
/// What the kernel does not take is counted here in bytes, and makes the answer full: the engine
/// counts writes, and lets 16 of any size wait beyond the socket's own 64 KiB.
///
/// Bytes written within one turn of the loop leave in one write: the engine itself flushes per
/// write, which costs a system call per frame when an upstream read brings many of them.
final class Reply {
  /// More than this waits for no end of turn.
  private static final int PENDING_BYTES_MAX = 32 * 1024;

  /// An answer is written in parts of this size; as much is a slow client's progress.
  private static final int PART_BYTES = 64 * 1024;

  /// With this much waiting for the kernel the answer is full, and with half of it no more. What an
  /// upstream had read by then, at most as much again, is still taken.
  private static final int WAITING_BYTES_MAX = 64 * 1024;

  private static final long UNDECLARED = -1;

  /// HTTP/2's error codes: nothing is wrong, and this stream is given up.
  private static final long NO_ERROR = 0;

  private static final long INTERNAL_ERROR = 2;

  private final Loop loop;
  private final HttpServerResponse response;
  private final ServerConnection connection;
  private final How how;
  private final Watch watch;
  private final Held held;
  private byte @Nullable [] first;
  private @Nullable Bytes more;
  private boolean flushAtEndOfTurn;
  private boolean headGiven;
  private volatile boolean full;
  private long waiting;
  private long taken;
  private boolean ended;
  private boolean closing;
  private @Nullable BodyReader body;
  private final long begunAt;
  private long progressAt;
  private volatile boolean gone;
  private boolean over;
  private long declared = UNDECLARED;
  private long written;
  private Runnable onWritable = () -> {};
  private Runnable onOver = () -> {};
  private @Nullable Runnable onGone;

  /// @param headOnly an answer to HEAD has no body
  /// @param multiplexed on HTTP/2 an answer is one stream of many: ending it by force must leave
  ///   the connection to the others
  record How(boolean headOnly, boolean multiplexed) {}

  Reply(Loop loop, HttpServerResponse response, How how, ServerConnection connection, Held held) {
    this.loop = loop;
    this.response = response;
    this.how = how;
    this.connection = connection;
    this.watch = connection.watch();
    this.held = held;
    this.begunAt = watch.now();
    this.progressAt = begunAt;
    response.closeHandler(_ -> gone());
    response.exceptionHandler(_ -> gone());
  }

  /// The request's body is still to come.
  void reads(BodyReader reader) {
    body = reader;
  }

  /// What is kept for this exchange.
  Held held() {
    return held;
  }

  boolean isReading() {
    return body != null;
  }

  /// The request is complete or given up; from here the receiver works.
  void received() {
    body = null;
    progressed();
  }

  void progressed() {
    progressAt = watch.now();
  }

  void breached(Breach breach) {
    if (body != null) {
      body.breach(breach);
    }
  }

  /// Ends what the client has left undone for too long.
  void check() {
    if (body != null) {
      if (watch.bodyPassed(begunAt) || watch.idlePassed(progressAt)) {
        breached(new Breach(Breach.Kind.BODY_LATE, "the body did not come within its time"));
      }
      return;
    }
    if ((ended || full) && watch.idlePassed(progressAt)) {
      drop();
    }
  }

  private void drop() {
    if (how.multiplexed()) {
      reset(INTERNAL_ERROR);
    } else {
      connection.drop();
    }
  }

  private void reset(long code) {
    var _ = response.reset(code);
    gone();
  }

  void head(int status, Headers headers) {
    if (gone) {
      return;
    }
    if (headGiven) {
      throw new IllegalStateException("an answer has one head; second status " + status);
    }
    headGiven = true;
    if (connection.isRetiring() && !how.multiplexed()) {
      closeAfterwards();
    }
    boolean bodiless = status == 204 || status == 304;
    response.setStatusCode(status);
    headers.forEach((name, value) -> field(name, value, bodiless));
    response.setChunked(declared == UNDECLARED && !bodiless && !how.multiplexed());
    flushLater();
  }

  private void field(String name, String value, boolean bodiless) {
    switch (name) {
      case "transfer-encoding", "keep-alive" -> {}
      case "connection" -> {
        if (value.equalsIgnoreCase("close")) {
          closeAfterwards();
        }
      }
      case "content-length" -> {
        if (!bodiless) {
          declared = Long.parseLong(value);
          response.headers().add(name, value);
        }
      }
      default -> response.headers().add(name, value);
    }
  }

  /// The connection cannot be used for another request; on HTTP/2, the stream's rest is not read.
  void closeAfterwards() {
    closing = true;
    if (!how.multiplexed()) {
      connection.finish();
      response.headers().set("connection", "close");
    }
  }

  boolean write(byte[] bytes) {
    if (gone) {
      return true;
    }
    if (!headGiven || ended) {
      throw new IllegalStateException(ended ? "written after the end" : "written before the head");
    }
    written += bytes.length;
    if (bytes.length == 0) {
      return !full;
    }
    hold(bytes);
    int held = more == null ? bytes.length : more.size();
    if (held > PENDING_BYTES_MAX) {
      flush();
    } else {
      flushLater();
    }
    return !full;
  }

  private void hold(byte[] bytes) {
    if (more != null) {
      more.add(bytes);
    } else if (first != null) {
      more = new Bytes(Math.max(1_024, 4 * (first.length + bytes.length)));
      more.add(first);
      more.add(bytes);
      first = null;
    } else {
      first = bytes;
    }
  }

  private void flushLater() {
    if (!flushAtEndOfTurn) {
      flushAtEndOfTurn = true;
      loop.afterTurn(() -> {
        flushAtEndOfTurn = false;
        flush();
      });
    }
  }

  private void flush() {
    if (gone || ended) {
      return;
    }
    byte[] bytes = pending();
    if (bytes.length > 0) {
      int last = writeParts(bytes);
      counted(bytes.length - last, response.write(Bytes.wrap(bytes, last)));
    } else if (!response.headWritten()) {
      var _ = response.writeHead();
    }
  }

  /// Writes all but the last part; says where that begins.
  private int writeParts(byte[] bytes) {
    int from = 0;
    for (; bytes.length - from > PART_BYTES; from += PART_BYTES) {
      counted(PART_BYTES, response.write(Bytes.wrap(bytes, from, PART_BYTES)));
    }
    return from;
  }

  /// Counts what was written until the kernel has it.
  private void counted(int bytes, Future<Void> written) {
    waiting += bytes;
    if (waiting > WAITING_BYTES_MAX && !full) {
      full = true;
      progressed(); // before, it was not the client that was slow
    }
    var _ = written.onSuccess(_ -> taken(bytes));
  }

  private void taken(int bytes) {
    waiting -= bytes;
    taken += bytes;
    if (taken >= PART_BYTES) {
      taken = 0;
      progressed();
    }
    if (full && waiting <= WAITING_BYTES_MAX / 2) {
      writable();
    }
  }

  private byte[] pending() {
    byte[] bytes = more != null ? more.take() : first != null ? first : Bytes.NONE;
    more = null;
    first = null;
    return bytes;
  }

  void end() {
    if (gone) {
      ended = true;
      return;
    }
    if (!headGiven || ended) {
      throw new IllegalStateException(ended ? "ended twice" : "ended before the head");
    }
    if (declared != UNDECLARED && written != declared && !how.headOnly()) {
      abort();
      return;
    }
    byte[] last = pending();
    ended = true;
    onGone = null;
    progressed();
    int from = writeParts(last);
    Future<Void> sent = last.length > 0 ? response.end(Bytes.wrap(last, from)) : response.end();
    sent.onComplete(_ -> sent());
  }

  private void sent() {
    over();
    if (!closing) {
      return;
    }
    if (how.multiplexed()) {
      var _ = response.reset(NO_ERROR);
    } else {
      connection.close();
    }
  }

  void end(int status, Headers headers, byte[] body) {
    head(status, headers.with("content-length", Integer.toString(body.length)));
    if (declared == UNDECLARED) {
      end();
      return;
    }
    write(body);
    end();
  }

  /// What was written so far is sent, the end is not.
  void abort() {
    if (ended) {
      return;
    }
    if (headGiven) {
      flush(); // what was said before, an error event perhaps, is still said
    }
    ended = true;
    onGone = null;
    if (how.multiplexed()) {
      reset(INTERNAL_ERROR);
    } else {
      gone();
      connection.close();
    }
  }

  /// Ends the answer when whoever should have given it cannot.
  void giveUp() {
    if (!headGiven) {
      end(500, Headers.EMPTY, Bytes.NONE);
      return;
    }
    abort();
  }

  void onWritable(Runnable task) {
    onWritable = task;
  }

  void onGone(Runnable task) {
    if (gone) {
      loop.execute(task);
      return;
    }
    onGone = task;
  }

  boolean isGone() {
    return gone;
  }

  /// Whether bytes wait for the client to read them.
  boolean isFull() {
    return full;
  }

  private void writable() {
    full = false;
    progressed();
    if (!gone) {
      onWritable.run();
    }
  }

  /// The answer is written, or nobody is there to read it.
  private void over() {
    connection.over(this);
    if (!over) {
      over = true;
      held.leave();
      onOver.run();
    }
  }

  void onOver(Runnable task) {
    if (over) {
      loop.execute(task);
      return;
    }
    onOver = task;
  }

  private void gone() {
    if (gone) {
      return;
    }
    gone = true;
    body = null;
    over();
    Runnable told = onGone;
    onGone = null;
    if (told != null && !ended) {
      told.run();
    }
  }
}
