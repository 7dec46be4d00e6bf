package dev.weir.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/// Drives one shape of traffic over its connections and records what comes back.
///
/// All of its state belongs to the one event loop.
final class Load {
  private static final long LATENCY_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);
  private static final Duration WARM_UP = Duration.ofSeconds(1);

  private final EventLoopGroup loop;
  private final LongSupplier nanoClock;
  private final Shape shape;
  private final List<Channel> channels = new ArrayList<>();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Histogram latencies = new Histogram(LATENCY_NANOS_MAX, 3);
  private long units;
  private int failures;
  private boolean closing;
  private int next;

  Load(EventLoopGroup loop, LongSupplier nanoClock, Shape shape) {
    this.loop = loop;
    this.nanoClock = nanoClock;
    this.shape = shape;
  }

  /// Runs the traffic against a port and returns what was seen after the warm-up.
  Sample run(int port, long pid, Duration time) throws InterruptedException {
    connect(port);
    Future<?> opener = shape.perSecond() > 0 ? open() : onLoop(this::startAll, Duration.ZERO);
    CpuTime cpu = new CpuTime(pid);
    get(
        onLoop(
            () -> {
              latencies.reset();
              units = 0;
            },
            WARM_UP));
    long began = nanoClock.getAsLong();
    double cpuBefore = cpu.seconds();
    Sample[] sample = new Sample[1];
    get(
        onLoop(
            () -> {
              double seconds = (nanoClock.getAsLong() - began) / 1e9;
              sample[0] =
                  new Sample(
                      units / seconds,
                      latencies.copy(),
                      units == 0 ? 0 : (cpu.seconds() - cpuBefore) / units,
                      failures);
            },
            time));
    opener.cancel(false);
    close();
    return sample[0];
  }

  private void connect(int port) throws InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    LoadConnection connection = new LoadConnection(Load.this, shape.path());
                    connections.add(connection);
                    channel.pipeline().addLast(new HttpResponseDecoder(), connection);
                  }
                });
    for (int i = 0; i < shape.connections(); i++) {
      channels.add(bootstrap.connect("127.0.0.1", port).sync().channel());
    }
  }

  private void startAll() {
    connections.forEach(connection -> connection.send(nanoClock.getAsLong()));
  }

  /// An open loop: requests leave on time whether or not earlier ones have come back.
  private Future<?> open() {
    long period = TimeUnit.SECONDS.toNanos(1) / shape.perSecond();
    long first = nanoClock.getAsLong();
    long[] sent = {0};
    return loop.scheduleAtFixedRate(
        () -> connections.get(next++ % connections.size()).send(first + period * sent[0]++),
        0,
        period,
        TimeUnit.NANOSECONDS);
  }

  private Future<?> onLoop(Runnable task, Duration delay) {
    return loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void get(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load failed", e);
    }
  }

  private void close() throws InterruptedException {
    get(onLoop(() -> closing = true, Duration.ZERO));
    for (Channel channel : channels) {
      channel.close().sync();
    }
  }

  long now() {
    return nanoClock.getAsLong();
  }

  boolean isOpenLoop() {
    return shape.perSecond() > 0;
  }

  boolean countsFrames() {
    return shape.frames();
  }

  void unit(long latencyNanos) {
    units++;
    latencies.recordValue(Math.clamp(latencyNanos, 0, LATENCY_NANOS_MAX));
  }

  void failed() {
    if (!closing) {
      failures++;
    }
  }

  /// The traffic: how many connections ask for which path, and how often.
  ///
  /// @param perSecond requests over all connections; 0 for as soon as the last was answered
  /// @param frames whether frames are counted, or whole answers
  record Shape(String name, String path, int connections, int perSecond, boolean frames) {}

  /// What one measurement saw.
  ///
  /// @param cpuSeconds of the proxy, per unit
  /// @param failures connections lost and answers other than 200
  record Sample(double perSecond, Histogram latencies, double cpuSeconds, int failures) {}
}
