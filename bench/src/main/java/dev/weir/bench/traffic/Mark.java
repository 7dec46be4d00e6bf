package dev.weir.bench.traffic;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Finds the mark of a [Reply] in a request body, wherever a proxy has put it.
final class Mark {
  private Mark() {}

  /// The reply that a piece of a body asks for; null if it holds no mark.
  static @Nullable Reply in(ByteBuf body) {
    int end = body.writerIndex();
    int at = body.indexOf(body.readerIndex(), end, (byte) '[');
    while (at >= 0 && at + 2 < end) {
      if (body.getByte(at + 1) == '[') {
        return Reply.of((char) body.getByte(at + 2));
      }
      at = body.indexOf(at + 1, end, (byte) '[');
    }
    return null;
  }
}
