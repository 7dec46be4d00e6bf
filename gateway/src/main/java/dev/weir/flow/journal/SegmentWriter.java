package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.Frames;
import dev.weir.base.segment.SegmentFile;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import dev.weir.flow.journal.Inbox.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Writes batches into the current segment and moves on to the spare one when it is full. Owned by
/// the writer's thread; [#written] and [#synced] may be read by others.
final class SegmentWriter implements AutoCloseable {
  private static final int BUFFER_MAX = 1 << 20;

  private final Disk disk;
  private final JournalConfig config;
  private final InstantSource clock;
  private final Inbox inbox;
  private final Frames frames = new Frames();
  private final Runnable segmentStarted;

  private final int bufferBytes;
  private ByteBuffer buffer;
  private volatile SegmentFile current;
  private final Object syncing = new Object();
  private long first;
  private long capacity;
  private long offset;
  private boolean opensGroup = true;
  private volatile long written;
  private volatile long synced;

  /// @param current the segment to continue, `offset` bytes of it in use
  SegmentWriter(
      Disk disk,
      JournalConfig config,
      InstantSource clock,
      Inbox inbox,
      Runnable segmentStarted,
      OpenSegment current)
      throws IOException {
    this.disk = disk;
    this.config = config;
    this.clock = clock;
    this.inbox = inbox;
    this.segmentStarted = segmentStarted;
    this.current = current.file();
    this.first = current.first();
    this.offset = current.offset();
    this.capacity = current.file().size();
    this.written = first + offset;
    this.synced = written;
    this.bufferBytes = Math.min(BUFFER_MAX, config.segmentBytes());
    this.buffer = ByteBuffer.allocateDirect(bufferBytes);
  }

  /// A segment that can be written on.
  record OpenSegment(SegmentFile file, long first, long offset) {}

  /// Position after the last byte handed to the disk.
  long written() {
    return written;
  }

  /// Position up to which everything survives power loss.
  long synced() {
    return synced;
  }

  long free() {
    return capacity - offset;
  }

  /// Writes a batch as one group and notes each entry's position.
  void write(Batch batch, long[] positions) throws IOException {
    opensGroup = true;
    for (int i = 0; i < batch.count(); i++) {
      positions[i] = put(batch.entry(i), batch.payload(i));
    }
    flush();
    if (config.mode() == JournalConfig.Mode.HOST) {
      sync();
    }
  }

  /// Makes everything written so far survive power loss; any thread may call it.
  void sync() throws IOException {
    synchronized (syncing) {
      long reached = written;
      if (reached > synced) {
        current.sync();
        synced = reached;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      sync();
    } finally {
      current.close();
    }
  }

  private long put(Entry entry, int payload) throws IOException {
    int frame = payload + Frames.HEADER;
    if (offset + frame > capacity) {
      startSegment(frame);
    }
    makeRoom(frame);
    int start = buffer.position();
    buffer.position(start + Frames.HEADER);
    EntryCodec.encode(entry, buffer);
    long position = first + offset;
    frames.seal(buffer, start, buffer.position(), position, opensGroup);
    // Without a sync between batches the kernel keeps their order, so each frame stands alone.
    opensGroup = config.mode() == JournalConfig.Mode.PROCESS;
    offset += frame;
    return position;
  }

  private void makeRoom(int frame) throws IOException {
    if (buffer.remaining() < frame) {
      flush();
      if (buffer.capacity() < frame) {
        buffer = ByteBuffer.allocateDirect(frame);
      }
    }
  }

  private void flush() throws IOException {
    if (buffer.position() > 0) {
      buffer.flip();
      long at = offset - buffer.limit();
      current.write(buffer, at);
      buffer.clear();
      if (buffer.capacity() > bufferBytes) {
        buffer = ByteBuffer.allocateDirect(bufferBytes);
      }
    }
    written = first + offset;
  }

  /// Closes the current segment where it ends and goes on in the spare one. The closed one is
  /// synced first in either mode, so power loss leaves at most the newest segment unfinished.
  private void startSegment(int frame) throws IOException {
    flush();
    long next = first + offset;
    @Nullable SegmentFile spare = inbox.takeSpare();
    if (spare == null) {
      throw new IOException(
          "no segment is ready at position %d for a frame of %d bytes".formatted(next, frame));
    }
    spare.write(new SegmentHeader(SegmentHeader.VERSION, next, clock.instant()).encode(), 0);
    synchronized (syncing) {
      current.sync();
      spare.sync();
      disk.rename(Segments.SPARE, Segments.rawName(next));
      SegmentFile closed = current;
      current = spare;
      closed.truncate(offset);
      closed.close();
      first = next;
      offset = SegmentHeader.BYTES;
      capacity = spare.size();
      written = first + offset;
      synced = written;
    }
    opensGroup = true;
    inbox.segmentBegun();
    segmentStarted.run();
  }
}
