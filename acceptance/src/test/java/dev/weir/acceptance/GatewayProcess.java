package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// The gateway as a process, on a directory of its own; it may be killed and started again. When it
/// is closed, all it has written, its metrics and its configuration as it shows it are searched for
/// the secrets it was given and gave away.
final class GatewayProcess implements AutoCloseable {
  static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

  /// The key of provider `openai`, unless a test brings its own.
  static final String OPENAI_KEY = "cnryOpenAixW5c8Jd1cnryOpenAixW5c8Jd1";

  /// The key of provider `anthropic`, unless a test brings its own.
  static final String ANTHROPIC_KEY = "cnryAnthropicxG7p2Lh9cnryAnthropicxG7p2Lh9";

  /// In settings: where its control plane will be.
  static final String CONTROL_PLANE = "(control plane)";

  private static final Map<String, String> SECRETS =
      Map.of("OPENAI_API_KEY", OPENAI_KEY, "ANTHROPIC_API_KEY", ANTHROPIC_KEY);

  /// What was shown in this run.
  private static final Set<String> SHOWN = ConcurrentHashMap.newKeySet();

  private static final List<String> PAGES = List.of("/metrics", "/readyz", "/healthz");

  /// Most live for seconds: what the second compiler would gain, it does not earn back.
  private static final List<String> LASTING =
      List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

  private static final List<String> BRIEF =
      List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Path home;
  private final Path data;

  /// Where it unpacks DuckDB's library, which one that is killed leaves there.
  private final Path temporary = temporaryDirectory();

  private final int dataPort = Checkout.freePort();
  private final int controlPort = Checkout.freePort();
  private final String settings;
  private final Map<String, String> secrets;
  private final List<String> options;
  private final SecretSearch search;
  private final Web web = new Web();
  private ChildProcess process;

  private GatewayProcess(
      Path home, Path data, String settings, Map<String, String> secrets, List<String> options) {
    this.home = home;
    this.data = data;
    this.settings = settings;
    this.secrets = secrets;
    this.options = options;
    this.search = SecretSearch.forGateway(secrets);
    SecretFiles.plant(settings, search);
    this.process = launch();
  }

  /// Starts one with both providers at `simulator`, and waits until it is ready.
  ///
  /// @param settings further parts of `weir.yaml`, for example `journal: {mode: host}`
  static GatewayProcess start(SimulatorProcess simulator, String... settings) {
    Path home = temporaryDirectory();
    return start(home, home.resolve("data"), simulator.url(), settings).ready();
  }

  /// Starts one in a heap of its own, and waits until it is ready.
  ///
  /// @param heap as the JVM takes it, for example `128m`
  static GatewayProcess startIn(String heap, SimulatorProcess simulator, String... settings) {
    Path home = temporaryDirectory();
    List<String> options = List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError");
    String all = settings(simulator.url(), settings);
    return new GatewayProcess(home, home.resolve("data"), all, SECRETS, options).ready();
  }

  /// Starts one on a data directory, without waiting.
  static GatewayProcess start(Path home, Path data, String provider, String... settings) {
    return new GatewayProcess(home, data, settings(provider, settings), SECRETS, LASTING);
  }

  private static String settings(String provider, String... settings) {
    return """
    providers:
      openai: {family: openai, url: '%s', key: 'env:OPENAI_API_KEY'}
      anthropic: {family: anthropic, url: '%s', key: 'env:ANTHROPIC_API_KEY'}
    %s
    """
        .formatted(provider, provider, String.join("\n", settings));
  }

  /// Starts one with providers and secrets of its own, and waits until it is ready.
  ///
  /// @param settings `weir.yaml` but for listeners and data directory
  /// @param secrets the variables it gets
  static GatewayProcess startWith(Path home, String settings, Map<String, String> secrets) {
    return new GatewayProcess(home, home.resolve("data"), settings, secrets, LASTING).ready();
  }

