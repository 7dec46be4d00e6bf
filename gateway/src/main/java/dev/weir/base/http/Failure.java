package dev.weir.base.http;

/// Why an upstream answer did not come to its end.
///
/// @param detail for people; never part of a body
public record Failure(Kind kind, String detail) {
  /// How far the request got decides what the caller may do next.
  public enum Progress {
    /// No byte was sent: it is safe to try elsewhere, and nothing can have been charged.
    NOT_SENT,
    /// The upstream may have done the work and may charge for it.
    UNKNOWN,
    /// A head was received; the body is incomplete.
    ANSWERED
  }

  /// What went wrong.
  public enum Kind {
    REFUSED(Progress.NOT_SENT),
    /// The address is none of the [Destinations] allowed; there was no connection.
    FORBIDDEN(Progress.NOT_SENT),
    /// Pooled connections had been closed by the upstream, too many in turn.
    STALE(Progress.NOT_SENT),
    UNRESOLVED(Progress.NOT_SENT),
    /// The request has characters that HTTP does not know.
    UNWRITABLE(Progress.NOT_SENT),
    TLS(Progress.NOT_SENT),
    CONNECT_TIMEOUT(Progress.NOT_SENT),
    POOL_FULL(Progress.NOT_SENT),
    /// There was nothing that would tell the upstream who asks.
    UNSIGNED(Progress.NOT_SENT),
    /// The connection was lost before the head, or what came was not HTTP. Also where it was
    /// closing while the request was written: whether the upstream read it cannot be known.
    RESET(Progress.UNKNOWN),
    /// No head within the request's own time.
    NO_ANSWER(Progress.UNKNOWN),
    /// The body ended before its declared length or its last chunk.
    CUT(Progress.ANSWERED),
    /// The body fell silent.
    TIMED_OUT(Progress.ANSWERED);

    private final Progress progress;

    Kind(Progress progress) {
      this.progress = progress;
    }

    public Progress progress() {
      return progress;
    }
  }

  public Progress progress() {
    return kind.progress();
  }
}
