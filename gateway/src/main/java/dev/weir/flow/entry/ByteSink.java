package dev.weir.flow.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Writes the journal's primitives, or only counts their bytes: the same code gives an entry's size
/// and its bytes, so that they cannot differ.
final class ByteSink {
  private final @Nullable ByteBuffer target;
  private int size;

  /// A sink that counts.
  ByteSink() {
    this.target = null;
  }

  /// A sink that writes; the caller has made sure of the room.
  ByteSink(ByteBuffer target) {
    this.target = target;
  }

  int size() {
    return size;
  }

  void octet(int value) {
    size++;
    if (target != null) {
      target.put((byte) value);
    }
  }

  void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  /// Eight bytes, for values with no small case.
  void fixed(long value) {
    size += Long.BYTES;
    if (target != null) {
      target.putLong(value);
    }
  }

  /// One to ten bytes, short for small unsigned values.
  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  /// One to ten bytes, short for values near zero of either sign.
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void instant(Instant instant) {
    signed(instant.getEpochSecond());
    unsigned(instant.getNano());
  }

  /// The number of a known text, or its length and UTF-8 bytes.
  void text(String text) {
    int known = KnownTexts.numberOf(text);
    if (known >= 0) {
      unsigned(((long) known << 1) | 1);
    } else if (isAscii(text)) {
      unsigned((long) text.length() << 1);
      ascii(text);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      unsigned((long) bytes.length << 1);
      size += bytes.length;
      if (target != null) {
        target.put(bytes);
      }
    }
  }

  /// An enum constant by its name: a constant may move, but never be renamed.
  void name(Enum<?> constant) {
    text(constant.name());
  }

  <T> void list(List<T> items, BiConsumer<ByteSink, T> item) {
    unsigned(items.size());
    for (int i = 0; i < items.size(); i++) {
      item.accept(this, items.get(i));
    }
  }

  private void ascii(String text) {
    size += text.length();
    if (target != null) {
      for (int i = 0; i < text.length(); i++) {
        target.put((byte) text.charAt(i));
      }
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
