package dev.weir.flow.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads what [ByteSink] wrote. Malformed bytes are an [IllegalArgumentException] or a
/// [java.nio.BufferUnderflowException].
final class ByteSource {
  private final ByteBuffer source;

  ByteSource(ByteBuffer source) {
    this.source = source;
  }

  int remaining() {
    return source.remaining();
  }

  int octet() {
    return source.get() & 0xFF;
  }

  boolean flag() {
    int octet = octet();
    if (octet > 1) {
      throw new IllegalArgumentException("a flag is 0 or 1, was " + octet);
    }
    return octet == 1;
  }

  long fixed() {
    return source.getLong();
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if ((octet & 0x80) == 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has at most ten bytes");
  }

  long signed() {
    long raw = unsigned();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /// A size or number that must fit an int.
  int small() {
    return Math.toIntExact(unsigned());
  }

  Instant instant() {
    return Instant.ofEpochSecond(signed(), unsigned());
  }

  String text() {
    long head = unsigned();
    if ((head & 1) == 1) {
      return KnownTexts.byNumber(head >>> 1);
    }
    byte[] bytes = new byte[bounded(head >>> 1)];
    source.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  <T> List<T> list(Function<ByteSource, T> item) {
    int count = bounded(unsigned());
    List<T> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(item.apply(this));
    }
    return items;
  }

  /// A count of things of at least one byte each: never more than the bytes that are left, so a
  /// malformed one cannot ask for memory.
  private int bounded(long count) {
    if (count < 0 || count > source.remaining()) {
      throw new IllegalArgumentException(
          "count %d exceeds the %d bytes left".formatted(count, source.remaining()));
    }
    return (int) count;
  }
}
