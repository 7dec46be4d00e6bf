package dev.weir.bench;

import dev.weir.bench.traffic.Load;
import dev.weir.bench.traffic.Sample;
import dev.weir.bench.traffic.Shape;
import dev.weir.bench.traffic.Upstream;
import dev.weir.bench.variant.AllocationLog;
import dev.weir.bench.variant.CpuTime;
import dev.weir.bench.variant.Governance;
import dev.weir.bench.variant.Memory;
import dev.weir.bench.variant.Proxy;
import dev.weir.bench.variant.Variant;
import dev.weir.bench.variant.Weir;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Weir beside its peers: no proxy, nginx, Weir with and without rules and translating, Portkey.
final class Peers {
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  /// The JVM's optimising compiler works at low weight beside the calls, so that a cold gateway
  /// answers; it needs this long at each load. The first seconds are measured by themselves.
  private static final Duration WARM_UP_OF_WEIR = Duration.ofSeconds(25);

  private static final Duration SETTLING_IN = Duration.ofSeconds(1);
  private static final Duration STALLS_FOR = Duration.ofSeconds(10);

  private final Path root;
  private final LongSupplier nanoClock;
  private final PrintStream out;
  private final PeerOptions options;
  private final Turns turns = new Turns();
  private final Map<Peer, Long> sent = new EnumMap<>(Peer.class);

  Peers(Path root, LongSupplier nanoClock, PrintStream out, PeerOptions options) {
    this.root = root;
    this.nanoClock = nanoClock;
    this.out = out;
    this.options = options;
  }

  void run() throws IOException, InterruptedException {
    boolean portkey = options.peers().contains(Peer.PORTKEY);
    Machine.require(
        portkey ? List.of("nginx", "taskset", "node", "npm") : List.of("nginx", "taskset"));
    if (portkey) {
      out.println("Portkey: installed by npm below bench/target, unless it is there");
      Portkey.startScript(portkeyDirectory());
    }
    Machine.pinSelf();
    double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Stalls stalls = Stalls.during(STALLS_FOR, nanoClock);
    out.println(stalls);
    Scratch scratch = Scratch.below(root);
    Path directory = scratch.path();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (Upstream upstream = new Upstream(loop, nanoClock)) {
      turns(loop, upstream, directory);
      EnduranceRun endurance =
          new EnduranceRun(loop, upstream, nanoClock, out, home(directory, upstream, "endurance"));
      PeerPage page = new PeerPage(options, turns, endurance.run(options), loadBefore, stalls);
      out.println();
      out.println(page);
      if (options.write()) {
        Table.write(root.resolve("docs/benchmarks.md"), "peers", page.toString());
      }
      scratch.delete();
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private Path portkeyDirectory() {
    return root.resolve("bench/target/portkey");
  }

  private Weir.Home home(Path directory, Upstream upstream, String name) {
    return new Weir.Home(
        Machine.launcher(), directory.resolve(name), upstream.port(), Governance.PROCESS);
  }

  private void turns(EventLoopGroup loop, Upstream upstream, Path directory)
      throws IOException, InterruptedException {
    Map<Peer, Variant> variants = new EnumMap<>(Peer.class);
    try {
      for (Peer peer : options.peers()) {
        variants.put(peer, start(peer, upstream.port(), directory));
      }
      for (int round = 0; round <= options.rounds(); round++) {
        for (PeerLoad load : options.loads()) {
          for (Map.Entry<Peer, Variant> each : variants.entrySet()) {
            turn(round, load, each.getKey(), each.getValue(), loop, upstream);
          }
        }
      }
      for (Map.Entry<Peer, Variant> each : variants.entrySet()) {
        compareWithLedger(each.getKey(), each.getValue());
      }
    } finally {
      variants.values().forEach(Variant::close);
    }
  }

  private Variant start(Peer peer, int upstreamPort, Path directory)
      throws IOException, InterruptedException {
    return switch (peer) {
      case DIRECT -> Proxy.direct(upstreamPort);
      case NGINX -> Proxy.nginx(upstreamPort, directory);
      case BARE -> weir(Governance.BARE, "bare", upstreamPort, directory);
      case GOVERNED -> weir(Governance.PROCESS, "governed", upstreamPort, directory);
      case HOST -> weir(Governance.HOST, "host", upstreamPort, directory);
      case TRANSLATED -> weir(Governance.TRANSLATED, "translated", upstreamPort, directory);
      case PORTKEY ->
          Proxy.portkey(upstreamPort, Portkey.startScript(portkeyDirectory()), directory);
    };
  }

  private Weir weir(Governance governance, String name, int upstreamPort, Path directory)
      throws IOException {
    return Weir.fresh(
        new Weir.Home(Machine.launcher(), directory.resolve(name), upstreamPort, governance));
  }

  private void turn(
      int round, PeerLoad load, Peer peer, Variant variant, EventLoopGroup loop, Upstream upstream)
      throws IOException, InterruptedException {
    boolean warming = round == 0;
    Shape shape = load.shape();
    CpuTime cpu = new CpuTime(variant.pid());
    List<AllocationLog> logs = new ArrayList<>();
    if (variant instanceof Weir weir) {
      AllocationLog log = weir.allocations();
      log.mark();
      logs.add(log);
    }
    double cpuBefore = cpu.seconds();
    Sample sample =
        new Load(loop, nanoClock, upstream, shape)
            .run(
                variant.target(),
                cpu::seconds,
                SETTLING_IN,
                warming ? warmUp(variant) : options.time());
    double residentMb = new Memory(variant.pid()).residentMb();
    OptionalDouble allocated =
        logs.isEmpty() ? OptionalDouble.empty() : logs.getFirst().bytesPerSecond();
    long settled = variant.settleMillis();
    Turn turn =
        new Turn(
            sample,
            sample.units() == 0 ? 0 : (cpu.seconds() - cpuBefore) * 1e6 / sample.units(),
            residentMb,
            settled,
            allocated.isEmpty() || sample.perSecond() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(allocated.getAsDouble() / sample.perSecond()));
    sent.merge(peer, sample.sent(), Long::sum);
    out.printf(
        "%s %s: %s: %,.0f/s, p99 %,.0f µs, %.1f CPU µs, settled in %,d ms%s%n",
        warming ? "warm-up" : "round " + round,
        shape.name(),
        peer.title(),
        sample.perSecond(),
        sample.micros(99),
        turn.cpuMicros(),
        settled,
        sample.failures() == 0
            ? ""
            : ", " + sample.failures() + " FAILED, first: " + sample.firstFailure());
    if (!warming) {
      turns.add(load, peer, turn);
    }
  }

  private static Duration warmUp(Variant variant) {
    return variant instanceof Weir ? WARM_UP_OF_WEIR : WARM_UP;
  }

  /// A gateway that is fast because it forgets calls is not fast.
  private void compareWithLedger(Peer peer, Variant variant) {
    if (variant instanceof Weir weir) {
      long asked = sent.getOrDefault(peer, 0L);
      long booked = weir.ledgerCalls();
      out.printf("%s: %,d requests sent, %,d calls in the ledger%n", peer.title(), asked, booked);
      if (asked != booked) {
        throw new IllegalStateException(
            "%s: %,d requests were sent, its ledger has %,d calls"
                .formatted(peer.title(), asked, booked));
      }
    }
  }
}
