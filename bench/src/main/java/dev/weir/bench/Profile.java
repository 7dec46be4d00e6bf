package dev.weir.bench;

import dev.weir.bench.profile.Recording;
import dev.weir.bench.profile.Shares;
import dev.weir.bench.traffic.Load;
import dev.weir.bench.traffic.Sample;
import dev.weir.bench.traffic.Upstream;
import dev.weir.bench.variant.CpuTime;
import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Weir;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Where the time of a governed call goes: the JSON closed loop under a flight recording.
final class Profile {
  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final Duration SETTLING_IN = Duration.ofSeconds(1);
  private static final int ROWS = 40;
  private static final double SHARE_MIN = 0.001;

  private final Path root;
  private final LongSupplier nanoClock;
  private final PrintStream out;

  Profile(Path root, LongSupplier nanoClock, PrintStream out) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.out = out;
  }

  void run(Duration time, boolean write) throws IOException, InterruptedException {
    Machine.require(java.util.List.of("taskset"));
    Machine.pinSelf();
    Scratch scratch = Scratch.below(root);
    Path directory = scratch.path();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (Upstream upstream = new Upstream(loop, nanoClock);
        Weir weir =
            Weir.fresh(
                new Weir.Home(
                    Machine.launcher(), directory, upstream.port(), Governance.PROCESS))) {
      out.println("warm-up");
      load(loop, upstream, weir, WARM_UP);
      Map<String, Double> before = new CpuTime(weir.pid()).secondsByThread();
      Recording recording = Recording.start(weir.pid(), directory.resolve("weir.jfr"));
      out.println("recording");
      Sample sample = load(loop, upstream, weir, time);
      Recording.Spent spent = recording.end();
      Map<String, Double> after = new CpuTime(weir.pid()).secondsByThread();
      String page = page(sample, threads(before, after, sample), spent);
      out.println(page);
      if (write) {
        Table.write(root.resolve("docs/profile.md"), "profile", page);
      }
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
    scratch.delete();
  }

  private Sample load(EventLoopGroup loop, Upstream upstream, Weir weir, Duration time)
      throws InterruptedException {
    Sample sample =
        new Load(loop, nanoClock, upstream, PeerLoad.JSON.shape())
            .run(weir.target(), new CpuTime(weir.pid())::seconds, SETTLING_IN, time);
    if (sample.failures() > 0) {
      throw new IllegalStateException(
          "%d requests failed: %s".formatted(sample.failures(), sample.firstFailure()));
    }
    weir.settleMillis();
    return sample;
  }

  /// Processor time by thread; the collector's, the compiler's and native threads included, which a
  /// flight recording does not see.
  private static Table threads(
      Map<String, Double> before, Map<String, Double> after, Sample sample) {
    Table table = new Table(1, "thread", "CPU µs/call", "share");
    Map<String, Double> spent = new java.util.HashMap<>();
    after.forEach((name, seconds) -> spent.put(name, seconds - before.getOrDefault(name, 0.0)));
    double total = spent.values().stream().mapToDouble(seconds -> seconds).sum();
    spent.entrySet().stream()
        .filter(each -> each.getValue() > SHARE_MIN * total)
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .forEach(each ->
            table.add(
                each.getKey(),
                text("%.1f", each.getValue() * 1e6 / sample.units()),
                percent(each.getValue() / total)));
    table.add("all", text("%.1f", total * 1e6 / sample.units()), percent(1));
    return table;
  }

  private static String page(Sample sample, Table threads, Recording.Spent spent) {
    return """
    %,.0f calls in the recording, %,.0f a second.

    ### Processor time by thread

    %s
    ### By room: share of %,.0f processor samples

    %s
    ### Hottest methods, by what is on top of the stack

    %s
    ### Allocation by room: share of what was sampled

    %s
    ### What is allocated

    %s\
    """
        .formatted(
            (double) sample.units(),
            sample.perSecond(),
            threads,
            spent.rooms().total(),
            rooms(spent.rooms()),
            named(spent.methods(), "method"),
            rooms(spent.allocatingRooms()),
            named(spent.allocated(), "class"));
  }

  private static Table rooms(Shares shares) {
    Table table = new Table(1, "room", "share");
    shares.largest(ROWS).forEach(part -> table.add(part.name(), percent(part.share())));
    return table;
  }

  private static Table named(Shares shares, String what) {
    Table table = new Table(2, "room", what, "share");
    for (Shares.Part part : shares.largest(ROWS)) {
      String[] names = Recording.parts(part.name());
      table.add(names[0], names[1], percent(part.share()));
    }
    return table;
  }

  private static String percent(double share) {
    return text("%.1f %%", share * 100);
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
