package dev.weir.base.wire;

import java.util.Arrays;

/// Cuts the bytes of one answer, split anywhere, into events, and gives each to the sink it was
/// made with. An event longer than allowed is not given, nor any behind it. One thread.
public sealed interface EventReader permits SseReader, EventStreamReader, LineReader, WholeReader {

  /// Takes the next bytes.
  void feed(byte[] chunk);

  /// The answer has ended, in whatever way: what is left is one last event.
  void end();

  /// True once an event was longer than allowed: from its first byte on nothing is read any more.
  boolean overlong();

  /// True once bytes were no event of the framing, or the answer ended within one where that can be
  /// told: nothing behind is read any more.
  boolean broken();

  /// One behind the other.
  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
