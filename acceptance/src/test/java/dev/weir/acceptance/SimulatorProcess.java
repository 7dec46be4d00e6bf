package dev.weir.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fake provider as a process, with its control and its book.
final class SimulatorProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
  private static final Pattern SECURED = Pattern.compile("with TLS on (https://\\S+)");
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
  private static final Duration HELD_WITHIN = Duration.ofSeconds(30);
  private static final int PAGE = 20_000;
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final ChildProcess process;
  private final URI uri;
  private final Web web = new Web();

  private SimulatorProcess(ChildProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /// Starts it on a free port with further options, for example `--mode`, `tokenizer`.
  static SimulatorProcess start(String... options) {
    KeptClasses.by("simulator", "serve", SimulatorProcess::wholeRun);
    List<String> args = new ArrayList<>(List.of("--port", "0"));
    args.addAll(List.of(options));
    ChildProcess process =
        ChildProcess.start(
            "simulator",
            Checkout.java("simulator", JVM, "dev.weir.simulator.Main", args),
            Map.of());
    try {
      String said =
          Await.value(
              STARTED_WITHIN,
              "simulator listens",
              () -> process.running() ? process.output() : dead(process),
              output -> LISTENING.matcher(output).find());
      Matcher listening = LISTENING.matcher(said);
      if (!listening.find()) {
        throw process.failure("says no address");
      }
      return new SimulatorProcess(process, URI.create(listening.group(1)));
    } catch (AssertionError | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static void wholeRun() {
    try (SimulatorProcess simulator = start()) {
      simulator.book();
      KeptClasses.end(simulator.process);
    }
  }

  private static String dead(ChildProcess process) {
    throw process.failure("ended while it started");
  }

  URI uri() {
    return uri;
  }

  /// The provider's side of `url` in the gateway's configuration.
  String url() {
    return uri.toString();
  }

  /// The same of its port with TLS, if it has one.
  String tlsUrl() {
    String said =
        Await.value(
            STARTED_WITHIN,
            "simulator listens with TLS",
            process::output,
            output -> SECURED.matcher(output).find());
    Matcher secured = SECURED.matcher(said);
    return secured.find() ? secured.group(1) : "";
  }

  Web.Answer control(String method, String path, String body) {
    return web.send(method, uri.resolve("/sim/" + path), Map.of(), body);
  }

  void hold(String barrier) {
    control("POST", "barrier", "{\"name\":\"%s\",\"release\":false}".formatted(barrier))
        .expect(200);
  }

  void release(String barrier) {
    control("POST", "barrier", "{\"name\":\"%s\",\"release\":true}".formatted(barrier)).expect(200);
  }

  /// How many answers wait at all barriers.
  int waiting() {
    return control("GET", "barrier", "").expect(200).json().path("waiting").asInt();
  }

  void awaitWaiting(int count) {
    int seen =
        Await.value(
            HELD_WITHIN, count + " answers wait at the barrier", this::waiting, n -> n >= count);
    if (seen != count) {
      throw new AssertionError(
          "expected %d answers at the barrier, were %d".formatted(count, seen));
    }
  }

  /// Faults for the next requests that have none of their own.
  void faults(String fault, int next) {
    faults(fault, next, "");
  }

  /// The same for requests to a model.
  void faults(String fault, int next, String model) {
    String body = "{\"fault\":\"%s\",\"next\":%d,\"model\":\"%s\"}".formatted(fault, next, model);
    control("POST", "faults", body).expect(200);
  }

  /// A fault for every request from now on.
  void faultsOfAll(String fault) {
    control("POST", "faults", "{\"fault\":\"%s\",\"probability\":1}".formatted(fault)).expect(200);
  }

  /// Takes back every fault that was ordered.
  void faultless() {
    control("DELETE", "faults", "").expect(200);
  }

  /// Closes its ports and every connection, for so long.
  void hangUp(Duration time) {
    String body = "{\"open\":false,\"for\":\"%dms\"}".formatted(time.toMillis());
    control("POST", "listening", body).expect(200);
  }

  /// Every row with an id of at least `from`.
  List<BookRow> book(long from) {
    List<BookRow> rows = new ArrayList<>();
    long next = from;
    while (true) {
      String page =
          control("GET", "book?from=%d&limit=%d".formatted(next, PAGE), "").expect(200).text();
      List<BookRow> read = page.lines().map(line -> BookRow.of(Web.json(line))).toList();
      rows.addAll(read);
      if (read.size() < PAGE) {
        return rows;
      }
      next = read.getLast().id() + 1;
    }
  }

  List<BookRow> book() {
    return book(0);
  }

  /// Waits until no answer is under way.
  void awaitQuiet() {
    Await.until(
        HELD_WITHIN,
        "the simulator has no open answer",
        () -> control("GET", "status", "").expect(200).json().path("open").asInt() == 0);
  }

  @Override
  public void close() {
    web.close();
    process.close();
  }
}
