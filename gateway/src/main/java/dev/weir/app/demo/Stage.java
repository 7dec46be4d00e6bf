package dev.weir.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.app.Assembly;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.log.EventLog;
import dev.weir.base.log.LogShape;
import dev.weir.base.log.RotatingFile;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Everything the demo runs: the child, the gateway and their directory. Closed in reverse.
final class Stage implements AutoCloseable {
  private static final long LOG_BYTES_MAX = 64L << 20;
  private static final int LOG_FILES = 2;

  private static final Map<String, String> SECRETS = Map.of("DEMO_PROVIDER_KEY", "sim-demo");

  private final Path folder;
  private final EventLog log;
  private final SimulatorProcess simulator;
  private final Assembly gateway;

  private Stage(Path folder, EventLog log, SimulatorProcess simulator, Assembly gateway) {
    this.folder = folder;
    this.log = log;
    this.simulator = simulator;
    this.gateway = gateway;
  }

  /// Starts all of it in a new temporary directory.
  ///
  /// @param port the data plane's; the control plane has the next one. When one of them is taken,
  ///   both are any free ones.
  static Stage set(int port, long seed, InstantSource clock) {
    String classPath = System.getProperty(SimulatorProcess.CLASS_PATH, "");
    if (classPath.isEmpty()) {
      throw new CommandFailure(
          Exit.BROKEN,
          "the demo needs Weir's simulator: run it with the launcher, ./weir demo, or set -D"
              + SimulatorProcess.CLASS_PATH);
    }
    try {
      Path folder = Files.createTempDirectory("weir-demo");
      Path errors = folder.resolve("simulator.log");
      SimulatorProcess simulator = SimulatorProcess.start(classPath, seed, errors);
      EventLog log = log(folder.resolve("gateway.log"), clock);
      try {
        return new Stage(
            folder, log, simulator, Assembly.start(config(folder, simulator, port), SECRETS, log));
      } catch (RuntimeException | Error failure) {
        simulator.close();
        log.close();
        throw failure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's directory cannot be used", e);
    }
  }

  /// The gateway's log, in a file instead of on the screen.
  private static EventLog log(Path file, InstantSource clock) {
    PrintWriter otherwise = new PrintWriter(System.err, /* autoFlush= */ true, UTF_8);
    return new EventLog(
        new RotatingFile(file, LOG_BYTES_MAX, LOG_FILES, otherwise),
        clock,
        new EventLog.Settings(System.Logger.Level.INFO, LogShape.TEXT, 0));
  }

  private static WeirConfig config(Path folder, SimulatorProcess simulator, int port) {
    boolean free = isFree(port) && isFree(port + 1);
    // Its prompts have four bytes per token, so that three tenths of a token per byte are a bound.
    String yaml =
        """
        listen: {data_plane: '127.0.0.1:%d', control_plane: '127.0.0.1:%d'}
        data: '%s'
        start: {warm_up: 0s}
        shutdown: {lead: 0s, grace: 2s}
        providers:
          openai: {family: openai, url: '%3$s', key: 'env:DEMO_PROVIDER_KEY', tokens_per_byte: 0.3}
          anthropic: {family: anthropic, url: '%3$s', key: 'env:DEMO_PROVIDER_KEY', tokens_per_byte: 0.3}
        """;
    return ConfigFile.parse(
        "demo",
        yaml.replace("%3$s", simulator.url().toString())
            .formatted(free ? port : 0, free ? port + 1 : 0, folder.resolve("data")),
        Map.of());
  }

  private static boolean isFree(int port) {
    if (port < 1 || port > 65_535) {
      return false;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  URI dataPlane() {
    return URI.create("http://127.0.0.1:" + gateway.dataPort());
  }

  URI controlPlane() {
    return URI.create("http://127.0.0.1:" + gateway.controlPort());
  }

  URI simulator() {
    return simulator.url();
  }

  Path operatorKeyFile() {
    return folder.resolve("data").resolve("first-operator-key");
  }

  String operatorKey() {
    try {
      return Files.readString(operatorKeyFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the operator's key cannot be read", e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    simulator.close();
    log.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's directory " + folder + " cannot be deleted", e);
    }
  }
}