  static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("weir-acceptance");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory", e);
    }
  }

  private ChildProcess launch() {
    KeptClasses.by("gateway", "serve", GatewayProcess::wholeRun);
    try {
      Files.writeString(configFile(), config());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the configuration", e);
    }
    List<String> all = new ArrayList<>(options);
    all.addAll(LeakCheck.options());
    all.add("-Djava.io.tmpdir=" + temporary);
    return ChildProcess.start(
        "gateway",
        command(all, "serve", "--config", configFile().toString()),
        secrets,
        line -> search.look("the output", line));
  }

  private static void wholeRun() {
    Path home = temporaryDirectory();
    try (GatewayProcess gateway = start(home, home.resolve("data"), "http://127.0.0.1:9").ready();
        ControlPlane control = gateway.controlPlane()) {
      control.key();
      control.report("use_case");
      KeptClasses.end(gateway.process);
    }
  }

  Path configFile() {
    return home.resolve("weir.yaml");
  }

  private String config() {
    return """
    listen: {data_plane: '127.0.0.1:%d', control_plane: '127.0.0.1:%d'}
    data: '%s'
    %s
    %s
    """
        .formatted(
            dataPort,
            controlPort,
            data,
            settings.contains("start:") ? "" : "start: {warm_up: 0s}",
            settings.replace(CONTROL_PLANE, controlPlaneUri().toString()));
  }

  private static List<String> command(List<String> options, String... args) {
    return Checkout.java("gateway", options, "dev.weir.Main", List.of(args));
  }

  /// Runs another verb of the command line with this gateway's configuration, as somebody at the
  /// same machine would.
  Said weir(String... args) {
    Map<String, String> environment = new HashMap<>(secrets);
    environment.put("WEIR_CONFIG", configFile().toString());
    Said said = Said.by(command(BRIEF, args), environment, home, STARTED_WITHIN);
    search.look("weir " + String.join(" ", args), said.out() + said.err());
    search.plantKeysIn(said.out());
    return said;
  }

  /// Waits for `/readyz`.
  GatewayProcess ready() {
    try {
      Await.until(STARTED_WITHIN, "the gateway is ready", this::answersReady);
      return this;
    } catch (AssertionError e) {
      AssertionError failure = process.failure(String.valueOf(e.getMessage()));
      close();
      throw failure;
    }
  }

  private boolean answersReady() {
    if (!process.running()) {
      throw process.failure("ended while it started");
    }
    try {
      return web.get(controlPlaneUri().resolve("/readyz"), Map.of()).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + dataPort);
  }

  URI controlPlaneUri() {
    return URI.create("http://127.0.0.1:" + controlPort);
  }

  Path data() {
    return data;
  }

  ChildProcess process() {
    return process;
  }

  /// The control plane, as its first operator.
  ControlPlane controlPlane() {
    return new ControlPlane(controlPlaneUri(), operatorKey(), search);
  }

  /// The first operator's personal key.
  String operatorKey() {
    try {
      String key = Files.readString(data.resolve("first-operator-key")).strip();
      search.plant("the first operator's key", key);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the first operator's key cannot be read", e);
    }
  }

  /// What is planted here is searched for when this is closed.
  SecretSearch search() {
    return search;
  }

  void kill() {
    process.kill();
  }

  /// What the JDK's `jcmd` says of the running gateway.
  String jcmd(String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> asked = List.of(jcmd, Long.toString(process.id()), command);
    return Said.by(asked, Map.of(), home, STARTED_WITHIN).expect(0).out();
  }

  int terminate() {
    searchPages();
    LeakCheck.provoke(this);
    return process.terminate();
  }

  /// Starts it again on the same data and ports, and waits until it is ready.
  GatewayProcess restart() {
    if (process.running()) {
      throw new IllegalStateException("gateway still runs");
    }
    LeakCheck.expectNone(process);
    search.look("the output", process.output());
    process = launch();
    return ready();
  }

  @Override
  public void close() {
    try (ExecutorService alongside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> shown = alongside.submit(this::showConfiguration);
      searchPages();
      LeakCheck.provoke(this);
      process.close();
      searchFiles();
      shown.get();
    } catch (ExecutionException e) {
      throw new AssertionError("the configuration cannot be shown", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a gateway was closed", e);
    } finally {
      web.close();
      process.close();
      deleteTree(home);
      deleteTree(temporary);
    }
    LeakCheck.expectNone(process);
    search.expectNothing();
  }

  /// Once for all gateways whose configurations differ in their ports alone: it takes a second.
  private void showConfiguration() {
    if (SHOWN.add(settings.replaceAll(":\\d{4,5}", "") + secrets)) {
      weir("config", "show");
    }
  }

  /// Searches what it says of itself to anybody, as long as it answers.
  private void searchPages() {
    try {
      for (String path : process.running() ? PAGES : List.<String>of()) {
        Web.Answer answer = web.get(controlPlaneUri().resolve(path), Map.of());
        search.look(path, answer + " " + answer.headers().map());
      }
    } catch (UncheckedIOException ending) {
      // One that ends, or does not listen yet, has no page.
      return;
    }
  }

  /// Searches what it has written so far: its files, and its output again, where something may have
  /// been written before the secret was known here.
  void searchFiles() {
    search.look("the output", process.output());
    search.lookBelow(home);
    if (!data.startsWith(home)) {
      search.lookBelow(data);
    }
  }

  /// Deletes a directory with all that is in it, if it is there.
  static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }
}
