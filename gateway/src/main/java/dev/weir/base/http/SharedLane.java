package dev.weir.base.http;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.StreamResetException;

/// A stream of a connection with HTTP/2.
record SharedLane(HttpClientRequest request) implements Lane {
  private static final long REFUSED_STREAM = 7; // RFC 9113, 7
  private static final long CANCEL = 8;

  /// A stream that was never opened cannot be given back to the engine, which would count it for
  /// ever: its connection is left to those who are on it.
  @Override
  public void giveBack() {
    avoid();
  }

  @Override
  public void avoid() {
    drop();
    Http2Upstream.retire(request.connection());
  }

  /// What is not read stays in the stream's window; the upstream may fill it and no more.
  @Override
  public void read(boolean reading) {
    HttpClientResponse response = request.response().result();
    if (response != null) {
      var _ = reading ? response.resume() : response.pause();
    }
  }

  @Override
  public void drop() {
    var _ = request.reset(CANCEL);
  }

  /// The upstream may be gone without a word: nobody else is to wait for it.
  @Override
  public void despair() {
    avoid();
  }

  @Override
  public boolean isUnread(Throwable cause) {
    if (cause instanceof StreamResetException reset) {
      return reset.getCode() == REFUSED_STREAM;
    }
    boolean opened = request.streamId() > 0;
    return !opened || Sockets.isBeyondLast(request.connection(), request.streamId());
  }
}
