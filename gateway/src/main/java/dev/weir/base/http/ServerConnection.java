package dev.weir.base.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One accepted connection with its requests under way: one after the other on HTTP/1.1, many on
/// HTTP/2. Confined to its loop.
///
/// The engine's own idle timeout would also end connections that wait for a slow upstream; this
/// watch counts only time in which the next step is the client's.
final class ServerConnection {
  private static final long NONE = -1;

  private final HttpConnection connection;
  private final Watch watch;
  private final List<Reply> underWay = new ArrayList<>(1);
  private long quietSince;
  private long headSince = NONE;
  private boolean finished;
  private boolean lingered;
  private boolean retiring;

  ServerConnection(HttpConnection connection, Watch watch) {
    this.connection = connection;
    this.watch = watch;
    this.quietSince = watch.now();
  }

  Watch watch() {
    return watch;
  }

  /// Bytes of an HTTP/1.1 client were read, of which the request is not known yet.
  void bytesCame() {
    if (headSince == NONE && (underWay.isEmpty() || !underWay.getLast().isReading())) {
      headSince = watch.now();
    }
  }

  /// A request head is complete.
  void begins(Reply reply) {
    underWay.add(reply);
    headSince = NONE;
  }

  /// Nothing that comes from now on is read.
  void finish() {
    finished = true;
  }

  boolean isFinished() {
    return finished;
  }

  /// Takes what is under way to its end, and tells the client to go elsewhere for more: HTTP/2 with
  /// a GOAWAY now, HTTP/1.1 with the next answer.
  ///
  /// @param within an HTTP/2 connection closes when its streams have ended, or then
  void retire(Duration within) {
    if (!retiring) {
      retiring = true;
      if (connection.protocolVersion() == HttpVersion.HTTP_2) {
        var _ = connection.shutdown(within);
      }
    }
  }

  boolean isRetiring() {
    return retiring;
  }

  /// The bytes that should be the body under way are none.
  void malformed(Breach breach) {
    if (!underWay.isEmpty() && underWay.getLast().isReading()) {
      underWay.getLast().breached(breach);
    }
  }

  /// An answer is written, or nobody is there to read it.
  void over(Reply reply) {
    underWay.remove(reply);
    quietSince = watch.now();
    if (headSince != NONE) {
      headSince = watch.now(); // a pipelined head, which could not be read before
    }
  }

  /// Closes after what is written so far; if the client does not read that, idleness ends it.
  void close() {
    finished = true;
    var _ = connection.close();
  }

  /// Whether a close waits until the client has closed, too, for which it has as long as for a
  /// head; yes once, where something may still be unread.
  boolean lingers() {
    boolean first = finished && !lingered;
    if (first) {
      lingered = true;
      headSince = watch.now();
    }
    return first;
  }

  /// Closes at once.
  void drop() {
    Http1Guard.drop(Sockets.pipeline(connection));
  }

  /// The listener ends: no close waits for the client any more.
  void waitNoLonger() {
    boolean waiting = finished && lingered;
    lingered = true;
    if (waiting) {
      drop();
    }
  }

  /// Ends what the client has left undone for too long.
  void check() {
    if (underWay.isEmpty()) {
      boolean headLate = headSince != NONE && watch.headPassed(headSince);
      if (headLate || watch.idlePassed(quietSince)) {
        drop();
      }
      return;
    }
    List.copyOf(underWay).forEach(Reply::check);
  }
}
