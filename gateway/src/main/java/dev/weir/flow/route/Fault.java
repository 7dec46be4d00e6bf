package dev.weir.flow.route;

import java.time.Duration;
import java.util.Optional;

/// What went wrong with an attempt: what decides whether another may follow, and where.
///
/// @param detail for people; names the provider and what was seen, never a body
/// @param retryAfter when the provider wants to be asked again, if it said so
public record Fault(Kind kind, String detail, Optional<Duration> retryAfter) {

  /// One of which the provider said nothing about when.
  public Fault(Kind kind, String detail) {
    this(kind, detail, Optional.empty());
  }

  /// The closed set of faults.
  public enum Kind {
    /// Weir keeps the attempt back, as the target's limits leave no room for it.
    PACED(false),
    /// No byte of the request was sent.
    UNREACHABLE(true),
    /// The provider says, in HTTP/2's words, that it has not looked at the request: it closes the
    /// connection, or takes no more on it.
    GOING_AWAY(false),
    /// The provider asks too much of its caller at the moment: 429.
    LIMITED(false),
    /// The provider has too much to do: 503, 529.
    OVERLOADED(true),
    /// The provider failed: any other status from 500 on.
    SERVER(true),
    /// The connection was lost before the head; the provider may have done the work.
    RESET(true),
    /// No head came in its time; the provider may have done the work.
    SILENT_HEAD(true),
    /// No token of a stream came in its time.
    SLOW_START(true),
    /// The answer broke off.
    CUT(true),
    /// The answer fell silent.
    SILENT(true),
    /// A good status and nothing else.
    EMPTY(true),
    /// A good status, and something that is no answer.
    WRONG_TYPE(true),
    /// A whole answer, or a frame that is to be translated, cannot be read.
    MALFORMED(true),
    /// The answer took longer than any may.
    LATE(true),
    /// The answer is larger than one may be that is no stream.
    TOO_LARGE(false),
    /// All answers under way together leave no room to hold this one.
    NO_ROOM(false),
    /// The gateway ends.
    ENDING(false),
    /// The provider does not accept Weir's own key, or does not serve its account.
    CREDENTIAL(true),
    /// The request is longer than the model takes.
    TOO_LONG(false),
    /// The provider will not answer such a request.
    CONTENT(false),
    /// The provider says that the request is wrong: any other status below 500.
    CALLER(false);

    private final boolean ofTheTarget;

    Kind(boolean ofTheTarget) {
      this.ofTheTarget = ofTheTarget;
    }

    /// Whether it says that the target does badly, whatever it is asked.
    public boolean ofTheTarget() {
      return ofTheTarget;
    }
  }
}
