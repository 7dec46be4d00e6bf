package dev.weir.base.segment;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Claims a segment's disk space by writing it full of zeros: a sparse file would promise room the
/// disk need not have.
public final class Preallocation {
  private static final int CHUNK = 1 << 20;

  private Preallocation() {}

  /// A file of `bytes` zeros, synced. One left from before is taken over when it has its full size:
  /// on a full disk its room could not be had again.
  public static SegmentFile claim(Disk disk, String name, long bytes) throws IOException {
    if (disk.list().contains(name)) {
      SegmentFile left = disk.open(name);
      if (left.size() == bytes) {
        return left;
      }
      left.close();
    }
    SegmentFile file = disk.create(name);
    try {
      zero(file, 0, bytes);
      file.sync();
      return file;
    } catch (IOException e) {
      try (file) {
        disk.remove(name);
      }
      throw e;
    }
  }

  /// Writes zeros over `[from, to)`.
  public static void zero(SegmentFile file, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(to - from, 0)));
    for (long at = from; at < to; at += CHUNK) {
      zeros.clear().limit((int) Math.min(CHUNK, to - at));
      file.write(zeros, at);
    }
  }
}
