package dev.weir.base.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Puts a payload into a frame and checks a frame: `tag and length (4 bytes), CRC32C (4), payload`.
/// The CRC covers tag, length, payload and the frame's position in the journal, so a stale or moved
/// frame is never taken as valid. One instance per thread.
///
/// The tag says whether a frame opens a *group*: frames made durable by the same sync. Nothing of a
/// later group is written before the earlier one is durable, so a damaged frame followed by a valid
/// group start is damage, never an unfinished write.
public final class Frames {
  public static final int HEADER = 8;

  /// Most payload bytes of one frame.
  public static final int PAYLOAD_MAX = 0xFF_FFFF;

  private static final int OPENS_GROUP = 0xA7;
  private static final int CONTINUES_GROUP = 0xA6;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer scratch = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);

  /// Completes the frame whose payload stands in `buffer` from `start + HEADER` to `end`.
  public void seal(ByteBuffer buffer, int start, int end, long position, boolean opensGroup) {
    int payload = end - start - HEADER;
    int head = ((opensGroup ? OPENS_GROUP : CONTINUES_GROUP) << 24) | payload;
    buffer.putInt(start, head);
    buffer.putInt(start + 4, crc(buffer, start, payload, head, position));
  }

  /// Payload bytes of the valid frame at `start`, or −1 if there is none before `end`.
  public int check(ByteBuffer buffer, int start, int end, long position) {
    if (end - start <= HEADER) {
      return -1;
    }
    int head = buffer.getInt(start);
    int payload = payloadBytes(head);
    if (payload <= 0 || payload > end - start - HEADER) {
      return -1;
    }
    return buffer.getInt(start + 4) == crc(buffer, start, payload, head, position) ? payload : -1;
  }

  /// Whether the valid frame at `start` opens a group.
  public static boolean opensGroup(ByteBuffer buffer, int start) {
    return (buffer.get(start) & 0xFF) == OPENS_GROUP;
  }

  /// The length a frame's first four bytes state, or −1 if they do not start a frame.
  static int payloadBytes(int head) {
    int tag = head >>> 24;
    return tag == OPENS_GROUP || tag == CONTINUES_GROUP ? head & PAYLOAD_MAX : -1;
  }

  private int crc(ByteBuffer buffer, int start, int payload, int head, long position) {
    crc.reset();
    crc.update(scratch.clear().putInt(head).putLong(position).flip());
    crc.update(buffer.duplicate().limit(start + HEADER + payload).position(start + HEADER));
    return (int) crc.getValue();
  }
}
