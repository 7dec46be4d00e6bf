package dev.weir.base.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/// Stands before and behind the parser of an HTTP/1.1 connection, for what the engine does not let
/// its users do: see the first byte of a request, and answer a body or a version that is wrong
/// instead of closing without a word.
final class Http1Guard {
  private static final String PARSER = "httpDecoder";

  private Http1Guard() {}

  static void install(ChannelPipeline pipeline, ServerConnection connection) {
    if (pipeline.get(PARSER) == null) {
      return; // HTTP/2
    }
    pipeline.addBefore(PARSER, "weirFirstByte", new FirstByte(connection));
    pipeline.addAfter(PARSER, "weirMessages", new Messages(connection));
  }

  private static final class FirstByte extends ChannelInboundHandlerAdapter {
    private final ServerConnection connection;

    FirstByte(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      connection.bytesCame();
      context.fireChannelRead(bytes);
    }
  }

  private static final class Messages extends ChannelInboundHandlerAdapter {
    private final ServerConnection connection;

    Messages(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (connection.isFinished()) {
        ReferenceCountUtil.release(message);
        return;
      }
      // A head that is no request at all comes as a message with an empty body.
      boolean head = message instanceof HttpRequest;
      if (!head && message instanceof HttpContent body && body.decoderResult().isFailure()) {
        body.release();
        connection.malformed(
            new Breach(Breach.Kind.MALFORMED, "the chunks of the body are malformed"));
        return;
      }
      if (message instanceof HttpRequest request
          && request.decoderResult().isSuccess()
          && !known(request.protocolVersion())) {
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
        request.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException(HeadRules.VERSION)));
      }
      context.fireChannelRead(message);
    }

    private static boolean known(HttpVersion version) {
      return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }
  }
}
