package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.Filler;
import dev.weir.base.segment.Frames;
import dev.weir.base.segment.JournalException;
import dev.weir.base.segment.Preallocation;
import dev.weir.base.segment.SegmentFile;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.base.segment.Segments.Segment;
import dev.weir.flow.journal.Recovered.Cut;
import dev.weir.flow.journal.Recovered.Gap;
import dev.weir.flow.journal.SegmentWriter.OpenSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens the journal's folder: checks every frame of every segment that is not yet archived, cuts
/// an unfinished end, refuses damage in the middle unless it is accepted, begins a new segment
/// where the last one has an older format, and finds where a replay may start.
final class Recovery {
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16);

  /// Most lost files in a row that `acceptGap` covers.
  private static final int LOST_SEGMENTS_MAX = 4;

  /// No array is longer.
  private static final long LENGTH_MAX = Integer.MAX_VALUE - 8;

  private final Disk disk;
  private final JournalConfig config;
  private final InstantSource clock;
  private final Frames frames = new Frames();
  private final SnapshotSearch snapshots = new SnapshotSearch();
  private final List<Gap> gaps = new ArrayList<>();
  private @Nullable Cut cut;

  /// The outcome: what was found, and the segment to write on.
  record Opened(Recovered recovered, OpenSegment segment) {}

  Recovery(Disk disk, JournalConfig config, InstantSource clock) {
    this.disk = disk;
    this.config = config;
    this.clock = clock;
  }

  Opened open() throws IOException {
    removeUnfinished();
    NavigableMap<Long, Segment> segments = Segments.list(disk);
    if (segments.isEmpty()) {
      OpenSegment segment = begin(0);
      long start = segment.offset();
      return new Opened(new Recovered(start, start, Optional.empty(), List.of()), segment);
    }
    Segment last = segments.lastEntry().getValue();
    for (Segment segment : segments.values()) {
      if (!segment.archived() && !segment.equals(last)) {
        checkClosed(segment, segments.higherKey(segment.first()));
      }
    }
    OpenSegment open = last.archived() ? begin(Archive.end(disk, last)) : checkLast(last);
    long end = open.first() + open.offset();
    return new Opened(new Recovered(start(segments), end, Optional.ofNullable(cut), gaps), open);
  }

  private void removeUnfinished() throws IOException {
    for (String name : disk.list()) {
      if (name.endsWith(Archive.UNFINISHED)) {
        disk.remove(name);
      }
    }
  }

  private OpenSegment begin(long first) throws IOException {
    SegmentFile file = Preallocation.claim(disk, Segments.SPARE, config.segmentBytes());
    file.write(new SegmentHeader(SegmentHeader.VERSION, first, clock.instant()).encode(), 0);
    file.sync();
    disk.rename(Segments.SPARE, Segments.rawName(first));
    return new OpenSegment(file, first, SegmentHeader.BYTES);
  }

  private void checkClosed(Segment segment, long next) throws IOException {
    try (SegmentFile file = disk.open(segment.name())) {
      int length = lengthUpTo(next, segment, file);
      ByteBuffer bytes = load(file, length);
      boolean headerLost = !SegmentHeader.isSound(segment.name(), bytes, segment.first());
      if (headerLost) {
        repairHeader(segment, file, true);
      }
      int offset = SegmentHeader.BYTES;
      while (offset < length) {
        offset = walk(segment, bytes, offset, length);
        if (offset < length) {
          int resume = firstFrame(segment, bytes, offset, length, false);
          int to = resume < 0 ? length : resume;
          skip(segment, file, bytes, offset, to);
          offset = to;
        }
      }
    }
  }

  /// The bytes from a closed segment's beginning to the next one's, files lost between included:
  /// few enough that they can be looked at, and filled if that is accepted.
  private int lengthUpTo(long next, Segment segment, SegmentFile file) throws IOException {
    long length = next - segment.first();
    long lost = length - file.size();
    if (lost > (long) LOST_SEGMENTS_MAX * config.segmentBytes() || length > LENGTH_MAX) {
      throw new JournalException(
          ("%d bytes of the journal are missing between %s and position %d, more than %d files:"
                  + " restore them from a backup")
              .formatted(lost, segment.name(), next, LOST_SEGMENTS_MAX));
    }
    return (int) length;
  }

  private OpenSegment checkLast(Segment segment) throws IOException {
    SegmentFile file = disk.open(segment.name());
    try {
      ByteBuffer bytes = load(file, Math.toIntExact(file.size()));
      int length = bytes.limit();
      boolean headerSound = SegmentHeader.isSound(segment.name(), bytes, segment.first());
      if (!headerSound) {
        boolean framesFollow = firstFrame(segment, bytes, SegmentHeader.BYTES, length, true) >= 0;
        repairHeader(segment, file, framesFollow);
      }
      int offset = walk(segment, bytes, SegmentHeader.BYTES, length);
      while (firstFrame(segment, bytes, offset, length, true) >= 0) {
        int resume = firstFrame(segment, bytes, offset, length, false);
        skip(segment, file, bytes, offset, resume);
        offset = walk(segment, bytes, resume, length);
      }
      cutTail(segment, file, bytes, offset);
      return headerSound && SegmentHeader.version(bytes) < SegmentHeader.VERSION
          ? beginBehind(segment, file, offset)
          : new OpenSegment(file, segment.first(), offset);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// A segment of an older format is not written on: an older program would take its header at its
  /// word and come to entries it cannot read. It finds the new segment's format first, and stops.
  private OpenSegment beginBehind(Segment older, SegmentFile file, int offset) throws IOException {
    OpenSegment begun = begin(older.first() + offset);
    file.truncate(offset);
    file.close();
    return begun;
  }

  /// The offset of the first frame at or after `offset` that is not valid.
  private int walk(Segment segment, ByteBuffer bytes, int offset, int end) {
    int at = offset;
    while (true) {
      int payload = frames.check(bytes, at, end, segment.first() + at);
      if (payload < 0) {
        return at;
      }
      snapshots.frame(segment.first() + at, bytes.slice(at + Frames.HEADER, payload));
      at += Frames.HEADER + payload;
    }
  }

  /// The offset of the first valid frame at or after `offset`, or −1. With `groupOnly`, of the
  /// first that opens a group: only such a one proves that what stands before it was once durable.
  private int firstFrame(
      Segment segment, ByteBuffer bytes, int offset, int end, boolean groupOnly) {
    int content = contentEnd(bytes, offset, end); // no frame begins with a zero
    for (int at = offset; at < Math.min(content, end - Frames.HEADER); at++) {
      if ((!groupOnly || Frames.opensGroup(bytes, at))
          && frames.check(bytes, at, end, segment.first() + at) >= 0) {
        return at;
      }
    }
    return -1;
  }

  private void skip(Segment segment, SegmentFile file, ByteBuffer bytes, int from, int to)
      throws IOException {
    long position = segment.first() + from;
    if (!config.acceptGap()) {
      throw new JournalException(
          ("%s is damaged at offset %d (position %d, %d bytes) with valid entries after it:"
                  + " restore the file from a backup, or start once with 'weir serve --accept-damage',"
                  + " which keeps the damaged bytes in a file and goes on without them")
              .formatted(segment.name(), from, position, to - from));
    }
    if (to - from < Filler.BYTES_MIN) {
      throw new JournalException(
          ("%s is damaged at offset %d (position %d): its %d bytes are fewer than an entry has, so"
                  + " nothing can take their place; restore the file from a backup")
              .formatted(segment.name(), from, position, to - from));
    }
    String kept = "gap-%016d.bin".formatted(position);
    try (SegmentFile copy = disk.create(kept)) {
      copy.write(bytes.slice(from, to - from), 0);
      copy.sync();
    }
    file.write(Filler.frames(frames, position, to - from), from);
    file.sync();
    gaps.add(new Gap(segment.name(), position, to - from, kept));
    snapshots.interrupt();
  }

  private void repairHeader(Segment segment, SegmentFile file, boolean entriesFollow)
      throws IOException {
    if (entriesFollow && !config.acceptGap()) {
      throw new JournalException(
          ("%s is damaged at offset 0: its header is not valid though entries follow; restore the"
                  + " file from a backup, or start once with 'weir serve --accept-damage' to rewrite the header")
              .formatted(segment.name()));
    }
    file.write(
        new SegmentHeader(SegmentHeader.VERSION, segment.first(), clock.instant()).encode(), 0);
    file.sync();
    if (entriesFollow) {
      gaps.add(new Gap(segment.name(), segment.first(), SegmentHeader.BYTES, ""));
    } else {
      cut = new Cut(segment.name(), segment.first(), SegmentHeader.BYTES);
    }
  }

  /// Overwrites what follows the last valid frame with zeros and restores the segment's full size:
  /// the room claimed for endings must be there again.
  private void cutTail(Segment segment, SegmentFile file, ByteBuffer bytes, int offset)
      throws IOException {
    int end = contentEnd(bytes, offset, bytes.limit());
    if (end > offset) {
      cut = new Cut(segment.name(), segment.first() + offset, end - offset);
      Preallocation.zero(file, offset, end);
    }
    long size = file.size();
    if (size < config.segmentBytes()) {
      Preallocation.zero(file, Math.max(size, offset), config.segmentBytes());
    }
    file.sync();
  }

  /// Behind the last byte that is not zero; `from` if there is none. Most of a segment that was not
  /// filled is zero.
  private static int contentEnd(ByteBuffer bytes, int from, int to) {
    int end = to;
    while (end - from >= ZEROS.capacity()
        && ZEROS.mismatch(bytes.slice(end - ZEROS.capacity(), ZEROS.capacity())) < 0) {
      end -= ZEROS.capacity();
    }
    while (end > from && bytes.get(end - 1) == 0) {
      end--;
    }
    return end;
  }

  private long start(NavigableMap<Long, Segment> segments) throws IOException {
    if (snapshots.found() >= 0) {
      return snapshots.found();
    }
    for (Segment segment : segments.descendingMap().values()) {
      if (segment.archived()) {
        long found = Archive.newestSnapshot(disk, segment);
        if (found >= 0) {
          return found;
        }
      }
    }
    return segments.firstKey() + SegmentHeader.BYTES;
  }

  /// Outside of the heap, which would stay that much larger than the gateway needs it ever again.
  private static ByteBuffer load(SegmentFile file, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(length);
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
      // read until full or at the file's end; what is missing stays zero
    }
    return bytes.position(0);
  }
}
