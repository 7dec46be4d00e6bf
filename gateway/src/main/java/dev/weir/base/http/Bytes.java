package dev.weir.base.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;

/// A growing byte array, and the crossing between arrays and the engine's buffers without a copy
/// where none is needed.
final class Bytes {
  static final byte[] NONE = new byte[0];

  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  void add(byte[] more) {
    if (more.length > array.length - size) {
      array = Arrays.copyOf(array, Math.max(size + more.length, array.length * 2));
    }
    System.arraycopy(more, 0, array, size, more.length);
    size += more.length;
  }

  int size() {
    return size;
  }

  /// So many bytes fit in without another copy.
  void growTo(int capacity) {
    if (capacity > array.length) {
      array = Arrays.copyOf(array, capacity);
    }
  }

  /// What was added; this object must not be used again.
  byte[] take() {
    return size == array.length ? array : Arrays.copyOf(array, size);
  }

  static Buffer wrap(byte[] bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }

  /// The bytes from an offset on.
  static Buffer wrap(byte[] bytes, int from) {
    return from == 0 ? wrap(bytes) : wrap(bytes, from, bytes.length - from);
  }

  static Buffer wrap(byte[] bytes, int from, int length) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, from, length));
  }

  /// The engine copies what it reads out of its pool into an exact heap array, which can be taken
  /// as it is; any other shape is copied.
  static byte[] of(Buffer buffer) {
    ByteBuf content = ((BufferInternal) buffer).unwrap();
    boolean exact =
        content.hasArray()
            && content.arrayOffset() == 0
            && content.readerIndex() == 0
            && content.array().length == content.readableBytes();
    return exact ? content.array() : buffer.getBytes();
  }

  /// Gives back what the engine's pool lent for good.
  static void release(Buffer buffer) {
    var _ = ((BufferInternal) buffer).unwrap().release();
  }
}
