package dev.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// A server-sent event of fixed size that carries the time it was sent.
///
/// The fixed size lets the reader find frames without parsing, however the bytes are split.
final class SseFrame {
  static final int BYTES = 160;

  private static final int STAMP_AT = 12;
  private static final int STAMP_DIGITS = 16;
  private static final byte[] CHUNK = chunk();

  private SseFrame() {}

  private static byte[] chunk() {
    String head = "data: {\"t\":\"" + "0".repeat(STAMP_DIGITS) + "\",\"delta\":\"";
    String tail = "\"}\n\n";
    String text = "x".repeat(BYTES - head.length() - tail.length());
    return (Integer.toHexString(BYTES) + "\r\n" + head + text + tail + "\r\n").getBytes(US_ASCII);
  }

  /// Appends one frame as one chunk of a chunked body.
  static void write(ByteBuf out, long nanos) {
    int start = out.writerIndex();
    out.writeBytes(CHUNK);
    int stamp = start + Integer.toHexString(BYTES).length() + 2 + STAMP_AT;
    for (int i = 0; i < STAMP_DIGITS; i++) {
      int digit = (int) (nanos >>> (4 * (STAMP_DIGITS - 1 - i))) & 15;
      out.setByte(stamp + i, digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
  }

  /// Puts frames together again from pieces of a body.
  static final class Reader {
    private int position;
    private long stamp;

    /// @param sentAt told the time each frame was sent, when its last byte has come
    void read(ByteBuf body, java.util.function.LongConsumer sentAt) {
      while (body.isReadable()) {
        if (position >= STAMP_AT && position < STAMP_AT + STAMP_DIGITS) {
          stamp = stamp << 4 | Character.digit(body.readByte(), 16);
          position++;
        } else {
          int until = position < STAMP_AT ? STAMP_AT : BYTES;
          int skip = Math.min(until - position, body.readableBytes());
          body.skipBytes(skip);
          position += skip;
        }
        if (position == BYTES) {
          sentAt.accept(stamp);
          position = 0;
          stamp = 0;
        }
      }
    }
  }
}
