package dev.weir.base.http;

import io.vertx.core.http.HttpClientRequest;

/// The connection of one conversation: on HTTP/1.1 its own for the time, on HTTP/2 shared with
/// others, which must notice nothing of what is done here. Confined to its loop.
sealed interface Lane permits OwnLane, SharedLane {
  static Lane of(HttpClientRequest request) {
    return Http2Upstream.isSpokenOn(request.connection())
        ? new SharedLane(request)
        : new OwnLane(request);
  }

  /// Whether the kernel knows that the upstream has closed the connection.
  default boolean isStale() {
    return Sockets.isClosedByPeer(request().connection());
  }

  HttpClientRequest request();

  /// Nothing was written, and nobody wants to any more.
  void giveBack();

  /// Nothing more is to be written by anybody.
  void avoid();

  /// Reads the answer, or leaves it to the upstream to keep.
  void read(boolean reading);

  /// Gives up an answer nobody wants.
  void drop();

  /// Gives up an answer that did not come in its time.
  void despair();

  /// Whether the upstream says, by what has ended the conversation before its head, that it has not
  /// looked at the request.
  boolean isUnread(Throwable cause);
}
