package dev.weir.base.segment;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// One segment as it lies on the disk, seen without owning the folder: another process may write
/// there meanwhile.
///
/// @param first position of its first byte
/// @param begunAt when it was begun
/// @param diskBytes size of its file: preallocated, or compressed
public record SegmentExtent(long first, Instant begunAt, long diskBytes) {

  /// The segments of a folder that were begun at `from` or later, in their order. One whose header
  /// is lost is left out: nobody knows its time.
  public static List<SegmentExtent> since(Path folder, Instant from) throws IOException {
    Deque<SegmentExtent> extents = new ArrayDeque<>();
    for (Segments.Segment segment : Segments.of(FileDisk.names(folder)).descendingMap().values()) {
      Optional<SegmentExtent> extent = of(folder, segment.first(), segment.name());
      if (extent.isPresent() && extent.get().begunAt.isBefore(from)) {
        break;
      }
      extent.ifPresent(extents::addFirst);
    }
    return List.copyOf(extents);
  }

  private static Optional<SegmentExtent> of(Path folder, long first, String name)
      throws IOException {
    try {
      return read(folder.resolve(name), first);
    } catch (NoSuchFileException compressedMeanwhile) {
      return read(folder.resolve(Segments.archivedName(first)), first);
    }
  }

  private static Optional<SegmentExtent> read(Path file, long first) throws IOException {
    long bytes = Files.size(file);
    boolean compressed = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = compressed ? new GZIPInputStream(raw) : raw) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(SegmentHeader.BYTES));
      return SegmentHeader.isSound(file.toString(), head, first)
          ? Optional.of(new SegmentExtent(first, SegmentHeader.createdAt(head), bytes))
          : Optional.empty();
    } catch (EOFException cutShort) {
      return Optional.empty();
    }
  }
}
