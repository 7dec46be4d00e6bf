package dev.weir.base.segment;

import java.nio.ByteBuffer;

/// Frames that fill an accepted gap, so that every later reader passes it without knowing of it.
public final class Filler {
  /// The shortest gap that can be filled. One that begins where a frame began is never shorter.
  public static final int BYTES_MIN = Frames.HEADER + 1;

  private static final int FRAME_MAX = Frames.HEADER + Frames.PAYLOAD_MAX;

  private Filler() {}

  /// Valid frames without an entry, exactly `bytes` long together.
  ///
  /// @param bytes at least [#BYTES_MIN]
  public static ByteBuffer frames(Frames frames, long position, int bytes) {
    ByteBuffer filled = ByteBuffer.allocate(bytes);
    int at = 0;
    while (at < bytes) {
      int rest = bytes - at;
      int frame = rest <= FRAME_MAX ? rest : Math.min(FRAME_MAX, rest - BYTES_MIN);
      frames.seal(filled, at, at + frame, position + at, true);
      at += frame;
    }
    return filled;
  }
}
