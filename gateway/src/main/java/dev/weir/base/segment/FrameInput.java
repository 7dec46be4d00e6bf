package dev.weir.base.segment;

import dev.weir.base.segment.Segments.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads one segment's frames in order, raw or archived, checking each.
public final class FrameInput implements AutoCloseable {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Segment segment;
  private final InputStream in;
  private final Frames frames = new Frames();
  private byte[] frame = new byte[1 << 12];
  private long position;
  private long framePosition;

  /// @param in the segment from its first byte, or from where `position` says
  public FrameInput(Segment segment, InputStream in) {
    this(segment, in, segment.first());
  }

  public FrameInput(Segment segment, InputStream in, long position) {
    this.segment = segment;
    this.in = in;
    this.position = position;
  }

  public Segment segment() {
    return segment;
  }

  /// Where the next frame begins.
  public long position() {
    return position;
  }

  /// Where the frame of the last [#next] began.
  public long framePosition() {
    return framePosition;
  }

  public void skipTo(long target) throws IOException {
    in.skipNBytes(target - position);
    position = target;
  }

  /// The next frame's payload, empty at the end of input; valid until the next call. Anything else
  /// than a valid frame is a [JournalException].
  public ByteBuffer next() throws IOException {
    int head = in.readNBytes(frame, 0, Frames.HEADER);
    if (head == 0) {
      return NOTHING;
    }
    int payload = head < Frames.HEADER ? -1 : Frames.payloadBytes(ByteBuffer.wrap(frame).getInt(0));
    if (payload > 0) {
      int length = Frames.HEADER + payload;
      if (length > frame.length) {
        frame = Arrays.copyOf(frame, length);
      }
      int read = in.readNBytes(frame, Frames.HEADER, payload);
      if (read == payload && frames.check(ByteBuffer.wrap(frame), 0, length, position) >= 0) {
        framePosition = position;
        position += length;
        return ByteBuffer.wrap(frame, Frames.HEADER, payload).slice();
      }
    }
    throw new JournalException(
        "%s is damaged at offset %d (position %d): restore it from a backup%s"
            .formatted(segment.name(), position - segment.first(), position, otherwise()));
  }

  /// Recovery does not look into archives, so it skips nothing there.
  private String otherwise() {
    return segment.archived() ? "" : ", or restart once with 'weir serve --accept-damage'";
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
