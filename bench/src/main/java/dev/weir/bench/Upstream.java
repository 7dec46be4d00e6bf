package dev.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The provider's side of a benchmark: fixed JSON, a paced stream, or a stream as fast as it goes.
final class Upstream implements AutoCloseable {
  static final String JSON = "/json";
  static final String PACED = "/paced";
  static final String BURST = "/burst";
  static final int BURST_FRAMES = 2_000;

  private static final int BURST_FRAMES_PER_FLUSH = 8;
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long STAGGER_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int STAGGERED_STREAMS = 200;

  private static final byte[] STREAM_HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
          .getBytes(US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  private final LongSupplier nanoClock;
  private final ByteBuf json = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(jsonAnswer()));
  private final Channel listening;
  private int streams;

  Upstream(EventLoopGroup loop, LongSupplier nanoClock) throws InterruptedException {
    this.nanoClock = nanoClock;
    this.listening =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1_024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpRequestDecoder(), new Answers());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  private static byte[] jsonAnswer() {
    String body = "{\"choices\":[{\"message\":{\"content\":\"" + "y".repeat(950) + "\"}}]}";
    String head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(US_ASCII);
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
  }

  /// The answers on one connection.
  private final class Answers extends ChannelInboundHandlerAdapter {
    private String path = "";
    private int burstLeft;
    private @Nullable Future<?> pace;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        path = request.uri();
      }
      if (message instanceof LastHttpContent) {
        answer(context);
      }
      ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext context) {
      switch (path) {
        case JSON -> {
          var _ = context.writeAndFlush(json.duplicate(), context.voidPromise());
        }
        case PACED -> {
          var _ = context.writeAndFlush(Unpooled.wrappedBuffer(STREAM_HEAD), context.voidPromise());
          long phase = STAGGER_NANOS * (streams++ % STAGGERED_STREAMS);
          pace =
              context
                  .executor()
                  .scheduleAtFixedRate(
                      () -> frame(context), phase, PACE_NANOS, TimeUnit.NANOSECONDS);
        }
        case BURST -> {
          var _ = context.write(Unpooled.wrappedBuffer(STREAM_HEAD), context.voidPromise());
          burstLeft = BURST_FRAMES;
          burst(context);
        }
        default -> throw new IllegalStateException("no such path: " + path);
      }
    }

    private void frame(ChannelHandlerContext context) {
      ByteBuf out = context.alloc().buffer(SseFrame.BYTES + 16);
      SseFrame.write(out, nanoClock.getAsLong());
      var _ = context.writeAndFlush(out, context.voidPromise());
    }

    private void burst(ChannelHandlerContext context) {
      while (burstLeft > 0 && context.channel().isWritable()) {
        ByteBuf out = context.alloc().buffer(BURST_FRAMES_PER_FLUSH * (SseFrame.BYTES + 16));
        for (int i = 0; i < BURST_FRAMES_PER_FLUSH; i++) {
          SseFrame.write(out, nanoClock.getAsLong());
        }
        burstLeft -= BURST_FRAMES_PER_FLUSH;
        if (burstLeft == 0) {
          out.writeBytes(LAST_CHUNK);
        }
        var _ = context.writeAndFlush(out, context.voidPromise());
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      burst(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      burstLeft = 0;
      if (pace != null) {
        pace.cancel(false);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close(); // the proxy or the load has gone: the load counts that
    }
  }
}
