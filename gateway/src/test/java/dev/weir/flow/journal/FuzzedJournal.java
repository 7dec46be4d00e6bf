package dev.weir.flow.journal;

import dev.weir.base.segment.Frames;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Files of a journal made by a recipe, one letter per step, some with an operand of one byte:
///
/// - `e` n: a valid entry; `s`, `t`: a whole snapshot, the first part of one
/// - `p` n bytes: a sealed frame with these bytes as its payload
/// - `c`: the next frame continues the group before it
/// - `x` n: an entry sealed for a place n bytes further on
/// - `r` n bytes: bytes that are no frame; `z` n: n zeros
/// - `n`: the next segment; `a`: the same, and the one before it is archived
/// - `h` n: the next segment, its header of format n; `j` n: the next, and 2ⁿ bytes before it lost
///
/// Every other byte stands for itself.
final class FuzzedJournal {
  private static final int SHIFT_MAX = 48;
  private static final int STEPS_MAX = 300;

  private final ByteBuffer recipe;
  private final Frames frames = new Frames();
  private final MemoryDisk disk = new MemoryDisk();
  private final List<Entry> entries = new ArrayList<>();
  private ByteArrayOutputStream segment = new ByteArrayOutputStream();
  private long first;
  private boolean continues;
  private boolean sound = true;

  private FuzzedJournal(byte[] recipe) {
    this.recipe = ByteBuffer.wrap(recipe);
  }

  static FuzzedJournal by(byte[] recipe) {
    FuzzedJournal made = new FuzzedJournal(recipe);
    made.header(SegmentHeader.VERSION);
    for (int step = 0; step < STEPS_MAX && made.recipe.hasRemaining(); step++) {
      made.step(made.recipe.get());
    }
    made.close(false);
    return made;
  }

  /// A copy of the files.
  MemoryDisk disk() {
    return disk.afterKill();
  }

  /// The entries before the first damage.
  List<Entry> entries() {
    return entries;
  }

  /// Whether there is no damage at all.
  boolean sound() {
    return sound;
  }

  /// The entry that a payload is, if it is one.
  static Optional<Entry> entry(byte[] payload) {
    try {
      return Optional.of(EntryCodec.decode(ByteBuffer.wrap(payload)));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private void step(byte letter) {
    switch (letter) {
      case 'e' -> frame(payload(TestJournals.plain(operand())), 0);
      case 's' -> frame(payload(snapshot(true)), 0);
      case 't' -> frame(payload(snapshot(false)), 0);
      case 'p' -> frame(bytes(operand()), 0);
      case 'c' -> continues = true;
      case 'x' -> frame(payload(TestJournals.plain(1)), operand());
      case 'r' -> raw(bytes(operand()));
      case 'z' -> raw(new byte[operand()]);
      case 'n' -> next(false, 0, SegmentHeader.VERSION);
      case 'a' -> next(true, 0, SegmentHeader.VERSION);
      case 'h' -> next(false, 0, operand());
      case 'j' -> next(false, 1L << operand() % SHIFT_MAX, SegmentHeader.VERSION);
      default -> raw(new byte[] {letter});
    }
  }

  private int operand() {
    return recipe.hasRemaining() ? recipe.get() & 0xFF : 1;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[Math.min(count, recipe.remaining())];
    recipe.get(bytes);
    return bytes;
  }

  private static Entry.Snapshot snapshot(boolean last) {
    return new Entry.Snapshot(Instant.EPOCH, List.of(), List.of(), List.of("a"), last);
  }

  private static byte[] payload(Entry entry) {
    ByteBuffer payload = ByteBuffer.allocate(EntryCodec.size(entry));
    EntryCodec.encode(entry, payload);
    return payload.array();
  }

  private void frame(byte[] payload, int displaced) {
    if (payload.length == 0) {
      return;
    }
    ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER + payload.length);
    frame.put(Frames.HEADER, payload);
    long position = first + segment.size() + displaced;
    frames.seal(frame, 0, frame.capacity(), position, !continues);
    continues = false;
    segment.writeBytes(frame.array());
    boolean filler = EntryCodec.isFiller(ByteBuffer.wrap(payload));
    Optional<Entry> entry = entry(payload);
    sound &= displaced == 0 && (filler || entry.isPresent());
    if (sound && !filler) {
      entries.add(entry.orElseThrow());
    }
  }

  private void raw(byte[] bytes) {
    segment.writeBytes(bytes);
    sound = false;
  }

  private void next(boolean archived, long lost, int version) {
    close(archived);
    first += segment.size() + lost;
    segment = new ByteArrayOutputStream();
    header(version);
    sound &= lost == 0 && version <= SegmentHeader.VERSION;
  }

  private void header(int version) {
    segment.writeBytes(new SegmentHeader(version, first, Instant.EPOCH).encode().array());
  }

  private void close(boolean archived) {
    String name = archived ? Segments.archivedName(first) : Segments.rawName(first);
    disk.put(name, archived ? compressed(segment.toByteArray()) : segment.toByteArray());
  }

  private static byte[] compressed(byte[] bytes) {
    var compressed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
    }
    return compressed.toByteArray();
  }
}
