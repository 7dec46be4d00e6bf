package dev.weir.flow.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `-Dweir.seed=N` replays one seed.
@Timeout(600)
class SpineSimulationTest {
  private static final int CALLS = 2_000;
  private static final long SEEDS = 50;
  private static final long MORE_SEEDS = 1_000;

  @Test
  void everyCallIsAccountedForWhateverFails() {
    Long one = Long.getLong("weir.seed");
    if (one != null) {
      simulate(one);
      return;
    }
    LongStream.range(0, SEEDS).forEach(SpineSimulationTest::simulate);
  }

  @Test
  @Tag("slow")
  void everyCallIsAccountedForOnManyMoreSeeds() {
    LongStream.range(SEEDS, SEEDS + MORE_SEEDS).forEach(SpineSimulationTest::simulate);
  }

  private static void simulate(long seed) {
    try {
      long t = System.nanoTime(); Audit audit = new Simulation(seed, CALLS).run(); System.out.println(seed + " " + audit.admitted() + " " + audit.refusals() + " " + (System.nanoTime() - t) / 1000000);
      assertThat(audit.admitted()).as("admitted calls").isGreaterThan(CALLS / 10);
      assertThat(audit.refusals()).as("refusals").isPositive();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }
}
