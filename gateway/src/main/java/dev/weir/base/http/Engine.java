package dev.weir.base.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The event loops, on the operating system's own poller where there is one.
///
/// Start it first and close it last: listeners and clients live on its loops.
public final class Engine implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
  private static final Duration DNS_TTL_USUAL = Duration.ofSeconds(30);

  private final VertxInternal vertx;
  private final AcceptingTransport transport;
  private final List<Loop> loops;
  private final Consumer<Throwable> bugs;
  private final AtomicInteger ephemeralPorts = new AtomicInteger();

  private Engine(
      VertxInternal vertx,
      AcceptingTransport transport,
      List<Loop> loops,
      Consumer<Throwable> bugs) {
    this.vertx = vertx;
    this.transport = transport;
    this.loops = loops;
    this.bugs = bugs;
  }

  /// @param loops how many event loops, each one thread; one per core the process may use
  /// @param bugs told of whatever a task or a receiver throws; must not block
  public static Engine start(int loops, Consumer<Throwable> bugs) {
    return start(loops, DNS_TTL_USUAL, bugs);
  }

  /// @param dnsTtl longest time a resolved name is believed, whatever its own time to live; whole
  ///   seconds
  public static Engine start(int loops, Duration dnsTtl, Consumer<Throwable> bugs) {
    return start(loops, resolver(dnsTtl), bugs);
  }

  static AddressResolverOptions resolver(Duration dnsTtl) {
    return new AddressResolverOptions()
        .setCacheMinTimeToLive(0)
        .setCacheMaxTimeToLive(Math.toIntExact(dnsTtl.toSeconds()))
        .setCacheNegativeTimeToLive(0);
  }

  static Engine start(int loops, AddressResolverOptions resolver, Consumer<Throwable> bugs) {
    FileSystemOptions noFileCache =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(loops)
            .setAddressResolverOptions(resolver)
            .setFileSystemOptions(noFileCache);
    AcceptingTransport transport = AcceptingTransport.best();
    VertxInternal vertx =
        (VertxInternal) Vertx.builder().with(options).withTransport(transport).build();
    vertx.exceptionHandler(bugs::accept);
    List<Loop> all =
        IntStream.range(0, loops).mapToObj(_ -> new Loop(context(vertx, bugs))).toList();
    return new Engine(vertx, transport, all, bugs);
  }

  private static ContextInternal context(VertxInternal vertx, Consumer<Throwable> bugs) {
    ContextInternal context = vertx.createEventLoopContext();
    context.exceptionHandler(bugs::accept);
    return context;
  }

  public List<Loop> loops() {
    return loops;
  }

  /// Runs the task when the reads that are ready now have been handled, if the calling thread is
  /// one of the loops'; at once otherwise.
  public void afterTurn(Runnable task) {
    for (Loop loop : loops) {
      if (loop.inLoop()) {
        loop.afterTurn(task);
        return;
      }
    }
    task.run();
  }

  /// Whether epoll or its like is in use instead of the JDK's selector.
  public boolean nativeTransport() {
    return transport.isNative();
  }

  @Override
  public void close() {
    try {
      vertx.close().await(CLOSE_WITHIN);
    } catch (TimeoutException e) {
      bugs.accept(e);
    }
  }

  /// Servers that ask for the same negative port share one free port, which port 0 would not do.
  int ephemeralPort() {
    return ephemeralPorts.decrementAndGet();
  }

  AcceptingTransport transport() {
    return transport;
  }

  VertxInternal vertx() {
    return vertx;
  }

  Consumer<Throwable> bugs() {
    return bugs;
  }
}
