package dev.weir.base.http;

/// Why a request is not taken, whatever it asks for: it breaks HTTP or a limit of the listener.
///
/// The connection closes after the answer, since where the next request would begin is not known.
///
/// @param detail for the client: the rule, and the limit where there is one; never a value that was
///   sent, which may be a credential
public record Breach(Kind kind, String detail) {

  /// What was broken, and how RFC 9110 answers it.
  public enum Kind {
    /// What came is not HTTP, or two readers could take it for different requests.
    MALFORMED(400),
    /// The client wants another protocol than HTTP.
    UPGRADE(400),
    /// The body did not come within its time.
    BODY_LATE(408),
    BODY_TOO_LARGE(413),
    REQUEST_LINE_TOO_LONG(414),
    /// An `Expect` other than `100-continue`.
    EXPECTATION(417),
    /// Header fields too many or too long.
    HEADER_TOO_LARGE(431),
    /// The bodies of all requests under way are too many bytes together; the client did nothing
    /// wrong, but what it sends is not kept.
    OVERLOADED(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
