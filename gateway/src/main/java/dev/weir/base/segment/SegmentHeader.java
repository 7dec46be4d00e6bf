package dev.weir.base.segment;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;

/// The first bytes of a segment: magic, format version, position of the segment's first byte, time
/// of creation, CRC32C of all that.
public record SegmentHeader(int version, long first, Instant createdAt) {
  public static final int BYTES = 32;

  /// The format this program writes and the newest it reads. A segment has one format from its
  /// first entry to its last.
  public static final int VERSION = 5;

  private static final long MAGIC = 0x57454952_4A524E4CL; // "WEIRJRNL"
  private static final int VERSION_AT = 8;
  private static final int FIRST_AT = 12;
  private static final int CREATED_AT = 20;
  private static final int CRC_AT = BYTES - Integer.BYTES;

  /// The header's bytes, ready to be written.
  public ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putInt(version << 24).putLong(first).putLong(createdAt.toEpochMilli());
    return bytes.putInt(crc(bytes)).flip();
  }

  /// Whether `bytes` starts with a sound header of the segment that starts at `first`. A sound one
  /// of a newer format is a [JournalException].
  public static boolean isSound(String file, ByteBuffer bytes, long first) {
    if (bytes.limit() < BYTES || bytes.getLong(0) != MAGIC || bytes.getInt(CRC_AT) != crc(bytes)) {
      return false;
    }
    int version = version(bytes);
    if (version > VERSION) {
      throw new JournalException(
          "%s has journal format %d; this program reads up to %d: start a newer one"
              .formatted(file, version, VERSION));
    }
    return bytes.getLong(FIRST_AT) == first;
  }

  /// The format in a sound header.
  public static int version(ByteBuffer sound) {
    return sound.get(VERSION_AT) & 0xFF;
  }

  /// The time of creation in a sound header.
  static Instant createdAt(ByteBuffer sound) {
    return Instant.ofEpochMilli(sound.getLong(CREATED_AT));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
