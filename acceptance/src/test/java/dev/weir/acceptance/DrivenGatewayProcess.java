package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The gateway as a process whose clock stands where it is put: for tests that live through months.
/// Everything but the clock is `weir serve`'s.
final class DrivenGatewayProcess implements AutoCloseable {
  private static final String MAIN = "dev.weir.app.DrivenGateway";
  private static final Duration MOVED_WITHIN = Duration.ofSeconds(60);
  private static final Map<String, String> SECRETS =
      Map.of(
          "OPENAI_API_KEY", GatewayProcess.OPENAI_KEY,
          "ANTHROPIC_API_KEY", GatewayProcess.ANTHROPIC_KEY);

  private final Path home = GatewayProcess.temporaryDirectory();
  private final int dataPort = Checkout.freePort();
  private final int controlPort = Checkout.freePort();
  private ChildProcess process;
  private Instant now;

  private DrivenGatewayProcess(SimulatorProcess simulator, Instant first) {
    now = first;
    write("weir.yaml", config(simulator.url()));
    process = launch();
  }

  /// Starts one with both providers at `simulator`, and waits until it stands at `first`.
  static DrivenGatewayProcess start(SimulatorProcess simulator, Instant first) {
    return new DrivenGatewayProcess(simulator, first);
  }

  private String config(String provider) {
    return """
    listen: {data_plane: '127.0.0.1:%d', control_plane: '127.0.0.1:%d'}
    data: '%s'
    start: {warm_up: 0s}
    providers:
      openai: {family: openai, url: '%s', key: 'env:OPENAI_API_KEY'}
      anthropic: {family: anthropic, url: '%s', key: 'env:ANTHROPIC_API_KEY'}
    """
        .formatted(dataPort, controlPort, home.resolve("data"), provider, provider);
  }

  private ChildProcess launch() {
    List<String> options = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
    List<String> arguments = List.of(home.resolve("weir.yaml").toString(), now.toString());
    List<String> command = new ArrayList<>(Checkout.java("gateway", options, MAIN, arguments));
    int path = command.indexOf("-cp") + 1;
    Path tests = Checkout.root().resolve("gateway/target/test-classes");
    command.set(path, tests + ":" + command.get(path));
    ChildProcess launched = ChildProcess.start("driven gateway", command, SECRETS);
    try {
      awaitEcho(launched, now);
      return launched;
    } catch (AssertionError e) {
      launched.close();
      throw launched.failure(String.valueOf(e.getMessage()));
    }
  }

  private static void awaitEcho(ChildProcess process, Instant at) {
    Await.until(
        MOVED_WITHIN,
        "the clock stands at " + at,
        () -> {
          if (!process.running()) {
            throw process.failure("ended");
          }
          return process.output().lines().anyMatch(line -> line.equals(at.toString()));
        });
  }

  /// Puts the clock to an instant that it has not stood at yet.
  void goTo(Instant later) {
    if (!later.isAfter(now)) {
      throw new IllegalArgumentException(
          "the clock stands at %s already, was %s".formatted(now, later));
    }
    process.tell(later.toString());
    awaitEcho(process, later);
    now = later;
  }

  Instant now() {
    return now;
  }

  /// Kills it and starts it again on the same data, ports and time.
  void killAndRestart() {
    process.kill();
    process = launch();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + dataPort);
  }

  /// The control plane, as its first operator.
  ControlPlane controlPlane() {
    return new ControlPlane(
        URI.create("http://127.0.0.1:" + controlPort),
        read(home.resolve("data").resolve("first-operator-key")).strip());
  }

  /// The same, as who has the key.
  ControlPlane controlPlane(String operatorKey) {
    return new ControlPlane(URI.create("http://127.0.0.1:" + controlPort), operatorKey);
  }

  /// Runs a verb of the command line against it, as the first operator at the same machine.
  Said weir(String... args) {
    return Said.by(
        Checkout.java(
            "gateway",
            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            "dev.weir.Main",
            List.of(args)),
        Map.of(
            "WEIR_CONFIG", home.resolve("weir.yaml").toString(),
            "OPENAI_API_KEY", GatewayProcess.OPENAI_KEY,
            "ANTHROPIC_API_KEY", GatewayProcess.ANTHROPIC_KEY),
        home,
        MOVED_WITHIN);
  }

  /// A file beside its configuration.
  Path write(String name, String content) {
    try {
      return Files.writeString(home.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public void close() {
    process.close();
    GatewayProcess.deleteTree(home);
  }
}
