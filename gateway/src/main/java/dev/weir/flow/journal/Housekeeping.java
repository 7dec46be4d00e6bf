package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.Preallocation;
import dev.weir.base.segment.SegmentFile;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.base.segment.Segments.Segment;
import java.io.IOException;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// What is done beside the writer: claiming the next segment as soon as the spare one is in use,
/// syncing in mode PROCESS, archiving closed segments. Owned by one thread, which nothing that goes
/// wrong here ends: without it the journal would run out of segments.
final class Housekeeping implements AutoCloseable {
  private final Disk disk;
  private final JournalConfig config;
  private final Inbox inbox;
  private final SegmentWriter writer;
  private final System.Logger log;
  private volatile long released;

  Housekeeping(
      Disk disk, JournalConfig config, Inbox inbox, SegmentWriter writer, System.Logger log) {
    this.disk = disk;
    this.config = config;
    this.inbox = inbox;
    this.writer = writer;
    this.log = log;
  }

  int endingBytes() {
    return config.endingBytes();
  }

  void releaseUpTo(long position) {
    released = position;
  }

  void once() {
    if (inbox.state() instanceof JournalState.Failed) {
      return;
    }
    claimSpare();
    sync();
    archive();
  }

  @Override
  public void close() throws IOException {
    @Nullable SegmentFile spare = inbox.takeSpare();
    if (spare != null) {
      spare.close();
    }
  }

  private void claimSpare() {
    if (!inbox.wantsSpare()) {
      return;
    }
    try {
      SegmentFile spare = Preallocation.claim(disk, Segments.SPARE, config.segmentBytes());
      inbox.spareReady(spare, config.segmentBytes() - SegmentHeader.BYTES);
    } catch (IOException | RuntimeException e) {
      if (!(inbox.state() instanceof JournalState.NoRoom)) {
        log.log(System.Logger.Level.ERROR, "journal: no further segment", e);
      }
      inbox.become(new JournalState.NoRoom("no further journal segment: " + e));
    }
  }

  private void sync() {
    try {
      writer.sync();
    } catch (IOException | RuntimeException e) {
      String reason = "the journal could not be synced: " + e;
      log.log(System.Logger.Level.ERROR, reason, e);
      inbox.become(new JournalState.Failed(reason));
    }
  }

  private void archive() {
    long upTo = released;
    try {
      NavigableMap<Long, Segment> segments = Segments.list(disk);
      for (Segment segment : segments.values()) {
        @Nullable Long end = segments.higherKey(segment.first());
        if (!segment.archived() && end != null && end <= upTo) {
          Archive.compress(disk, segment, end);
          // compressing takes seconds; the writer may have begun a segment meanwhile
          claimSpare();
        }
      }
    } catch (IOException | RuntimeException e) {
      log.log(System.Logger.Level.WARNING, "journal: a segment stays unarchived for now", e);
    }
  }
}
