package dev.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One client connection of a [Load]; one request at a time, the next waits.
final class LoadConnection extends ChannelInboundHandlerAdapter {
  private final Load load;
  private final ByteBuf request;
  private final SseFrame.Reader frames = new SseFrame.Reader();
  private final Deque<Long> due = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;

  LoadConnection(Load load, String path) {
    this.load = load;
    String body = "{\"model\":\"m\",\"stream\":true,\"messages\":\"" + "z".repeat(960) + "\"}";
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer wk_0123456789abcdef\r\n"
            + "content-type: application/json\r\naccept: */*\r\nuser-agent: bench\r\n"
            + "content-length: "
            + body.length()
            + "\r\n\r\n";
    this.request =
        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer((head + body).getBytes(US_ASCII)));
  }

  /// Sends now, or when the answers before it have come; its latency counts from the due time.
  void send(long dueNanos) {
    due.add(dueNanos);
    if (due.size() == 1) {
      write();
    }
  }

  private void write() {
    if (context != null) {
      var _ = context.writeAndFlush(request.duplicate(), context.voidPromise());
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext current, Object message) {
    if (message instanceof HttpResponse response && response.status().code() != 200) {
      load.failed();
    }
    if (message instanceof HttpContent content && load.countsFrames()) {
      long now = load.now();
      frames.read(content.content(), sentAt -> load.unit(now - sentAt));
    }
    if (message instanceof LastHttpContent) {
      answered();
    }
    ReferenceCountUtil.release(message);
  }

  private void answered() {
    Long sentAt = due.poll();
    if (sentAt != null && !load.countsFrames()) {
      load.unit(load.now() - sentAt);
    }
    if (!load.isOpenLoop()) {
      send(load.now());
    } else if (!due.isEmpty()) {
      write();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext current) {
    load.failed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext current, Throwable cause) {
    var _ = current.close(); // counted by channelInactive
  }
}
