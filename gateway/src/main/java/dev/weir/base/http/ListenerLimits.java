package dev.weir.base.http;

import java.time.Duration;

/// What one [HttpListener] accepts.
///
/// @param bodyBytesMax a longer body goes to [HttpListener.Receiver#tooLarge]
/// @param headerBytesMax all header fields of a request together; more is answered with 431
/// @param requestLineBytesMax method, path and query; more is answered with 414
/// @param connectionsMax open at a time over all loops; one more is closed on arrival
/// @param backlog connections the kernel holds until they are accepted
/// @param idleTimeout a connection is closed after between one and one and a half times this
///   without progress that is the client's to make: sending a request, reading an answer. Time the
///   receiver takes does not count.
public record ListenerLimits(
    int bodyBytesMax,
    int headerBytesMax,
    int requestLineBytesMax,
    int connectionsMax,
    int backlog,
    Duration idleTimeout) {
  public static final ListenerLimits DEFAULT =
      new ListenerLimits(
          32 * 1024 * 1024, 32 * 1024, 8 * 1024, 20_000, 1_024, Duration.ofSeconds(75));

  public ListenerLimits {
    if (bodyBytesMax <= 0 || headerBytesMax <= 0 || requestLineBytesMax <= 0) {
      throw new IllegalArgumentException("a byte limit is not positive");
    }
    if (connectionsMax <= 0 || backlog <= 0 || !idleTimeout.isPositive()) {
      throw new IllegalArgumentException("connections, backlog and idle timeout must be positive");
    }
  }
}
