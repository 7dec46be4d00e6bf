package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// An event of fixed size with a stamp, as one chunk of a chunked body.
final class Frame {
  static final int BYTES = 200;

  private final byte[] chunk;
  private final int stampAt;

  /// @param text with the place of its filler, and a blank stamp
  Frame(String text, char filler) {
    int missing = BYTES - text.formatted("").length();
    chunk = chunk(text.formatted(String.valueOf(filler).repeat(missing)));
    stampAt = new String(chunk, US_ASCII).indexOf(Stamp.BLANK);
  }

  static byte[] chunk(String text) {
    return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(US_ASCII);
  }

  void write(ByteBuf out, long nanos) {
    int at = out.writerIndex() + stampAt;
    out.writeBytes(chunk);
    Stamp.write(out, at, nanos);
  }
}
