package dev.weir.base.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/// Stands before and behind the parser of an HTTP/1.1 connection, for what the engine does not let
/// its users do: see the first byte of a request, answer a body or a version that is wrong instead
/// of closing without a word, and close so that the answer arrives.
final class Http1Guard {
  private static final String PARSER = "httpDecoder";
  private static final String CLOSE = "weirClose";

  private Http1Guard() {}

  static void install(ChannelPipeline pipeline, ServerConnection connection) {
    if (pipeline.get(PARSER) == null) {
      return; // HTTP/2
    }
    pipeline.addFirst(CLOSE, new Close(connection));
    pipeline.addBefore(PARSER, "weirFirstByte", new FirstByte(connection));
    pipeline.addAfter(PARSER, "weirMessages", new Messages(connection));
  }

  /// Closes at once, what is not yet written is lost; on TLS too, which carries out the first close
  /// alone.
  static void drop(ChannelPipeline pipeline) {
    ChannelHandlerContext own = pipeline.context(CLOSE);
    var _ = own == null ? pipeline.close() : own.close();
  }

  /// Says the end, and reads on without looking until the client has closed, too: were the
  /// connection closed with bytes unread, the kernel would reset it and the client could lose the
  /// last answer ([RFC 9112, 9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)).
  private static final class Close extends ChannelOutboundHandlerAdapter {
    private final ServerConnection connection;

    Close(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
      Channel channel = context.channel();
      if (!channel.isActive() || !connection.lingers()) {
        var _ = context.close(promise);
        return;
      }
      channel.config().setAutoRead(true);
      var _ = channel.closeFuture().addListener(_ -> promise.trySuccess());
      var _ =
          ((DuplexChannel) channel)
              .shutdownOutput()
              .addListener(said -> {
                if (!said.isSuccess()) {
                  var _ = context.close();
                }
              });
    }
  }

  private static final class FirstByte extends ChannelInboundHandlerAdapter {
    private final ServerConnection connection;

    FirstByte(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      if (connection.isFinished()) {
        ReferenceCountUtil.release(bytes);
        return;
      }
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
