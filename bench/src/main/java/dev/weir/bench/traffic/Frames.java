package dev.weir.bench.traffic;

import io.netty.buffer.ByteBuf;

/// A provider's answers, which cost next to nothing to make. Immutable.
interface Frames {
  /// Text of an answer that is no stream.
  int TEXT_BYTES = 780;

  /// The body of an answer that is no stream.
  byte[] json();

  /// Appends what a stream begins with.
  void first(ByteBuf out);

  /// Appends one frame of generated text as one chunk of a chunked body.
  void write(ByteBuf out, long nanos);

  /// Appends what ends a stream, the usage first; how many frames with a stamp that is.
  int last(ByteBuf out, long nanos);
}
