package dev.weir.base.http;

import java.time.Duration;

/// One request to an upstream.
///
/// `host`, `content-length` and what describes a connection are ignored among the headers: framing
/// is the client's. The body array is not copied and must not change while it is sent.
///
/// @param pathAndQuery sent as it is, so already encoded
/// @param headTimeout from sending until the head of the answer
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
public record OutboundRequest(
    String method,
    Origin origin,
    String pathAndQuery,
    Headers headers,
    byte[] body,
    Duration headTimeout) {
  public OutboundRequest {
    if (!pathAndQuery.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with '/': " + path(pathAndQuery));
    }
    if (!headTimeout.isPositive()) {
      throw new IllegalArgumentException("head timeout is not positive: " + headTimeout);
    }
  }

  private static String path(String pathAndQuery) {
    return pathAndQuery.split("\\?", 2)[0];
  }

  /// Without the query and the body, which may have credentials.
  @Override
  public String toString() {
    return "OutboundRequest[%s %s %s %s]".formatted(method, origin, path(pathAndQuery), headers);
  }

  /// The same with these fields, in the place of those of their names.
  public OutboundRequest with(Headers others) {
    return new OutboundRequest(
        method, origin, pathAndQuery, headers.with(others), body, headTimeout);
  }

  /// The same for something else of the same origin.
  public OutboundRequest at(String otherPathAndQuery) {
    return new OutboundRequest(method, origin, otherPathAndQuery, headers, body, headTimeout);
  }
}
