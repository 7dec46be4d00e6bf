package dev.weir.base.http;

/// What one [HttpListener] accepts. A request over one of them becomes a [Breach].
///
/// @param bodyBytesMax of one body
/// @param heldBytesMax of all bodies together, over all loops, from their first bytes until their
///   exchanges are over, and as much again of answers that receivers hold; the last quarter is left
///   to exchanges that hold at most 64 KiB
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
    long heldBytesMax,
    int headerBytesMax,
    int headersMax,
    int requestLineBytesMax,
    int connectionsMax,
    int connectionsPerClientMax,
    int backlog,
    Patience patience) {
  public static final ListenerLimits DEFAULT =
      new ListenerLimits(
          32 * 1024 * 1024,
          256L * 1024 * 1024,
          32 * 1024,
          100,
          8 * 1024,
          20_000,
          10_000,
          1_024,
          Patience.DEFAULT);

  public ListenerLimits {
    if (bodyBytesMax <= 0 || headerBytesMax <= 0 || requestLineBytesMax <= 0 || headersMax <= 0) {
      throw new IllegalArgumentException("a limit of a request is not positive");
    }
    if (heldBytesMax <= 0) {
      throw new IllegalArgumentException(
          "bytes held must be positive, were %,d".formatted(heldBytesMax));
    }
    if (connectionsMax <= 0 || connectionsPerClientMax <= 0 || backlog <= 0) {
      throw new IllegalArgumentException("a limit of connections is not positive");
    }
  }
}
