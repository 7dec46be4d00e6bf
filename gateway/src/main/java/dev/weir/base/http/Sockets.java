package dev.weir.base.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// The channel under a connection, for what the engine's own calls do not do well.
///
/// Its `close` waits for a client that has stopped reading; its `pause` holds read messages back
/// and drops them when the peer closes meanwhile, so that a complete answer would look cut; and it
/// learns of a close only when the loop comes round to read it.
final class Sockets {
  private static final int ESTABLISHED = 1; // TCP_ESTABLISHED of Linux's tcp_states.h
  private static final AttributeKey<Boolean> USED = AttributeKey.valueOf("weir.used");

  private Sockets() {}

  /// Whether the kernel knows that the other side has closed or reset the connection, although the
  /// loop may not have been told yet. Without epoll, only what the loop has been told.
  static boolean isClosedByPeer(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    if (!channel.isActive()) {
      return true;
    }
    return channel instanceof EpollSocketChannel socket && socket.tcpInfo().state() != ESTABLISHED;
  }

  /// Whether nothing was sent on the connection yet; asked once for each request.
  static boolean isFresh(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    return channel.attr(USED).setIfAbsent(Boolean.TRUE) == null;
  }

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

  /// HTTP/2: whether the other side has said that this stream is beyond the last it looked at.
  static boolean isBeyondLast(HttpConnection connection, long stream) {
    Http2ConnectionHandler http2 = pipeline(connection).get(Http2ConnectionHandler.class);
    return http2 != null
        && http2.connection().goAwayReceived()
        && stream > http2.connection().local().lastStreamKnownByPeer();
  }

  static ChannelPipeline pipeline(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().pipeline();
  }
}
