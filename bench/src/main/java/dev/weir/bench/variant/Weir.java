package dev.weir.bench.variant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.bench.traffic.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The gateway as it is installed: what `./weir package` makes, started with its own launcher.
public final class Weir implements Variant {
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Home home;
  private final Child child;
  private final Control control;
  private final int dataPort;
  private final Start start;
  private String key = "";

  private Weir(Home home, Child child, Control control, int dataPort) throws IOException {
    this.home = home;
    this.child = child;
    this.control = control;
    this.dataPort = dataPort;
    Duration listening = child.awaitListening(dataPort);
    this.start = new Start(listening, child.await("is ready", control::isReady));
    control.operator(operatorKey(home));
  }

  /// Where a gateway lives; it may be started there again.
  ///
  /// @param launcher of an installation
  /// @param directory of configuration, data and logs
  /// @param upstreamPort of the only provider
  public record Home(Path launcher, Path directory, int upstreamPort, Governance governance) {}

  /// How long the start took, from the launch of the process.
  public record Start(Duration listening, Duration ready) {}

  /// Starts a gateway on an empty directory and gives it prices, rules and a key.
  public static Weir fresh(Home home) throws IOException {
    Files.createDirectories(home.directory);
    Weir weir = launch(home);
    try {
      weir.key = home.governance.establish(weir.control);
      return weir;
    } catch (RuntimeException refused) {
      weir.close();
      throw refused;
    }
  }

  /// Starts a gateway where one was; it must have been closed.
  public static Weir of(Home home) throws IOException {
    return launch(home);
  }

  /// Starts this gateway again, where it was; it must have been closed.
  public Weir again() throws IOException {
    Weir weir = launch(home);
    weir.key = key;
    return weir;
  }

  private static Weir launch(Home home) throws IOException {
    int dataPort = Child.freePort();
    int controlPort = Child.freePort();
    String config =
        """
        listen: {data_plane: '127.0.0.1:%d', control_plane: '127.0.0.1:%d'}
        data: '%s'
        journal: {mode: %s}
        upstream: {connections: 8192}
        providers:
          up: {family: %s, url: 'http://127.0.0.1:%d', key: 'env:BENCH_PROVIDER_KEY'}
        """
            .formatted(
                dataPort,
                controlPort,
                home.directory.resolve("data"),
                home.governance.journalMode(),
                home.governance.family(),
                home.upstreamPort);
    Path file = Files.writeString(home.directory.resolve("weir.yaml"), config);
    List<String> command = List.of(home.launcher.toString(), "serve", "--config", file.toString());
    Map<String, String> environment =
        Map.of(
            "BENCH_PROVIDER_KEY",
            "sk-bench",
            "WEIR_JAVA_OPTS",
            "-Xlog:gc:file=" + gcLog(home) + ":uptime:filecount=0");
    Files.deleteIfExists(gcLog(home));
    String name = home.governance.name();
    Child child = Child.start(name, command, environment, home.directory.resolve("weir.log"));
    return new Weir(home, child, new Control(controlPort), dataPort);
  }

  private static String operatorKey(Home home) throws IOException {
    return Files.readString(home.directory.resolve("data/first-operator-key")).strip();
  }

  private static Path gcLog(Home home) {
    return home.directory.resolve("gc.log");
  }

  public Start start() {
    return start;
  }

  /// What it allocates.
  public AllocationLog allocations() {
    return new AllocationLog(gcLog(home));
  }

  /// Calls that its ledger database knows to have ended; valid when settled.
  public long ledgerCalls() {
    return control
        .get("report?by=model&format=json&from=2020-01-01")
        .path("total")
        .path("calls")
        .asLong();
  }

  /// Tells it of spend beside the gateway.
  ///
  /// @param query of the request
  public JsonNode record(String query, String body) {
    return control.done("POST", "usage?" + query, body);
  }

  /// Makes input a quarter dearer.
  public void dearer() {
    control.done("POST", "prices/import?why=bench", home.governance.dearerPrices());
  }

  /// Prices a day of UTC by the book in force.
  ///
  /// @param query of the request
  public JsonNode rerate(LocalDate day, String query) {
    return control.done(
        "POST",
        "reratings" + query,
        "{\"from\": \"%s\", \"to\": \"%s\", \"why\": \"bench\"}".formatted(day, day.plusDays(1)));
  }

  /// Makes a change as its first operator, or fails with what Weir said.
  ///
  /// @param path below the API's root
  public void change(String method, String path, String body) {
    control.done(method, path, body);
  }

  /// Its first operator at the console.
  public Visitor visitor() throws IOException {
    return new Visitor(control.uri(), operatorKey(home));
  }

  /// How long an answer was.
  public record Received(long lines, long bytes) {}

  /// Asks for a text, as it comes.
  public Received receive(String path) {
    return control.receive(path);
  }

  /// Resident memory, in MB.
  public double residentMb() {
    return new Memory(child.pid()).residentMb();
  }

  /// Waits until no call is under way and the ledger database has everything that is in the
  /// journal.
  @Override
  public long settleMillis() throws InterruptedException {
    long began = System.nanoTime();
    while (!isSettled()) {
      if (System.nanoTime() - began > SETTLED_WITHIN.toNanos()) {
        throw new IllegalStateException(
            "%s has not settled within %s: %s"
                .formatted(name(), SETTLED_WITHIN, control.get("status")));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private boolean isSettled() {
    JsonNode status = control.get("status");
    return status.path("open_calls").asInt(-1) == 0
        && status.path("ledger").path("bytes_behind").asLong(-1) == 0;
  }

  @Override
  public String name() {
    return home.governance.name();
  }

  @Override
  public Target target() {
    return new Target(dataPort, home.governance.headers(key));
  }

  @Override
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    control.close();
    child.close();
  }
}
