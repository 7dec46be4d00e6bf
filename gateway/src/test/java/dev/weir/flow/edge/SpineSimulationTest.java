package dev.weir.flow.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.ledger.Correction;
import dev.weir.flow.ledger.JudgedTags;
import dev.weir.flow.price.Charge;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `-Dweir.seed=N`, with `-Dweir.calls=M` for a long one, replays one seed.
@Timeout(600)
class SpineSimulationTest {
  private static final int CALLS = 1_000;
  private static final int MORE_CALLS = 4_000;
  private static final long SEEDS = 20;

  /// About 1.5 s of one core each: two cores take some seven minutes.
  private static final long MORE_SEEDS = 500;

  @Test
  void everyCallIsAccountedForWhateverFails() {
    Long one = Long.getLong("weir.seed");
    if (one != null) {
      simulate(one, Integer.getInteger("weir.calls", CALLS));
      return;
    }
    Sums sums =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> simulate(seed, CALLS))
            .reduce(Sums.NONE, Sums::plus);

    sums.assertTold(SEEDS);
  }

  @Test
  @Tag("slow")
  @Timeout(7200)
  void everyCallIsAccountedForOnManyMoreSeeds() {
    // A seed is one thread's; seeds share nothing, so each core takes some.
    Sums sums =
        LongStream.range(SEEDS, SEEDS + MORE_SEEDS)
            .parallel()
            .mapToObj(seed -> simulate(seed, MORE_CALLS))
            .reduce(Sums.NONE, Sums::plus);

    sums.assertTold(MORE_SEEDS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsACallThatIsSettledTwice(long seed) {
    Simulation simulation = new Simulation(seed, CALLS);
    simulation.sabotage(
        process -> process.journal.appendEnding(simulation.someSettled(), Acknowledgement.NONE));

    assertThatThrownBy(simulation::run).hasMessageContaining("ended twice");
  }

  /// A crash after the loss hides it: the next start ends the call at its bound. So not every seed
  /// shows one.
  @Test
  void findsCallsThatNobodyEnded() {
    List<Long> found =
        LongStream.rangeClosed(1, 8).filter(SpineSimulationTest::findsALostEnding).boxed().toList();

    assertThat(found).hasSizeGreaterThanOrEqualTo(4);
  }

  private static boolean findsALostEnding(long seed) {
    try {
      new Simulation(seed, CALLS).losesCounts().run();
      return false;
    } catch (AssertionError finding) {
      return String.valueOf(finding.getMessage()).contains("never ended");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsABalanceThatIsOffByOne(long seed) {
    Simulation simulation = new Simulation(seed, CALLS);
    simulation.sabotage(process -> process.ledger.correct(offByOne(process), Acknowledgement.NONE));

    assertThatThrownBy(simulation::run).hasMessageContaining("the ledger has settled");
  }

  /// A difference on each balance, and none in the charge.
  private static Correction offByOne(Simulation.Running process) {
    Entry.Reserved reserved = process.lastEnded();
    return new Correction(
        reserved.call(),
        reserved.attempt(),
        reserved.facts(),
        JudgedTags.of(reserved.facts(), reserved.provider(), reserved.model()),
        reserved.at(),
        Optional.of(reserved.amount()),
        Money.ofPicos(-1),
        -1,
        Usage.of(0, 0, Provenance.REPORTED),
        Charge.none("none"),
        "nowhere",
        "mallory",
        "because");
  }

  /// What shows that the runs were about something.
  ///
  /// @param further attempts beyond the first of their call
  private record Sums(long refusals, long further) {
    private static final Sums NONE = new Sums(0, 0);

    private Sums plus(Sums other) {
      return new Sums(refusals + other.refusals, further + other.further);
    }

    private void assertTold(long seeds) {
      assertThat(refusals).as("refusals over all seeds").isGreaterThan(seeds);
      assertThat(further)
          .as("attempts after a call's first, over all seeds")
          .isGreaterThan(20 * seeds);
    }
  }

  private static Sums simulate(long seed, int calls) {
    try {
      Audit audit = new Simulation(seed, calls).run();
      assertThat(audit.admitted()).as("admitted calls").isGreaterThan(calls / 10);
      return new Sums(audit.refusals(), audit.further());
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "seed %d of %d calls: ".formatted(seed, calls) + failure.getMessage(), failure);
    }
  }
}
