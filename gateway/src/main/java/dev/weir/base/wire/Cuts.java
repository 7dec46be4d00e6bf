package dev.weir.base.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Edits to one body: texts that take the place of bytes, or come between them. Every other byte
/// stays as it was. One thread.
public final class Cuts {
  private final List<Cut> cuts = new ArrayList<>();

  /// @param to behind the last byte that is replaced
  @SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
  private record Cut(int from, int to, byte[] bytes) {
    boolean isWithin(Cut other) {
      return from >= other.from && to <= other.to && to > other.from;
    }
  }

  public Cuts replace(int from, int to, String text) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a cut goes forward, was %d to %d".formatted(from, to));
    }
    cuts.add(new Cut(from, to, text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /// Texts inserted at one place stand there in the order in which they were given.
  public Cuts insert(int at, String text) {
    return replace(at, at, text);
  }

  public Cuts remove(int from, int to) {
    return replace(from, to, "");
  }

  /// Takes the other's edits too, in place of those within a part that they replace.
  public Cuts outdoneBy(Cuts other) {
    cuts.removeIf(cut -> other.cuts.stream().anyMatch(cut::isWithin));
    cuts.addAll(other.cuts);
    return this;
  }

  /// The body with the edits made; the same array without any. Two edits of one byte are a defect.
  public byte[] applied(byte[] body) {
    if (cuts.isEmpty()) {
      return body;
    }
    List<Cut> ordered = new ArrayList<>(cuts);
    ordered.sort(Comparator.comparingInt(Cut::from).thenComparingInt(Cut::to));
    int length = body.length;
    for (Cut cut : ordered) {
      length += cut.bytes.length - (cut.to - cut.from);
    }
    ByteBuffer edited = ByteBuffer.allocate(length);
    int read = 0;
    for (Cut cut : ordered) {
      edited.put(body, read, cut.from - read).put(cut.bytes);
      read = cut.to;
    }
    return edited.put(body, read, body.length - read).array();
  }
}
