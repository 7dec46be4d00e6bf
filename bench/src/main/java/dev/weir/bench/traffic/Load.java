package dev.weir.bench.traffic;

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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/// Drives one shape of traffic over its connections and records what comes back.
///
/// All of its state belongs to the one event loop.
public final class Load {
  private static final long LATENCY_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int LOOKS_MAX = 1_000;

  private final EventLoopGroup loop;
  private final LongSupplier nanoClock;
  private final Upstream upstream;
  private final Shape shape;
  private final List<Channel> channels = new ArrayList<>();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Histogram latencies = new Histogram(LATENCY_NANOS_MAX, 3);
  private long units;
  private long unitsBefore;
  private long sent;
  private long late;
  private int failures;
  private String firstFailure = "";
  private boolean stopping;
  private boolean closing;
  private int next;

  public Load(EventLoopGroup loop, LongSupplier nanoClock, Upstream upstream, Shape shape) {
    this.loop = loop;
    this.nanoClock = nanoClock;
    this.upstream = upstream;
    this.shape = shape;
  }

  /// Runs the traffic and returns what was seen after the warm-up, when every request has been
  /// answered.
  ///
  /// @param cpu processor seconds of what is measured
  public Sample run(Target target, DoubleSupplier cpu, Duration warmUp, Duration time)
      throws InterruptedException {
    upstream.beginStreams();
    connect(target);
    Future<?> opener = isOpenLoop() ? open() : onLoop(this::startAll, Duration.ZERO);
    awaitStreams();
    get(onLoop(this::forget, warmUp));
    long began = nanoClock.getAsLong();
    double cpuBefore = cpu.getAsDouble();
    Seen seen = get(onLoop(() -> seen(began, cpu.getAsDouble() - cpuBefore), time));
    opener.cancel(false);
    end();
    return new Sample(
        seen.units / seen.seconds,
        seen.latencies,
        seen.units == 0 ? 0 : seen.cpuSeconds / seen.units,
        sent,
        units + unitsBefore,
        late,
        failures,
        firstFailure);
  }

  private record Seen(long units, double seconds, Histogram latencies, double cpuSeconds) {}

  private Seen seen(long began, double cpuSeconds) {
    return new Seen(units, (nanoClock.getAsLong() - began) / 1e9, latencies.copy(), cpuSeconds);
  }

  /// A stream that has not begun has no frames that could be late.
  private void awaitStreams() throws InterruptedException {
    long silent = shape.frames() ? connections.size() : 0;
    for (int looks = 0; silent > 0 && looks < LOOKS_MAX; looks++) {
      silent =
          get(
              onLoop(
                  () -> connections.stream().filter(each -> !each.hasBegun()).count(), LOOK_AGAIN));
    }
    if (silent > 0) {
      failed(silent + " streams did not begin");
    }
  }

  private Object forget() {
    latencies.reset();
    unitsBefore = units;
    units = 0;
    late = 0;
    return latencies;
  }

  private void connect(Target target) throws InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    LoadConnection connection =
                        new LoadConnection(Load.this, shape.request(target, connections.size()));
                    connections.add(connection);
                    channel.pipeline().addLast(new HttpResponseDecoder(), connection);
                  }
                });
    for (int i = 0; i < shape.connections(); i++) {
      channels.add(bootstrap.connect("127.0.0.1", target.port()).sync().channel());
    }
  }

  private Object startAll() {
    connections.forEach(connection -> connection.send(nanoClock.getAsLong()));
    return connections;
  }

  /// An open loop: requests leave on time whether or not earlier ones have come back.
  private Future<?> open() {
    long period = TimeUnit.SECONDS.toNanos(1) / shape.perSecond();
    long first = nanoClock.getAsLong();
    long[] due = {0};
    return loop.scheduleAtFixedRate(
        () -> connections.get(next++ % connections.size()).send(first + period * due[0]++),
        0,
        period,
        TimeUnit.NANOSECONDS);
  }

  private <T> Future<T> onLoop(Callable<T> task, Duration delay) {
    return loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load failed", e);
    }
  }

  /// Sends no more, ends the streams, waits for the answers, then closes.
  private void end() throws InterruptedException {
    get(onLoop(() -> stopping = true, Duration.ZERO));
    upstream.endStreams();
    long unanswered = unanswered(Duration.ZERO);
    for (int looks = 0; unanswered > 0 && looks < LOOKS_MAX; looks++) {
      unanswered = unanswered(LOOK_AGAIN);
    }
    get(onLoop(() -> closing = true, Duration.ZERO));
    if (unanswered > 0) {
      failures += (int) unanswered;
      firstFailure = firstFailure.isEmpty() ? unanswered + " were not answered" : firstFailure;
    }
    for (Channel channel : channels) {
      channel.close().sync();
    }
  }

  private long unanswered(Duration delay) throws InterruptedException {
    return get(onLoop(() -> connections.stream().filter(LoadConnection::waiting).count(), delay));
  }

  long now() {
    return nanoClock.getAsLong();
  }

  boolean isOpenLoop() {
    return shape.perSecond() > 0;
  }

  boolean isStopping() {
    return stopping;
  }

  boolean countsFrames() {
    return shape.frames();
  }

  void sent() {
    sent++;
  }

  void unit(long latencyNanos) {
    units++;
    if (latencyNanos > LATE_NANOS) {
      late++;
    }
    latencies.recordValue(Math.clamp(latencyNanos, 0, LATENCY_NANOS_MAX));
  }

  void failed(String what) {
    if (!closing) {
      failures++;
      firstFailure = firstFailure.isEmpty() ? what : firstFailure;
    }
  }
}
