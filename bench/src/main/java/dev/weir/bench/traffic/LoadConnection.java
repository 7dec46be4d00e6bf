package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  private static final int REASON_BYTES_MAX = 400;

  private final Load load;
  private final ByteBuf request;
  private final Stamp.Reader frames = new Stamp.Reader();
  private final Deque<Long> due = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;
  private int status;
  private boolean waiting;

  LoadConnection(Load load, byte[] request) {
    this.load = load;
    this.request = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(request));
  }

  /// Sends now, or when the answers before it have come; its latency counts from the due time.
  void send(long dueNanos) {
    due.add(dueNanos);
    if (due.size() == 1) {
      write();
    }
  }

  private void write() {
    if (context != null && !load.isStopping()) {
      waiting = true;
      load.sent();
      var _ = context.writeAndFlush(request.duplicate(), context.voidPromise());
    }
  }

  /// Whether something was sent that is not answered yet.
  boolean waiting() {
    return waiting;
  }

  /// Whether an answer has begun.
  boolean hasBegun() {
    return status != 0;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext current, Object message) {
    if (message instanceof HttpResponse response) {
      status = response.status().code();
    }
    if (message instanceof HttpContent content) {
      read(content.content());
    }
    if (message instanceof LastHttpContent) {
      answered();
    }
    ReferenceCountUtil.release(message);
  }

  private void read(ByteBuf content) {
    if (status != 200) {
      int length = Math.min(content.readableBytes(), REASON_BYTES_MAX);
      if (length > 0) {
        load.failed(status + " " + content.toString(content.readerIndex(), length, UTF_8).strip());
      }
    } else if (load.countsFrames()) {
      long now = load.now();
      frames.read(content, sentAt -> load.unit(now - sentAt));
    }
  }

  private void answered() {
    waiting = false;
    frames.reset();
    Long sentAt = due.poll();
    if (sentAt != null && !load.countsFrames() && status == 200) {
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
    if (waiting || !load.isStopping()) {
      load.failed("a connection was closed");
    }
    waiting = false;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext current, Throwable cause) {
    var _ = current.close(); // counted by channelInactive
  }
}
