package dev.weir.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.command.ServeVerb.Ending;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.HttpTransport;
import dev.weir.view.cli.Terminal;
import dev.weir.view.replay.ControlPlane;
import dev.weir.view.replay.MadeUpTraffic;
import dev.weir.view.replay.Population;
import dev.weir.view.replay.PopulationFile;
import dev.weir.view.replay.Progress;
import dev.weir.view.replay.Settling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `weir demo`: from nothing to a cost table in some twenty seconds.
@Command(
    name = "demo",
    description =
        "Run a gateway before a pretended provider, with traffic, and show what it costs.",
    mixinStandardHelpOptions = true)
public final class DemoVerb implements Callable<Integer> {
  private static final String PRICES = "/weir-prices.json";
  private static final Duration TRAFFIC = Duration.ofMinutes(3);
  private static final double SPEED = 15;
  private static final Duration TRICKLE = Duration.ofMinutes(1);
  private static final double TRICKLE_SPEED = 0.1;
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);
  private static final int ASK_MILLIS = 200;

  private final Terminal terminal;
  private final Ending ending;
  private final LongSupplier nanos;

  @Option(names = "--once", description = "End after the table.")
  private boolean once;

  @Option(names = "--no-trickle", description = "Stay up, but without further traffic.")
  private boolean silent;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Data plane; the control plane has the next. Any free ones if taken.")
  private int port = 8080;

  @Option(names = "--seed", defaultValue = "1", description = "Decides about the traffic.")
  private long seed = 1;

  public DemoVerb(Terminal terminal, Ending ending, LongSupplier nanos) {
    this.terminal = terminal;
    this.ending = ending;
    this.nanos = nanos;
  }

  @Override
  public Integer call() throws InterruptedException {
    terminal.out().println("Starting a gateway and a pretended provider ...");
    terminal.out().flush();
    Stage stage = Stage.set(port, seed, terminal.clock());
    if (once) {
      try (stage) {
        show(stage);
      }
      return Exit.OK;
    }
    Thread trickle = Thread.ofVirtual().name("demo").start(() -> showAndGoOn(stage));
    ending.await(() -> {
      trickle.interrupt();
      stage.close();
    });
    return Exit.OK;
  }

  private void showAndGoOn(Stage stage) {
    try {
      Map<String, String> keys = show(stage);
      try (ControlPlane api = api(stage);
          MadeUpTraffic traffic = new MadeUpTraffic(population(), stage.dataPlane(), keys, nanos)) {
        new Guide(terminal, stage, api).next(keys, !silent);
        for (long next = seed + 1; !silent; next++) {
          traffic.play(TRICKLE, TRICKLE_SPEED, next);
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns the virtual keys' secrets.
  private Map<String, String> show(Stage stage) throws InterruptedException {
    try (ControlPlane api = api(stage)) {
      Guide guide = new Guide(terminal, stage, api);
      Map<String, String> keys = prepare(api);
      guide.up(secondsUp());
      play(stage, keys);
      awaitBooked(api);
      guide.table(TRAFFIC.toMinutes());
      guide.stopped();
      return keys;
    }
  }

  private static ControlPlane api(Stage stage) {
    return new ControlPlane(new HttpTransport(stage.controlPlane(), stage.operatorKey()));
  }

  private static Population population() {
    return PopulationFile.resource("demo");
  }

  private static Map<String, String> prepare(ControlPlane api) {
    try (InputStream prices = DemoVerb.class.getResourceAsStream(PRICES)) {
      if (prices == null) {
        throw new IllegalStateException("the resource " + PRICES + " is missing");
      }
      api.post(
          "prices/import?format=weir", new String(prices.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + PRICES + " cannot be read", e);
    }
    api.put(
        "settings", Map.of("output_floors", Map.of("by_use_case", Map.of("marketing-copy", 64))));
    return new Settling(api).settle(population());
  }

  private double secondsUp() {
    Instant now = terminal.clock().instant();
    Instant start = ProcessHandle.current().info().startInstant().orElse(now);
    return Duration.between(start, now).toMillis() / 1000.0;
  }

  private void play(Stage stage, Map<String, String> keys) throws InterruptedException {
    try (MadeUpTraffic traffic = new MadeUpTraffic(population(), stage.dataPlane(), keys, nanos)) {
      int planned = traffic.planned(TRAFFIC, seed);
      terminal
          .out()
          .println(
              "Six use cases at work: %d minutes of their traffic, %d calls, in some %d seconds."
                  .formatted(
                      TRAFFIC.toMinutes(), planned, (int) (TRAFFIC.toSeconds() / SPEED) + 5));
      terminal.out().println();
      terminal.out().flush();
      try (Progress _ =
          new Progress(
              terminal.err(), terminal.isWatched(), () -> line(traffic.figures(), planned))) {
        traffic.play(TRAFFIC, SPEED, seed);
      }
    }
  }

  private static String line(MadeUpTraffic.Figures figures, int planned) {
    String refused = figures.refusals() == 0 ? "" : "  refused %d".formatted(figures.refusals());
    return "%s  %d of %d calls%s"
        .formatted(
            Progress.bar((double) figures.ended() / planned), figures.ended(), planned, refused);
  }

  /// Waits until the ledger database has every call: no figure moves from one look to the next.
  private void awaitBooked(ControlPlane api) throws InterruptedException {
    long deadline = nanos.getAsLong() + SETTLED_WITHIN.toNanos();
    String before = "";
    String now = total(api);
    while (!now.equals(before) && nanos.getAsLong() < deadline) {
      TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
      before = now;
      now = total(api);
    }
  }

  private static String total(ControlPlane api) {
    JsonNode total = api.get("report?by=use_case").path("total");
    return total.toString();
  }
}
