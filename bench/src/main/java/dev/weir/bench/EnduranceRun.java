package dev.weir.bench;

import dev.weir.bench.Endurance.SlowStreams;
import dev.weir.bench.Endurance.Soak;
import dev.weir.bench.Endurance.Start;
import dev.weir.bench.traffic.FortyMillis;
import dev.weir.bench.traffic.Load;
import dev.weir.bench.traffic.Reply;
import dev.weir.bench.traffic.Sample;
import dev.weir.bench.traffic.Shape;
import dev.weir.bench.traffic.Upstream;
import dev.weir.bench.variant.CpuTime;
import dev.weir.bench.variant.Memory;
import dev.weir.bench.variant.Weir;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Measures what only the governed gateway is asked, each on a process of its own.
final class EnduranceRun {
  private static final int STREAMS = 5_000;
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  /// After the last of the streams has begun: that all of them begin at once is another question.
  private static final Duration OPENED = Duration.ofSeconds(5);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Shape SLOW =
      new Shape("5,000 streams x 1 frame/s", Reply.SLOW, STREAMS, 0, Shape.USUAL_PROMPT);
  private static final Shape AFTER_START =
      new Shape("JSON, 1,500 requests/s", Reply.JSON, 64, 1_500, Shape.USUAL_PROMPT);

  private final EventLoopGroup loop;
  private final Upstream upstream;
  private final LongSupplier nanoClock;
  private final PrintStream out;
  private final Weir.Home home;

  EnduranceRun(
      EventLoopGroup loop,
      Upstream upstream,
      LongSupplier nanoClock,
      PrintStream out,
      Weir.Home home) {
    this.loop = loop;
    this.upstream = upstream;
    this.nanoClock = nanoClock;
    this.out = out;
    this.home = home;
  }

  /// @param starts in order
  record Result(Optional<SlowStreams> slow, List<Start> starts, Optional<Soak> soak) {}

  Result run(PeerOptions options) throws IOException, InterruptedException {
    boolean nothing = options.starts() == 0 && options.soak().isZero() && options.slow().isZero();
    if (nothing) {
      return new Result(Optional.empty(), List.of(), Optional.empty());
    }
    Weir weir = Weir.fresh(home);
    weir.close();
    List<Start> starts = new ArrayList<>();
    for (int i = 1; i <= options.starts(); i++) {
      Start start = start(weir);
      starts.add(start);
      out.printf("start %d: %s%n", i, start);
    }
    Optional<Soak> soak =
        options.soak().isZero() ? Optional.empty() : Optional.of(soak(weir, options.soak()));
    Optional<SlowStreams> slow =
        options.slow().isZero() ? Optional.empty() : Optional.of(slow(weir, options.slow()));
    return new Result(slow, starts, soak);
  }

  private Start start(Weir before) throws IOException, InterruptedException {
    try (Weir weir = before.again()) {
      Sample first = load(weir, AFTER_START, Duration.ZERO, FIRST);
      weir.settleMillis();
      return new Start(
          weir.start().listening().toNanos() / 1e6,
          weir.start().ready().toNanos() / 1e6,
          first.micros(99) / 1e3);
    }
  }

  private Sample load(Weir weir, Shape shape, Duration warmUp, Duration time)
      throws InterruptedException {
    Sample sample =
        new Load(loop, nanoClock, upstream, shape)
            .run(weir.target(), new CpuTime(weir.pid())::seconds, warmUp, time);
    if (sample.failures() > 0) {
      out.printf(
          "%s: %d FAILED, first: %s%n", shape.name(), sample.failures(), sample.firstFailure());
    }
    return sample;
  }

  private Soak soak(Weir before, Duration time) throws IOException, InterruptedException {
    List<Double> resident = new ArrayList<>();
    try (Weir weir = before.again();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      Memory memory = new Memory(weir.pid());
      Object lock = new Object();
      var watching =
          watch.scheduleAtFixedRate(
              () -> {
                synchronized (lock) {
                  resident.add(memory.residentMb());
                }
              },
              1,
              1,
              TimeUnit.SECONDS);
      out.printf("soak: 1,000 requests/s for %s%n", time);
      Sample sample = load(weir, PeerLoad.OPEN.shape(), Duration.ZERO, time);
      watching.cancel(false);
      weir.settleMillis();
      synchronized (lock) {
        return new Soak(time, resident, FortyMillis.isIn(sample.latencies()));
      }
    }
  }

  private SlowStreams slow(Weir before, Duration time) throws IOException, InterruptedException {
    try (Weir weir = before.again()) {
      out.printf("%s for %s%n", SLOW.name(), time);
      load(weir, PeerLoad.JSON.shape(), Duration.ZERO, WARM_UP);
      weir.settleMillis();
      long framesBefore = upstream.frames();
      Sample sample = load(weir, SLOW, OPENED, time);
      double residentMb = new Memory(weir.pid()).residentMb();
      weir.settleMillis();
      return new SlowStreams(
          STREAMS,
          time,
          upstream.frames() - framesBefore,
          sample.units(),
          sample.late(),
          sample.micros(99) / 1e3,
          sample.latencies().getMaxValue() / 1e6,
          sample.failures(),
          residentMb);
    }
  }
}
