package dev.weir.flow.journal;

/// What became of an append, at once. An accepted entry is acknowledged later, when it is durable.
public sealed interface Appended {

  /// It stands in line; its [Acknowledgement] will be told.
  record Accepted() implements Appended {
    static final Accepted IN_LINE = new Accepted();
  }

  /// It is not in the journal and never will be; its acknowledgement is told nothing.
  record Refused(Reason reason, String message) implements Appended {}

  /// Why an entry is not taken.
  enum Reason {
    /// The writer is behind by the whole inbox.
    INBOX_FULL,
    /// The disk gives no room for it and for the endings already promised.
    NO_ROOM,
    /// It exceeds the frame limit.
    TOO_LARGE,
    /// The journal failed or is closed.
    STOPPED
  }

  default boolean accepted() {
    return this instanceof Accepted;
  }
}
