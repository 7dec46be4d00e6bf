package dev.weir.flow.route;

/// What went wrong with an attempt: what decides whether another may follow, and where.
///
/// @param detail for people; names the provider and what was seen, never a body
public record Fault(Kind kind, String detail) {

  /// The closed set of faults.
  public enum Kind {
    /// No byte of the request was sent.
    UNREACHABLE,
    /// The connection was lost before the head; the provider may have done the work.
    RESET,
    /// No head came in its time; the provider may have done the work.
    SILENT_HEAD,
    /// The answer broke off.
    CUT,
    /// The answer fell silent.
    SILENT,
    /// The answer took longer than any may.
    LATE,
    /// The answer is larger than one may be that is no stream.
    TOO_LARGE,
    /// All answers under way together leave no room to hold this one.
    NO_ROOM,
    /// The gateway ends.
    ENDING,
    /// The provider does not accept Weir's own key.
    CREDENTIAL,
    /// The provider answered with an error, which is for the caller to read.
    ERROR
  }
}
