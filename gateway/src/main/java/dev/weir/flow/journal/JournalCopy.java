package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.SegmentFile;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.base.segment.Segments.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The journal's bytes, for a copy taken while it grows. What has been durable never changes, so
/// any number of pieces, taken at any time, make one journal; a segment may only turn up in its
/// archived form between two of them. Any thread; blocks. An unreadable file is an
/// [UncheckedIOException].
public final class JournalCopy {
  /// The newest format a segment may have; each says its own.
  public static final int FORMAT = SegmentHeader.VERSION;

  /// Most bytes of one piece.
  public static final int PIECE_BYTES_MAX = 4 << 20;

  private final Disk disk;
  private final LongSupplier durable;

  /// What there is to copy.
  ///
  /// @param position up to which everything is durable
  /// @param segments the first position of each segment that begins before it, in order
  public record Extent(long position, List<Long> segments) {
    public Extent {
      segments = List.copyOf(segments);
    }
  }

  /// A part of a segment's file.
  ///
  /// @param file its name within the journal's folder
  /// @param archived whether the file is the segment's compressed form
  /// @param bytes of the whole file, as far as it is durable
  /// @param end the position after the last of them
  /// @param content from the offset asked for; empty at the file's end and behind it
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
  public record Piece(String file, boolean archived, long bytes, long end, byte[] content) {}

  JournalCopy(Disk disk, LongSupplier durable) {
    this.disk = disk;
    this.durable = durable;
  }

  public Extent extent() {
    long position = durable.getAsLong();
    try {
      return new Extent(
          position, List.copyOf(Segments.list(disk).headMap(position, false).keySet()));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal's folder", e);
    }
  }

  /// A piece of the segment that begins at `first`; empty if there is no such segment.
  ///
  /// @param offset in the file, from 0; one behind its end gives no content
  public Optional<Piece> piece(long first, long offset) {
    try {
      return read(first, offset);
    } catch (NoSuchFileException archivedMeanwhile) {
      return readAgain(first, offset);
    } catch (IOException e) {
      throw unreadable(first, e);
    }
  }

  /// The raw file is removed only after the archive has its name, so this one is there.
  private Optional<Piece> readAgain(long first, long offset) {
    try {
      return read(first, offset);
    } catch (IOException e) {
      throw unreadable(first, e);
    }
  }

  private static UncheckedIOException unreadable(long first, IOException cause) {
    return new UncheckedIOException("the journal's segment at position " + first, cause);
  }

  private Optional<Piece> read(long first, long offset) throws IOException {
    // Before the listing: a segment that is then the last one holds everything up to here.
    long reached = durable.getAsLong();
    NavigableMap<Long, Segment> segments = Segments.list(disk);
    @Nullable Segment segment = segments.get(first);
    if (segment == null) {
      return Optional.empty();
    }
    @Nullable Long next = segments.higherKey(first);
    long end = next != null ? next : segment.archived() ? Archive.end(disk, segment) : reached;
    try (SegmentFile file = disk.open(segment.name())) {
      long bytes = segment.archived() ? file.size() : Math.max(end - first, 0);
      int length = Math.toIntExact(Math.clamp(bytes - offset, 0, PIECE_BYTES_MAX));
      byte[] content = content(segment, file, offset, length);
      return Optional.of(new Piece(segment.name(), segment.archived(), bytes, end, content));
    }
  }

  private static byte[] content(Segment segment, SegmentFile file, long offset, int length)
      throws IOException {
    ByteBuffer content = ByteBuffer.allocate(length);
    while (content.hasRemaining()) {
      if (file.read(content, offset + content.position()) < 0) {
        throw new EOFException(
            "%s ends at offset %d".formatted(segment.name(), offset + content.position()));
      }
    }
    return content.array();
  }

  /// Reads a whole journal, checking every frame, and says how many entries it has. Damage is a
  /// [dev.weir.base.segment.JournalException] that names file and offset.
  ///
  /// @param end the position behind its last entry
  public static long check(Disk disk, long end) {
    try {
      NavigableMap<Long, Segment> segments = Segments.list(disk);
      long first = segments.isEmpty() ? 0 : segments.firstKey();
      long entries = 0;
      try (JournalReader reader = new JournalReader(disk, () -> end, first)) {
        while (reader.next().isPresent()) {
          entries++;
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("the journal's folder", e);
    }
  }
}
