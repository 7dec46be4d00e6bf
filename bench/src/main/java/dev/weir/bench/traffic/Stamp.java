package dev.weir.bench.traffic;

import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/// The time a frame was sent, within its text: a mark and sixteen digits. Whatever a proxy makes of
/// a frame, its reader finds it without parsing, however the bytes are split.
final class Stamp {
  private static final byte MARK = '@';
  private static final int DIGITS = 16;

  /// What a frame has in the place of its stamp before it is written.
  static final String BLANK = "@" + "0".repeat(DIGITS);

  private Stamp() {}

  /// @param at of the blank
  static void write(ByteBuf out, int at, long nanos) {
    for (int i = 0; i < DIGITS; i++) {
      int digit = (int) (nanos >>> (4 * (DIGITS - 1 - i))) & 15;
      out.setByte(at + 1 + i, digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
  }

  /// Reads stamps from the pieces of a body.
  static final class Reader {
    /// Digits still to come of the stamp that has begun.
    private int missing;

    private long stamp;

    /// @param sentAt told the time each frame was sent, when its stamp has come
    void read(ByteBuf body, LongConsumer sentAt) {
      while (body.isReadable()) {
        if (missing == 0) {
          int mark = body.indexOf(body.readerIndex(), body.writerIndex(), MARK);
          body.readerIndex(mark < 0 ? body.writerIndex() : mark + 1);
          missing = mark < 0 ? 0 : DIGITS;
          stamp = 0;
        } else {
          stamp = stamp << 4 | Character.digit(body.readByte(), 16);
          missing--;
          if (missing == 0) {
            sentAt.accept(stamp);
          }
        }
      }
    }

    /// A new body begins.
    void reset() {
      missing = 0;
    }
  }
}
