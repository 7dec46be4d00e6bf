package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// An OpenAI chat chunk of fixed size whose id carries the time it was sent.
///
/// The fixed size lets the reader find frames without parsing, however the bytes are split.
final class SseFrame {
  static final int BYTES = 200;

  /// What a stream ends with, after its usage; shorter than a frame.
  static final byte[] DONE = chunk("data: [DONE]\n\n");

  private static final String OPENING = "data: {\"id\":\"";
  private static final int STAMP_AT = OPENING.length();
  private static final int STAMP_DIGITS = 16;
  private static final int HEAD = Integer.toHexString(BYTES).length() + 2;
  private static final byte[] DELTA =
      chunk(
          padded(
              ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"",
              'x',
              "\"},\"finish_reason\":null}]}\n\n"));
  private static final byte[] USAGE =
      chunk(
          padded(
              ",\"choices\":[],\"usage\":{\"prompt_tokens\":240,\"completion_tokens\":60,"
                  + "\"total_tokens\":300}",
              ' ',
              "}\n\n"));

  private SseFrame() {}

  private static String padded(String start, char filler, String end) {
    String head =
        OPENING
            + "0".repeat(STAMP_DIGITS)
            + "\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\""
            + Upstream.MODEL
            + "\""
            + start;
    char[] filled = new char[BYTES - head.length() - end.length()];
    Arrays.fill(filled, filler);
    return head + new String(filled) + end;
  }

  private static byte[] chunk(String text) {
    return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(US_ASCII);
  }

  /// Appends one frame of generated text as one chunk of a chunked body.
  static void write(ByteBuf out, long nanos) {
    write(out, DELTA, nanos);
  }

  /// Appends the frame that states the usage.
  static void writeUsage(ByteBuf out, long nanos) {
    write(out, USAGE, nanos);
  }

  private static void write(ByteBuf out, byte[] frame, long nanos) {
    int stamp = out.writerIndex() + HEAD + STAMP_AT;
    out.writeBytes(frame);
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
    void read(ByteBuf body, LongConsumer sentAt) {
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
          reset();
        }
      }
    }

    /// A new body begins.
    void reset() {
      position = 0;
      stamp = 0;
    }
  }
}
