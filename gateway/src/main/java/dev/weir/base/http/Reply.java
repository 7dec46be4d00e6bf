package dev.weir.base.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/// The answering half of an [Exchange], confined to its loop.
///
/// Bytes written within one turn of the loop leave in one write: the engine itself flushes per
/// write, which costs a system call per frame when an upstream read brings many of them.
final class Reply {
  /// More than this waits for no end of turn.
  private static final int PENDING_BYTES_MAX = 32 * 1024;

  private static final long UNDECLARED = -1;

  private final Loop loop;
  private final HttpServerResponse response;
  private final ServerConnection connection;
  private final boolean headOnly;
  private byte @Nullable [] first;
  private @Nullable Bytes more;
  private boolean flushAtEndOfTurn;
  private boolean headGiven;
  private volatile boolean full;
  private boolean ended;
  private volatile boolean gone;
  private long declared = UNDECLARED;
  private long written;
  private Runnable onWritable = () -> {};
  private @Nullable Runnable onGone;

  Reply(Loop loop, HttpServerRequest request, ServerConnection connection) {
    this.loop = loop;
    this.response = request.response();
    this.headOnly = request.method().equals(HttpMethod.HEAD);
    this.connection = connection;
    response.closeHandler(_ -> gone());
    response.exceptionHandler(_ -> gone());
    response.drainHandler(_ -> drained());
  }

  void head(int status, Headers headers) {
    if (gone) {
      return;
    }
    if (headGiven) {
      throw new IllegalStateException("an answer has one head; second status " + status);
    }
    headGiven = true;
    boolean bodiless = status == 204 || status == 304;
    response.setStatusCode(status);
    headers.forEach((name, value) -> field(name, value, bodiless));
    response.setChunked(declared == UNDECLARED && !bodiless);
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

  /// The connection cannot be used for another request.
  void closeAfterwards() {
    response.headers().set("connection", "close");
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
    full = response.writeQueueFull();
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
      var _ = response.write(Bytes.wrap(bytes));
      full = full || response.writeQueueFull();
    } else if (!response.headWritten()) {
      var _ = response.writeHead();
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
    if (declared != UNDECLARED && written != declared && !headOnly) {
      abort();
      return;
    }
    byte[] last = pending();
    ended = true;
    onGone = null;
    connection.progressed();
    var _ = last.length > 0 ? response.end(Bytes.wrap(last)) : response.end();
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
      flush();
    }
    ended = true;
    gone = true;
    onGone = null;
    connection.close();
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

  boolean isEnded() {
    return ended;
  }

  /// Whether bytes wait for the client to read them.
  boolean isFull() {
    return full;
  }

  private void drained() {
    if (full && !gone) {
      full = false;
      connection.progressed();
      onWritable.run();
    }
  }

  private void gone() {
    if (gone) {
      return;
    }
    gone = true;
    Runnable told = onGone;
    onGone = null;
    if (told != null && !ended) {
      told.run();
    }
  }
}
