package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.FrameInput;
import dev.weir.base.segment.JournalException;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.SegmentInput;
import dev.weir.base.segment.Segments;
import dev.weir.base.segment.Segments.Segment;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Reads entries in order from a position on, over archived and live segments, up to what is
/// durable. One thread at a time; may be kept open to follow the journal as it grows.
public final class JournalReader implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Disk disk;
  private final LongSupplier durable;
  private long position;
  private @Nullable FrameInput input;
  private long inputEnd;

  /// One entry and where it stands.
  ///
  /// @param position its own
  /// @param next the one to read on from
  public record Located(long position, long next, Entry entry) {}

  JournalReader(Disk disk, LongSupplier durable, long from) {
    this.disk = disk;
    this.durable = durable;
    this.position = from;
  }

  /// The next entry; empty when nothing durable follows yet, so a later call may give one. Damage,
  /// or a position where no entry begins, is a [JournalException]; an unreadable file an
  /// [UncheckedIOException].
  public Optional<Located> next() {
    try {
      long limit = durable.getAsLong();
      while (position < limit) {
        FrameInput in = inputAt(limit);
        if (in == null) {
          return Optional.empty();
        }
        ByteBuffer payload = in.next();
        if (!payload.hasRemaining()) {
          throw new JournalException(
              "%s ends before position %d".formatted(in.segment().name(), limit));
        }
        long at = position;
        position = in.position();
        if (!EntryCodec.isFiller(payload)) {
          return Optional.of(new Located(at, position, decode(at, payload)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("journal at position " + position, e);
    }
  }

  /// Where the next entry will be looked for.
  public long position() {
    return position;
  }

  @Override
  public void close() {
    try {
      closeInput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The entry a valid frame holds; a [JournalException] if it is none that this program knows.
  static Entry decode(long at, ByteBuffer payload) {
    try {
      return EntryCodec.decode(payload);
    } catch (IllegalArgumentException e) {
      throw new JournalException(
          ("the entry at position %d is valid but not understood: %s; if a newer Weir wrote it, start"
                  + " that one")
              .formatted(at, e.getMessage()),
          e);
    }
  }

  /// The input that holds the entry at `position`, or null if only a segment's header is durable.
  private @Nullable FrameInput inputAt(long limit) throws IOException {
    if (input != null && position < inputEnd) {
      return input;
    }
    closeInput();
    NavigableMap<Long, Segment> segments = Segments.list(disk);
    if (segments.floorEntry(position) == null) {
      throw new JournalException(
          "the journal begins at position %d, asked for %d"
              .formatted(segments.isEmpty() ? 0 : segments.firstKey(), position));
    }
    Segment segment = segments.floorEntry(position).getValue();
    position = Math.max(position, segment.first() + SegmentHeader.BYTES);
    if (position >= limit) {
      return null;
    }
    @Nullable Long next = segments.higherKey(segment.first());
    if (next != null && position >= next) {
      // A segment without an entry.
      position = next;
      return inputAt(limit);
    }
    // The last segment may be followed by another at any time, but not before `limit`.
    inputEnd = next == null ? limit : next;
    FrameInput opened = open(segment);
    input = opened;
    return opened;
  }

  private FrameInput open(Segment segment) throws IOException {
    if (!segment.archived()) {
      try {
        long offset = position - segment.first();
        SegmentInput raw =
            new SegmentInput(disk.open(segment.name()), offset, inputEnd - segment.first());
        // A reader that follows the journal finds little each time.
        int buffer = Math.toIntExact(Math.min(BUFFER, inputEnd - position));
        return new FrameInput(segment, new BufferedInputStream(raw, buffer), position);
      } catch (NoSuchFileException archivedMeanwhile) {
        // the raw file is removed only after the archive has its name
        return openArchived(segment.first());
      }
    }
    return openArchived(segment.first());
  }

  private FrameInput openArchived(long first) throws IOException {
    Segment archived = new Segment(first, Segments.archivedName(first), true);
    FrameInput in = new FrameInput(archived, Archive.open(disk, archived));
    in.skipTo(position);
    return in;
  }

  private void closeInput() throws IOException {
    if (input != null) {
      input.close();
    }
    input = null;
  }
}
