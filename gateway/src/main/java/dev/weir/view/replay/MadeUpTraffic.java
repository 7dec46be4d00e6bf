package dev.weir.view.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// Random traffic of a population, where there is no trace: arrivals and lengths as its use cases
/// state them. One player at a time; figures from any thread.
public final class MadeUpTraffic implements AutoCloseable {
  private static final int CONCURRENCY = 2_000;
  private static final int TRIES = 6;

  private final Population population;
  private final DataPlane gateway;
  private final LongSupplier nanos;
  private final Tally tally = new Tally();

  /// What the callers saw so far.
  ///
  /// @param refused calls by the code of the refusal they ended with
  /// @param failed calls without a whole answer, by what happened
  public record Figures(long answered, Map<String, Long> refused, Map<String, Long> failed) {
    public long ended() {
      return answered + refusals() + failures();
    }

    public long refusals() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    public long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// @param target the data plane
  /// @param keys secrets by the name of the use case
  /// @param nanos a clock for durations
  public MadeUpTraffic(
      Population population, URI target, Map<String, String> keys, LongSupplier nanos) {
    this.population = population;
    this.gateway = new DataPlane(target, keys, nanos);
    this.nanos = nanos;
  }

  /// How many calls [#play] of the same makes.
  public int planned(Duration length, long seed) {
    return plan(length, seed).stream().mapToInt(PlannedCall::calls).sum();
  }

  /// Plays that much traffic in `length / speed`; returns when all calls have ended.
  public void play(Duration length, double speed, long seed) throws InterruptedException {
    new Player(gateway::call, tally, new Timepiece.Passing(nanos), CONCURRENCY, TRIES)
        .play(plan(length, seed), new Pace.Times(speed));
  }

  private List<PlannedCall> plan(Duration length, long seed) {
    return new Casting(population, seed, Optional.empty(), OptionalDouble.empty())
        .invent(population.useCases(), length);
  }

  public Figures figures() {
    Tally.Seen seen = tally.seen();
    return new Figures(seen.answered(), seen.refused(), seen.failed());
  }

  @Override
  public void close() {
    gateway.close();
  }
}
