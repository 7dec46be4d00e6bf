package dev.weir.base.http;

import java.time.Duration;

/// How an [HttpClient] treats each upstream.
///
/// @param connectionsPerLoop open to one origin from one loop, busy or idle; with HTTP/2 about as
///   many requests at once, a hundred to a connection
/// @param waitingPerLoop requests that may wait for one of them; one more fails as `POOL_FULL`. One
///   that was given up while it waited counts until its turn comes
/// @param waitTimeout how long a request waits for a connection, the connecting included; then it
///   fails as `CONNECT_TIMEOUT`
/// @param connectTimeout how long TCP may take to connect
/// @param silenceTimeout a body that stays silent for one to one and a half times this is cut as
///   `TIMED_OUT`; time in which the caller has paused it does not count
/// @param keepAlive how long an idle connection is kept; shorter than the upstream's own limit, or
///   a request may meet a connection that is being closed
/// @param connectionLife a connection is used for no new request once it is this old, so that a
///   change of addresses is followed; with HTTP/2 it closes when its last answer has ended
/// @param headerBytesMax all header fields of an answer together
public record ClientLimits(
    int connectionsPerLoop,
    int waitingPerLoop,
    Duration waitTimeout,
    Duration connectTimeout,
    Duration silenceTimeout,
    Duration keepAlive,
    Duration connectionLife,
    int headerBytesMax) {
  public static final ClientLimits DEFAULT =
      new ClientLimits(
          2_048,
          4_096,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          32 * 1024);

  public ClientLimits {
    if (connectionsPerLoop <= 0 || waitingPerLoop < 0 || headerBytesMax <= 0) {
      throw new IllegalArgumentException("connections, waiting and header limits must be positive");
    }
    if (!waitTimeout.isPositive() || !connectTimeout.isPositive()) {
      throw new IllegalArgumentException("wait and connect timeouts must be positive");
    }
    if (!silenceTimeout.isPositive()) {
      throw new IllegalArgumentException("silence timeout must be positive: " + silenceTimeout);
    }
    if (keepAlive.toSeconds() < 1 || connectionLife.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "keep-alive and connection life must be at least 1 s, were %s and %s"
              .formatted(keepAlive, connectionLife));
    }
  }

  /// Connections with HTTP/2 to one origin from one loop.
  int sharedConnectionsPerLoop() {
    return Math.ceilDiv(connectionsPerLoop, Http2Upstream.STREAMS);
  }
}
