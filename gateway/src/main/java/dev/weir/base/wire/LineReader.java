package dev.weir.base.wire;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream of JSON documents, one a line, whose lines end with LF. An empty line is no event.
/// A line that lies within one chunk is seen in place. One thread.
final class LineReader implements EventReader {
  private final int lineBytesMax;
  private final Consumer<WireEvent> sink;
  private final WireEvent event = new WireEvent();
  private byte[] carry = {};
  private boolean overlong;

  /// @param lineBytesMax longest line read
  LineReader(int lineBytesMax, Consumer<WireEvent> sink) {
    this.lineBytesMax = lineBytesMax;
    this.sink = sink;
  }

  @Override
  public void feed(byte[] chunk) {
    if (overlong || chunk.length == 0) {
      return;
    }
    byte[] bytes = carry.length == 0 ? chunk : EventReader.joined(carry, chunk);
    int start = 0;
    for (int i = bytes.length - chunk.length; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line(bytes, start, i, i + 1);
        start = i + 1;
      }
    }
    carry = Arrays.copyOfRange(bytes, start, bytes.length);
    overlong = carry.length > lineBytesMax;
  }

  private void line(byte[] bytes, int from, int dataTo, int to) {
    if (from == dataTo) {
      return;
    }
    event.begin(bytes, from);
    event.data(from, dataTo);
    event.to = to;
    sink.accept(event);
  }

  @Override
  public void end() {
    if (!overlong) {
      line(carry, 0, carry.length, carry.length);
    }
    carry = new byte[0];
  }

  @Override
  public boolean overlong() {
    return overlong;
  }

  /// Any bytes are lines.
  @Override
  public boolean broken() {
    return false;
  }
}
