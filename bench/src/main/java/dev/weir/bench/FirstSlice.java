package dev.weir.bench;

import dev.weir.bench.traffic.FortyMillis;
import dev.weir.bench.traffic.Load;
import dev.weir.bench.traffic.Reply;
import dev.weir.bench.traffic.Sample;
import dev.weir.bench.traffic.Shape;
import dev.weir.bench.traffic.Upstream;
import dev.weir.bench.variant.CpuTime;
import dev.weir.bench.variant.Proxy;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/// What the HTTP engine alone costs: a pass-through proxy against nginx and against no proxy.
final class FirstSlice {
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration SETTLING_IN = Duration.ofSeconds(1);

  private static final List<Shape> SHAPES =
      List.of(
          shape("200 streams x 50 frames/s", Reply.PACED, 200, 0),
          shape("JSON, 64 connections", Reply.JSON, 64, 0),
          shape("stream burst, 16 connections", Reply.BURST, 16, 0),
          shape("JSON, 1,000 requests/s", Reply.JSON, 64, 1_000));

  private final Path root;
  private final LongSupplier nanoClock;
  private final PrintStream out;

  FirstSlice(Path root, LongSupplier nanoClock, PrintStream out) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.out = out;
  }

  void run(int rounds, Duration time, Optional<Path> page)
      throws IOException, InterruptedException {
    Machine.require(List.of("nginx", "taskset"));
    Machine.pinSelf();
    Scratch scratch = Scratch.below(root);
    Path directory = scratch.path();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (Upstream upstream = new Upstream(loop, nanoClock);
        Proxy direct = Proxy.direct(upstream.port());
        Proxy nginx = Proxy.nginx(upstream.port(), directory);
        Proxy weir = Proxy.passThrough(upstream.port(), root, directory)) {
      List<Proxy> proxies = List.of(direct, nginx, weir);
      Map<String, List<Sample>> samples = measure(loop, upstream, proxies, rounds, time);
      report(proxies, samples, rounds, page);
    } finally {
      loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).sync();
    }
    scratch.delete();
  }

  private static Shape shape(String name, Reply reply, int connections, int perSecond) {
    return new Shape(name, reply, connections, perSecond, Shape.USUAL_PROMPT);
  }

  private Map<String, List<Sample>> measure(
      EventLoopGroup loop, Upstream upstream, List<Proxy> proxies, int rounds, Duration time)
      throws InterruptedException {
    Map<String, List<Sample>> samples = new HashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Shape shape : SHAPES) {
        for (Proxy proxy : proxies) {
          boolean warming = round == 0;
          out.printf(
              "%s %s: %s%n", warming ? "warm-up" : "round " + round, shape.name(), proxy.name());
          Load load = new Load(loop, nanoClock, upstream, shape);
          Sample sample =
              load.run(
                  proxy.target(),
                  new CpuTime(proxy.pid())::seconds,
                  SETTLING_IN,
                  warming ? WARM_UP : time);
          if (sample.failures() > 0) {
            throw new IllegalStateException(
                "%s failed %d times at %s: %s"
                    .formatted(
                        proxy.name(), sample.failures(), shape.name(), sample.firstFailure()));
          }
          if (!warming) {
            samples.computeIfAbsent(key(shape, proxy), _ -> new ArrayList<>()).add(sample);
          }
        }
      }
    }
    return samples;
  }

  private static String key(Shape shape, Proxy proxy) {
    return shape.name() + "/" + proxy.name();
  }

  private void report(
      List<Proxy> proxies, Map<String, List<Sample>> samples, int rounds, Optional<Path> page)
      throws IOException {
    Table table =
        new Table(
            "load",
            "variant",
            "per second",
            "÷ nginx",
            "p50 µs",
            "p99 µs",
            "p99 ÷ nginx",
            "p99.9 µs",
            "CPU µs/unit",
            "40 ms mode");
    for (Shape shape : SHAPES) {
      List<Sample> nginx = samples.getOrDefault(shape.name() + "/nginx", List.of());
      for (Proxy proxy : proxies) {
        row(table, shape, proxy, samples.getOrDefault(key(shape, proxy), List.of()), nginx);
      }
    }
    out.println(table);
    if (page.isPresent()) {
      String note = "Medians of " + rounds + " interleaved rounds.\n\n";
      Table.write(page.get(), "first-slice", note + table);
    }
  }

  private void row(Table table, Shape shape, Proxy proxy, List<Sample> own, List<Sample> nginx) {
    double rate = Median.of(own, Sample::perSecond);
    double p99 = Median.of(own, percentile(99));
    boolean mode = own.stream().anyMatch(sample -> FortyMillis.isIn(sample.latencies()));
    if (mode) {
      out.printf("!!! %s through %s has a 40 ms mode: TCP_NODELAY?%n", shape.name(), proxy.name());
    }
    table.add(
        shape.name(),
        proxy.name(),
        text("%,.0f", rate),
        text("%.2f", rate / Median.of(nginx, Sample::perSecond)),
        text("%,.0f", Median.of(own, percentile(50))),
        text("%,.0f", p99),
        text("%.2f", p99 / Median.of(nginx, percentile(99))),
        text("%,.0f", Median.of(own, percentile(99.9))),
        proxy.pid() == 0 ? "-" : text("%.1f", Median.of(own, Sample::cpuSeconds) * 1e6),
        mode ? "YES" : "no");
  }

  private static ToDoubleFunction<Sample> percentile(double percent) {
    return sample -> sample.micros(percent);
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
