package dev.weir.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes at arbitrary places, across the borders of frames and characters.
final class Splitter {
  private static final int PIECE_MAX = 97;

  private final RandomGenerator random;
  private final Deque<Buffer> pieces = new ArrayDeque<>();
  private Buffer rest = Buffer.buffer();

  Splitter(RandomGenerator random) {
    this.random = random;
  }

  /// Takes bytes in; those after the last cut stay until more come or [#finish].
  void add(Buffer bytes) {
    rest.appendBuffer(bytes);
    int from = 0;
    int size = pieceSize();
    while (from + size < rest.length()) {
      pieces.add(rest.getBuffer(from, from + size));
      from += size;
      size = pieceSize();
    }
    rest = rest.getBuffer(from, rest.length());
  }

  void finish() {
    if (rest.length() > 0) {
      pieces.add(rest);
      rest = Buffer.buffer();
    }
  }

  @Nullable Buffer next() {
    return pieces.poll();
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  // Mostly short pieces, so that single bytes occur often.
  private int pieceSize() {
    return 1 + random.nextInt(1 + random.nextInt(PIECE_MAX));
  }
}
