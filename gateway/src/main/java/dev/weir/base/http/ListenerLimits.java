package dev.weir.base.http;

/// What one [HttpListener] accepts. A request over one of them becomes a [Breach].
///
/// @param bodyBytesMax of one body
/// @param headerBytesMax all header fields of a request together
/// @param headersMax header fields of a request
/// @param requestLineBytesMax method, path and query
/// @param connectionsMax open at a time over all loops, within a TLS handshake or after it; one
///   more is closed on arrival
/// @param connectionsPerClientMax of them from one IPv4 address or one IPv6 network of 64 bits; one
///   more is closed on arrival
/// @param backlog connections the kernel holds until they are accepted
public record ListenerLimits(
    int bodyBytesMax,
    int headerBytesMax,
    int headersMax,
    int requestLineBytesMax,
    int connectionsMax,
    int connectionsPerClientMax,
    int backlog,
    Patience patience) {
  public static final ListenerLimits DEFAULT =
      new ListenerLimits(
          32 * 1024 * 1024, 32 * 1024, 100, 8 * 1024, 20_000, 10_000, 1_024, Patience.DEFAULT);

  public ListenerLimits {
    if (bodyBytesMax <= 0 || headerBytesMax <= 0 || requestLineBytesMax <= 0 || headersMax <= 0) {
      throw new IllegalArgumentException("a limit of a request is not positive");
    }
    if (connectionsMax <= 0 || connectionsPerClientMax <= 0 || backlog <= 0) {
      throw new IllegalArgumentException("a limit of connections is not positive");
    }
  }
}
