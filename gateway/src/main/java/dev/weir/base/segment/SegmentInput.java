package dev.weir.base.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Reads a file from an offset up to a limit.
public final class SegmentInput extends InputStream {
  private final SegmentFile file;
  private long offset;
  private final long limit;

  public SegmentInput(SegmentFile file, long offset, long limit) {
    this.file = file;
    this.offset = offset;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(length, limit - offset);
    if (wanted <= 0) {
      return -1;
    }
    int count = file.read(ByteBuffer.wrap(target, from, wanted), offset);
    offset += Math.max(count, 0);
    return count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
