package dev.weir.flow.edge;

import java.io.ByteArrayOutputStream;

/// An answer that is kept until it is whole; one that comes in one piece is never copied. Owned by
/// its relay.
final class WholeAnswer {
  private static final byte[] NOTHING = {};

  private byte[] first = NOTHING;
  private final ByteArrayOutputStream more = new ByteArrayOutputStream(0);

  void add(byte[] bytes) {
    if (first.length == 0) {
      first = bytes;
      return;
    }
    if (more.size() == 0) {
      more.writeBytes(first);
    }
    more.writeBytes(bytes);
  }

  int size() {
    return Math.max(first.length, more.size());
  }

  byte[] bytes() {
    return more.size() == 0 ? first : more.toByteArray();
  }
}
