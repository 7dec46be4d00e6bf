package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;

/// A frame with one hole, made once per answer so that each frame is two copies and its own bytes.
final class Template {
  /// Stands for the hole; it occurs in no frame otherwise.
  static final String HOLE = "~hole~";

  private final byte[] before;
  private final byte[] after;

  private Template(byte[] before, byte[] after) {
    this.before = before;
    this.after = after;
  }

  static Template of(String frame) {
    int at = frame.indexOf(HOLE);
    return new Template(
        frame.substring(0, at).getBytes(UTF_8),
        frame.substring(at + HOLE.length()).getBytes(UTF_8));
  }

  /// The frame with the hole filled and `tail` after it.
  Buffer with(byte[] filling, byte[] tail) {
    return Buffer.buffer(before.length + filling.length + after.length + tail.length)
        .appendBytes(before)
        .appendBytes(filling)
        .appendBytes(after)
        .appendBytes(tail);
  }
}
