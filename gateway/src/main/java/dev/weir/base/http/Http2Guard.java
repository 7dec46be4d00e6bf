package dev.weir.base.http;

import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.util.AsciiString.contentEquals;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;

/// Stands before the engine's reading of HTTP/2 heads: it resets a stream without a word where
/// `host` is not `:authority`, which [HeadRules] can answer. Such a head is passed on with both as
/// its hosts, `:authority` first, by which the engine lets it pass and the rules know it.
final class Http2Guard extends Http2FrameListenerDecorator {
  private Http2Guard(Http2FrameListener engine) {
    super(engine);
  }

  static void install(ChannelPipeline pipeline) {
    Http2ConnectionHandler connection = pipeline.get(Http2ConnectionHandler.class);
    if (connection != null) { // else HTTP/1.1
      Http2ConnectionDecoder decoder = connection.decoder();
      decoder.frameListener(new Http2Guard(decoder.frameListener()));
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context, int stream, Http2Headers head, int padding, boolean last)
      throws Http2Exception {
    listener.onHeadersRead(context, stream, withBothHosts(head), padding, last);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int stream,
      Http2Headers head,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last)
      throws Http2Exception {
    listener.onHeadersRead(
        context, stream, withBothHosts(head), dependency, weight, exclusive, padding, last);
  }

  private static Http2Headers withBothHosts(Http2Headers head) {
    CharSequence authority = head.authority();
    List<CharSequence> hosts = head.getAll(HOST);
    if (authority != null && hosts.stream().anyMatch(host -> !contentEquals(host, authority))) {
      head.set(HOST, authority).add(HOST, hosts);
    }
    return head;
  }
}
