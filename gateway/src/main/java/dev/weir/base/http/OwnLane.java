package dev.weir.base.http;

import io.vertx.core.http.HttpClientRequest;

/// A connection with HTTP/1.1: what ends the conversation early ends the connection.
record OwnLane(HttpClientRequest request) implements Lane {
  @Override
  public void giveBack() {
    var _ = request.reset();
  }

  @Override
  public void avoid() {
    Sockets.close(request.connection());
  }

  @Override
  public void read(boolean reading) {
    Sockets.read(request.connection(), reading);
  }

  @Override
  public void drop() {
    var _ = request.reset();
  }

  @Override
  public void despair() {
    drop();
  }

  /// HTTP/1.1 has no words for it.
  @Override
  public boolean isUnread(Throwable cause) {
    return false;
  }
}
