package dev.weir.base.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;

/// HTTP/2 towards upstreams that agree to it in the handshake: many answers on one connection.
///
/// How much of an answer may be on its way is bounded by its stream's window. The connection's own
/// is as large as those of all its streams, so that one nobody reads holds up no other.
final class Http2Upstream {
  /// Requests at once on one connection, if the upstream allows as many.
  static final int STREAMS = 100;

  static final int STREAM_WINDOW_BYTES = 65_535;

  /// Longer than any answer takes.
  private static final Duration RETIRED_MAX = Duration.ofHours(1);

  private Http2Upstream() {}

  static void offer(HttpClientOptions options, ClientLimits limits) {
    options
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setHttp2MultiplexingLimit(STREAMS)
        .setHttp2KeepAliveTimeout((int) limits.keepAlive().toSeconds())
        .setInitialSettings(
            new Http2Settings()
                .setPushEnabled(false)
                .setInitialWindowSize(STREAM_WINDOW_BYTES)
                .setMaxHeaderListSize(limits.headerBytesMax()));
  }

  /// A connection is open. The engine ends it at its age only while it is idle, which one that is
  /// shared may never be; and one that the upstream sends away it only forgets.
  static void opened(HttpConnection connection, Loop loop, Duration life) {
    if (isSpokenOn(connection)) {
      connection.setWindowSize(STREAMS * STREAM_WINDOW_BYTES);
      Loop.Timer age = loop.schedule(life, () -> retire(connection));
      connection.closeHandler(_ -> age.cancel());
      connection.goAwayHandler(away -> {
        letGo(away);
        loop.afterTurn(() -> retire(connection));
      });
    }
  }

  /// The engine copies what an upstream says of its reasons out of its pool, and never puts it
  /// back.
  static void letGo(GoAway away) {
    Buffer reasons = away.getDebugData();
    if (reasons != null) {
      Bytes.release(reasons);
    }
  }

  static boolean isSpokenOn(HttpConnection connection) {
    return connection.protocolVersion() == HttpVersion.HTTP_2;
  }

  /// Nobody gets this connection any more; who is on it stays until the end of the answer.
  static void retire(HttpConnection connection) {
    var _ = connection.shutdown(RETIRED_MAX);
  }
}
