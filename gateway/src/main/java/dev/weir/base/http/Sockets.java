package dev.weir.base.http;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// The channel under a connection, for what the engine's own calls do not do well.
///
/// Its `close` waits for a client that has stopped reading; its `pause` holds read messages back
/// and drops them when the peer closes meanwhile, so that a complete answer would look cut.
final class Sockets {
  private Sockets() {}

  /// Closes at once; what is not yet written is lost.
  static void close(HttpConnection connection) {
    // From the engine's own handler on, which would hold a close of the whole channel back.
    var _ = ((ConnectionBase) connection).channelHandlerContext().close();
  }

  /// Reads from the socket or leaves the bytes to TCP. What has been read is delivered either way,
  /// and when the peer closes so is the rest of the kernel's buffer.
  static void read(HttpConnection connection, boolean reading) {
    ((ConnectionBase) connection).channel().config().setAutoRead(reading);
  }

  static ChannelPipeline pipeline(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().pipeline();
  }
}
