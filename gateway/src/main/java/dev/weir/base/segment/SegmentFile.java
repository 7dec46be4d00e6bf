package dev.weir.base.segment;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One file of a [Disk], read and written at offsets. Reads and one writer may overlap.
public interface SegmentFile extends AutoCloseable {
  long size() throws IOException;

  /// Reads some bytes at an offset; −1 at or past the file's end.
  int read(ByteBuffer target, long offset) throws IOException;

  /// Writes all remaining bytes at an offset.
  void write(ByteBuffer source, long offset) throws IOException;

  /// Makes the content written so far survive power loss.
  void sync() throws IOException;

  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
