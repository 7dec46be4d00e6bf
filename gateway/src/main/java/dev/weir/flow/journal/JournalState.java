package dev.weir.flow.journal;

/// Whether the journal takes entries.
public sealed interface JournalState {

  record Open() implements JournalState {}

  /// The disk gives no further segment: endings go into the room claimed for them, everything else
  /// is refused. Left by itself when the disk gives room again.
  record NoRoom(String reason) implements JournalState {}

  /// A write failed: nothing more is taken or acknowledged until the process is restarted.
  record Failed(String reason) implements JournalState {}

  record Closed() implements JournalState {}
}
