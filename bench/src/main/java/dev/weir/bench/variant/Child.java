package dev.weir.bench.variant;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A process on the core of what is measured; what it writes goes to a file.
final class Child implements AutoCloseable {
  private static final String CORE = "1";
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(20);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final String name;
  private final Process process;
  private final Path log;
  private final long startedNanos;

  private Child(String name, Process process, Path log, long startedNanos) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
  }

  static Child start(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", CORE));
    pinned.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(pinned)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long started = System.nanoTime();
    Process process = builder.start();
    // A bench that is told to end takes what it measures with it.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Child(name, process, log, started);
  }

  /// Waits for something, and returns how long after the start of the process it was true.
  Duration await(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "%s ended with %d before it %s; it wrote %s"
                .formatted(name, process.exitValue(), what, log));
      }
      if (age().compareTo(STARTED_WITHIN) > 0) {
        close();
        throw new IllegalStateException(
            "%s has not %s within %s; it wrote %s".formatted(name, what, STARTED_WITHIN, log));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return age();
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /// Waits until a port of it can be connected to.
  Duration awaitListening(int port) {
    return await("listens on " + port, () -> accepts(port));
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  long pid() {
    return process.pid();
  }

  /// SIGTERM; SIGKILL if that does not end it.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
