package dev.weir.bench.traffic;

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
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The provider's side of a benchmark: what it answers costs next to nothing to make. It is OpenAI
/// or Anthropic, as it is asked.
public final class Upstream implements AutoCloseable {
  /// The one model it serves.
  public static final String MODEL = "m1";

  /// Frames of a [Reply#BURST], the one with the usage included.
  static final int BURST_FRAMES = 2_000;

  private static final int BURST_FRAMES_PER_FLUSH = 8;
  private static final int REQUEST_CHUNK = 64 * 1024;

  private static final byte[] STREAM_HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
          .getBytes(US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  private final EventLoopGroup loop;
  private final LongSupplier nanoClock;
  private final Provider chat = new Provider(new ChatFrames());
  private final Provider messages = new Provider(new MessageFrames());
  private final Channel listening;
  private final LongAdder frames = new LongAdder();
  private final LongAdder requests = new LongAdder();

  /// Paced streams; of the event loop.
  private final Set<Answers> open = new HashSet<>();

  private int streams;

  /// Whether paced streams end as soon as they begin; of the event loop.
  private boolean ended;

  public Upstream(EventLoopGroup loop, LongSupplier nanoClock) throws InterruptedException {
    this.loop = loop;
    this.nanoClock = nanoClock;
    this.listening =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 8_192)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpRequestDecoder(4_096, 8_192, REQUEST_CHUNK), new Answers());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  /// @param json a whole answer, its head included
  private record Provider(Frames frames, ByteBuf json) {
    private Provider(Frames frames) {
      this(
          frames, Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(head(frames), frames.json())));
    }

    private static byte[] head(Frames frames) {
      return ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
              + frames.json().length
              + "\r\n\r\n")
          .getBytes(US_ASCII);
    }
  }

  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /// Frames written so far, on all streams.
  public long frames() {
    return frames.sum();
  }

  /// Requests read so far.
  public long requests() {
    return requests.sum();
  }

  /// Paced streams run until they are ended.
  public void beginStreams() throws InterruptedException {
    loop.submit(() -> ended = false).sync();
  }

  /// Ends every paced stream as a provider does, usage first; also those still to be asked for.
  public void endStreams() throws InterruptedException {
    loop.submit(
            () -> {
              ended = true;
              List.copyOf(open).forEach(Answers::end);
            })
        .sync();
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
  }

  /// The answers on one connection.
  private final class Answers extends ChannelInboundHandlerAdapter {
    private @Nullable Reply reply;
    private Provider provider = chat;
    private int burstLeft;
    private @Nullable Future<?> pace;
    private @Nullable ChannelHandlerContext paced;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        reply = null;
        provider = request.uri().startsWith("/v1/messages") ? messages : chat;
      }
      if (reply == null && message instanceof HttpContent content) {
        reply = Mark.in(content.content());
      }
      if (message instanceof LastHttpContent) {
        requests.increment();
        answer(context);
      }
      ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext context) {
      switch (reply) {
        case JSON -> {
          var _ = context.writeAndFlush(provider.json().duplicate(), context.voidPromise());
        }
        case PACED, SLOW -> pace(context, reply);
        case BURST -> {
          var _ = context.write(opening(context), context.voidPromise());
          burstLeft = BURST_FRAMES;
          burst(context);
        }
        case null -> throw new IllegalStateException("a request does not say how to answer it");
      }
    }

    private ByteBuf opening(ChannelHandlerContext context) {
      ByteBuf out = context.alloc().buffer(4 * Frame.BYTES).writeBytes(STREAM_HEAD);
      provider.frames().first(out);
      return out;
    }

    private void pace(ChannelHandlerContext context, Reply how) {
      var _ = context.writeAndFlush(opening(context), context.voidPromise());
      paced = context;
      if (ended) {
        end();
        return;
      }
      open.add(this);
      pace =
          context
              .executor()
              .scheduleAtFixedRate(
                  () -> frame(context),
                  how.phaseNanos(streams++),
                  how.periodNanos(),
                  TimeUnit.NANOSECONDS);
    }

    private void frame(ChannelHandlerContext context) {
      ByteBuf out = context.alloc().buffer(Frame.BYTES + 16);
      provider.frames().write(out, nanoClock.getAsLong());
      frames.increment();
      var _ = context.writeAndFlush(out, context.voidPromise());
    }

    /// Ends the paced stream.
    void end() {
      stopPacing();
      if (paced != null) {
        ByteBuf out = paced.alloc().buffer(2 * Frame.BYTES);
        last(out);
        var _ = paced.writeAndFlush(out, paced.voidPromise());
      }
    }

    private void last(ByteBuf out) {
      frames.add(provider.frames().last(out, nanoClock.getAsLong()));
      out.writeBytes(LAST_CHUNK);
    }

    private void burst(ChannelHandlerContext context) {
      while (burstLeft > 0 && context.channel().isWritable()) {
        ByteBuf out = context.alloc().buffer((BURST_FRAMES_PER_FLUSH + 1) * (Frame.BYTES + 16));
        burstLeft -= BURST_FRAMES_PER_FLUSH;
        int deltas = BURST_FRAMES_PER_FLUSH - (burstLeft == 0 ? 1 : 0);
        for (int i = 0; i < deltas; i++) {
          provider.frames().write(out, nanoClock.getAsLong());
        }
        frames.add(deltas);
        if (burstLeft == 0) {
          last(out);
        }
        var _ = context.writeAndFlush(out, context.voidPromise());
      }
    }

    private void stopPacing() {
      open.remove(this);
      if (pace != null) {
        pace.cancel(false);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      burst(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      burstLeft = 0;
      stopPacing();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close(); // the proxy or the load has gone: the load counts that
    }
  }
}
