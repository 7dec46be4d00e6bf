package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.FrameInput;
import dev.weir.base.segment.SegmentFile;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.SegmentInput;
import dev.weir.base.segment.Segments;
import dev.weir.base.segment.Segments.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Closed segments in compressed form. A raw file is removed only after its archive has been read
/// back, synced and named; an archive is never removed.
final class Archive {
  static final String UNFINISHED = ".tmp";
  private static final int CHUNK = 1 << 16;

  private Archive() {}

  /// Compresses one closed segment and removes the raw file.
  ///
  /// @param end the position its successor begins at
  static void compress(Disk disk, Segment segment, long end) throws IOException {
    String target = Segments.archivedName(segment.first());
    long bytes = end - segment.first();
    try (SegmentFile file = disk.create(target + UNFINISHED)) {
      try (InputStream raw = rawInput(disk, segment, bytes);
          OutputStream out = new QuickGzip(new SegmentOutput(file))) {
        long copied = raw.transferTo(out);
        if (copied != bytes) {
          throw new EOFException(
              "%s has %d bytes, its successor begins after %d"
                  .formatted(segment.name(), copied, bytes));
        }
      }
      file.sync();
    }
    verify(disk, target + UNFINISHED, bytes);
    disk.rename(target + UNFINISHED, target);
    disk.remove(segment.name());
  }

  static InputStream open(Disk disk, Segment segment) throws IOException {
    SegmentFile file = disk.open(segment.name());
    return new GZIPInputStream(new SegmentInput(file, 0, Long.MAX_VALUE), CHUNK);
  }

  /// The position after an archived segment's last byte.
  static long end(Disk disk, Segment segment) throws IOException {
    try (InputStream in = open(disk, segment)) {
      return segment.first() + in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// The newest complete snapshot within one archived segment, or −1.
  static long newestSnapshot(Disk disk, Segment segment) throws IOException {
    SnapshotSearch search = new SnapshotSearch();
    try (FrameInput in = new FrameInput(segment, open(disk, segment))) {
      in.skipTo(segment.first() + SegmentHeader.BYTES);
      for (ByteBuffer frame = in.next(); frame.hasRemaining(); frame = in.next()) {
        search.frame(in.framePosition(), frame);
      }
    }
    return search.found();
  }

  private static InputStream rawInput(Disk disk, Segment segment, long bytes) throws IOException {
    return new SegmentInput(disk.open(segment.name()), 0, bytes);
  }

  private static void verify(Disk disk, String name, long bytes) throws IOException {
    long readBack = end(disk, new Segment(0, name, true));
    if (readBack != bytes) {
      throw new IOException("%s reads back %d of %d bytes".formatted(name, readBack, bytes));
    }
  }

  /// The quickest level: it takes a third of the time and an eighth more room.
  private static final class QuickGzip extends GZIPOutputStream {
    private QuickGzip(OutputStream out) throws IOException {
      super(out, CHUNK);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /// Appends to a file.
  private static final class SegmentOutput extends OutputStream {
    private final SegmentFile file;
    private long offset;

    private SegmentOutput(SegmentFile file) {
      this.file = file;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.write(ByteBuffer.wrap(bytes, from, length), offset);
      offset += length;
    }
  }
}
