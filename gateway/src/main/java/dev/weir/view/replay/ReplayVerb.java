package dev.weir.view.replay;

import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Connector;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir replay`: plays a recorded trace through a running gateway.
@Command(
    name = "replay",
    description =
        "Play a recorded trace (Azure LLM inference CSV, Mooncake JSONL) through a gateway.")
public final class ReplayVerb implements Callable<Integer> {
  private static final int CONCURRENCY_MAX = 10_000;

  private final Terminal terminal;
  private final Connector connector;
  private final LongSupplier nanos;

  @Parameters(paramLabel = "FILE", description = "The trace.")
  private Path file = Path.of("");

  @Option(
      names = "--speed",
      defaultValue = "max",
      paramLabel = "N|max",
      description = "N: open loop, N times as fast as recorded; max: as fast as answers come.")
  private String speed = "max";

  @Option(names = "--limit", defaultValue = "10000000", description = "Only the first N rows.")
  private int limit = Trace.ROWS_MAX;

  @Option(names = "--population", paramLabel = "FILE", description = "Who calls; docs/replay.md.")
  private Optional<Path> population = Optional.empty();

  @Option(names = "--seed", defaultValue = "1", description = "Decides who makes which call.")
  private long seed = 1;

  @Option(
      names = "--target",
      defaultValue = "http://127.0.0.1:8080",
      paramLabel = "URL",
      description = "The data plane; default ${DEFAULT-VALUE}.")
  private URI target = URI.create("http://127.0.0.1:8080");

  @Mixin private final ServerOption server = new ServerOption();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Virtual keys to use, as YAML 'use case: wk_…'; else they are made.")
  private Optional<Path> keys = Optional.empty();

  @Option(names = "--concurrency", defaultValue = "64", description = "Most calls under way.")
  private int concurrency = 64;

  @Option(
      names = "--stream-share",
      paramLabel = "SHARE",
      description = "0 to 1, of every use case.")
  private Optional<Double> streamShare = Optional.empty();

  @Option(names = "--model", description = "Model of every call, instead of the population's.")
  private Optional<String> model = Optional.empty();

  /// @param nanos a clock for durations
  public ReplayVerb(Terminal terminal, Connector connector, LongSupplier nanos) {
    this.terminal = terminal;
    this.connector = connector;
    this.nanos = nanos;
  }

  @Override
  public Integer call() throws InterruptedException {
    Pace pace;
    List<PlannedCall> calls;
    Population who;
    try {
      requireOptions();
      pace = Pace.parse(speed);
      who =
          population.isPresent()
              ? PopulationFile.read(terminal.path(population.get()))
              : PopulationFile.resource("default");
      OptionalDouble share = streamShare.map(OptionalDouble::of).orElse(OptionalDouble.empty());
      calls = new Casting(who, seed, model, share).cast(Trace.read(terminal.path(file), limit));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(Exit.USAGE, String.valueOf(wrong.getMessage()));
    } catch (IOException unreadable) {
      throw new CommandFailure(Exit.USAGE, "cannot read: " + unreadable.getMessage());
    }
    return play(calls, secrets(who), pace);
  }

  private void requireOptions() {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit is 1 or more, was " + limit);
    }
    if (concurrency < 1 || concurrency > CONCURRENCY_MAX) {
      throw new IllegalArgumentException(
          "--concurrency is 1 to %d, was %d".formatted(CONCURRENCY_MAX, concurrency));
    }
    if (streamShare.filter(share -> !(share >= 0 && share <= 1)).isPresent()) {
      throw new IllegalArgumentException("--stream-share is 0 to 1, was " + streamShare.get());
    }
  }

  private int play(List<PlannedCall> calls, Map<String, String> secrets, Pace pace)
      throws InterruptedException {
    Tally tally = new Tally();
    int planned = calls.stream().mapToInt(PlannedCall::calls).sum();
    long start = nanos.getAsLong();
    try (DataPlane gateway = new DataPlane(target, secrets, nanos);
        Progress _ =
            new Progress(
                terminal.err(), terminal.isWatched(), () -> line(tally.seen(), planned, start))) {
      new Player(gateway::call, tally, new Timepiece.Passing(nanos), concurrency, Player.TRIES_MAX)
          .play(calls, pace);
    }
    Tally.Seen seen = tally.seen();
    new Summary(seen, planned, Duration.ofNanos(nanos.getAsLong() - start)).print(terminal.out());
    return seen.answered() == planned ? Exit.OK : Exit.REFUSED;
  }

  private String line(Tally.Seen seen, int planned, long start) {
    double seconds = Math.max(1e-3, (nanos.getAsLong() - start) / 1e9);
    return "%s  %s / %s calls  %.0f/s  refused %s  failed %s"
        .formatted(
            Progress.bar((double) seen.ended() / Math.max(1, planned)),
            Progress.grouped(seen.ended()),
            Progress.grouped(planned),
            seen.ended() / seconds,
            Progress.grouped(seen.refusals()),
            Progress.grouped(seen.failures()));
  }

  private Map<String, String> secrets(Population who) {
    if (keys.isPresent()) {
      return written(terminal.path(keys.get()));
    }
    try (ControlPlane plane = new ControlPlane(connector.open(server))) {
      return new Settling(plane).settle(who);
    }
  }

  private static Map<String, String> written(Path file) {
    try {
      Object root =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
      if (!(root instanceof Map<?, ?> map)) {
        throw new CommandFailure(Exit.USAGE, file + " has no lines 'use case: wk_…'");
      }
      Map<String, String> secrets = new HashMap<>();
      map.forEach((name, secret) -> secrets.put(String.valueOf(name), String.valueOf(secret)));
      return secrets;
    } catch (IOException | YamlEngineException unreadable) {
      throw new CommandFailure(
          Exit.USAGE, "cannot read %s: %s".formatted(file, unreadable.getMessage()));
    }
  }
}
