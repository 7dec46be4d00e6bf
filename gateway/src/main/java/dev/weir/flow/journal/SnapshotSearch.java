package dev.weir.flow.journal;

import dev.weir.flow.entry.Entry.Snapshot;
import dev.weir.flow.entry.EntryCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Finds the newest complete snapshot among frames given in order. A snapshot's frames follow each
/// other and share their time; the last one says so.
final class SnapshotSearch {
  private long found = -1;
  private long candidate = -1;
  private @Nullable Instant candidateAt;

  /// Position of the newest complete snapshot's first frame, or −1.
  long found() {
    return found;
  }

  /// A frame of that kind that is no entry is a [dev.weir.base.segment.JournalException].
  void frame(long position, ByteBuffer payload) {
    if (!EntryCodec.isSnapshot(payload)) {
      interrupt();
      return;
    }
    if (JournalReader.decode(position, payload) instanceof Snapshot snapshot) {
      if (!snapshot.at().equals(candidateAt)) {
        candidate = position;
        candidateAt = snapshot.at();
      }
      if (snapshot.last()) {
        found = candidate;
        interrupt();
      }
    }
  }

  /// What comes next does not continue what came before.
  void interrupt() {
    candidate = -1;
    candidateAt = null;
  }
}
