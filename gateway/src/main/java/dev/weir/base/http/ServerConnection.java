package dev.weir.base.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One accepted connection and the watch on its idleness, confined to its loop.
///
/// The engine's own idle timeout would also end connections that wait for a slow upstream; this
/// watch counts only time in which the next step is the client's. It needs no clock: a connection
/// is idle after three ticks of half the limit without progress.
final class ServerConnection {
  private static final int QUIET_TICKS_MAX = 3;

  private final Loop loop;
  private final HttpConnection connection;
  private final Duration tick;
  private Loop.Timer timer;
  private @Nullable Reply reply;
  private boolean reading;
  private int quietTicks;

  ServerConnection(Loop loop, HttpConnection connection, Duration idleTimeout) {
    this.loop = loop;
    this.connection = connection;
    this.tick = idleTimeout.dividedBy(2);
    this.timer = loop.schedule(tick, this::tick);
  }

  /// A request head has come.
  void begins(Reply next) {
    reply = next;
    reading = true;
    quietTicks = 0;
  }

  /// The request is complete; from here the receiver works.
  void received() {
    reading = false;
    quietTicks = 0;
  }

  void progressed() {
    quietTicks = 0;
  }

  /// Closes after what is written so far; if the client does not read that, idleness ends it.
  void close() {
    var _ = connection.close();
  }

  void closed() {
    timer.cancel();
  }

  private void tick() {
    quietTicks = receiverWorks() ? 0 : quietTicks + 1;
    if (quietTicks >= QUIET_TICKS_MAX) {
      Sockets.close(connection);
      return;
    }
    timer = loop.schedule(tick, this::tick);
  }

  private boolean receiverWorks() {
    return reply != null && !reading && !reply.isEnded() && !reply.isFull();
  }
}
