package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.stats.Point;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the procedures promise, counted over 10,000 pretended experiments of two arms each; over
/// 1,000 where they are looked at after every unit, and 10,000 again in the slow test. A tolerance
/// is said in standard errors of such a count.
class ExperimentSimulationTest {
  private static final int EXPERIMENTS = 10_000;
  private static final double EFFECT = 0.2;
  private static final int FIXED = (int) SampleSize.means(1, EFFECT, Design.CUSTOMARY).perArm();
  private static final int SEQUENTIAL =
      (int) SampleSize.sequential(1, EFFECT, Design.CUSTOMARY).perArm();
  private static final ConfidenceSequence SEQUENCE =
      new ConfidenceSequence(Confidence.P95, 2L * SEQUENTIAL);

  private static final int PEEKED = 1_000;

  private final long seed = 20_261_121;
  private final SplittableRandom random = new SplittableRandom(seed);

  /// Distributions of mean 0 and variance 1.
  enum Distribution {
    NORMAL,
    EXPONENTIAL,
    ONE_IN_FIVE;

    double draw(RandomGenerator random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case EXPONENTIAL -> random.nextExponential() - 1;
        case ONE_IN_FIVE -> ((random.nextInt(5) == 0 ? 1 : 0) - 0.2) / 0.4;
      };
    }
  }

  private static double standardError(double share, int experiments) {
    return Math.sqrt(share * (1 - share) / experiments);
  }

  /// One comparison, a unit of each arm at a time.
  private final class Running {
    private final Distribution distribution;
    private final double effect;
    private Moments control = Moments.NONE;
    private Moments treated = Moments.NONE;

    Running(Distribution distribution, double effect) {
      this.distribution = distribution;
      this.effect = effect;
    }

    void grow(int perArm) {
      while (control.count() < perArm) {
        control = control.plus(distribution.draw(random));
        treated = treated.plus(distribution.draw(random) + effect);
      }
    }

    Point difference() {
      return treated.point().minus(control.point());
    }

    Estimate sequential() {
      return SEQUENCE.at(difference(), 2 * control.count());
    }
  }

  /// Looked at after every unit of each arm, to twice the planned number.
  @ParameterizedTest
  @EnumSource
  void peekingAllTheTimeFindsNothingWhereNothingIs(Distribution distribution) {
    requireNothingFound(distribution, PEEKED);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void peekingAllTheTimeFindsNothingInTenThousandExperiments(Distribution distribution) {
    requireNothingFound(distribution, EXPERIMENTS);
  }

  private void requireNothingFound(Distribution distribution, int experiments) {
    int found = 0;
    for (int experiment = 0; experiment < experiments; experiment++) {
      Running running = new Running(distribution, 0);
      running.grow((int) ConfidenceSequence.UNITS_MIN / 2);
      boolean holds = running.sequential().contains(0);
      while (holds && running.control.count() < 2L * SEQUENTIAL) {
        running.grow((int) running.control.count() + 1);
        holds = running.sequential().contains(0);
      }
      found += holds ? 0 : 1;
    }

    System.out.printf(
        "%s, seed %d, %d experiments, nothing there: found %.4f%n",
        distribution, seed, experiments, found / (double) experiments);
    assertThat(found / (double) experiments)
        .as("seed %d", seed)
        .isLessThanOrEqualTo(0.05 + 3 * standardError(0.05, experiments));
  }

  /// The same peeks, by intervals that are for one look: the test above could fail.
  @Test
  void peekingAtFixedIntervalsFindsWhatIsNotThere() {
    int found = 0;
    for (int experiment = 0; experiment < 1_000; experiment++) {
      Running running = new Running(Distribution.NORMAL, 0);
      boolean holds = true;
      while (holds && running.control.count() < SEQUENTIAL) {
        running.grow((int) running.control.count() + 10);
        holds = running.difference().within(Confidence.P95).contains(0);
      }
      found += holds ? 0 : 1;
    }

    assertThat(found).as("seed %d", seed).isGreaterThan(200);
  }

  /// At the closed form's number of units.
  @ParameterizedTest
  @EnumSource
  void aFixedIntervalHoldsAndFindsAsOftenAsPlanned(Distribution distribution) {
    int held = 0;
    int found = 0;
    for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
      Running running = new Running(distribution, EFFECT);
      running.grow(FIXED);
      Estimate estimate = running.difference().within(Confidence.P95);
      held += estimate.contains(EFFECT) ? 1 : 0;
      found += estimate.contains(0) ? 0 : 1;
    }

    assertThat(held / (double) EXPERIMENTS).as("seed %d", seed).isCloseTo(0.95, within(0.01));
    assertThat(found / (double) EXPERIMENTS)
        .as("seed %d", seed)
        .isCloseTo(0.8, within(5 * standardError(0.8, EXPERIMENTS)));
  }

  /// At the units of [SampleSize#sequential], 752 of each arm where a fixed interval needs 393. The
  /// last look alone finds 80 %, all looks together some 87 %; ended at the first that finds, it
  /// takes some 420 on average.
  @ParameterizedTest
  @EnumSource
  void aSequenceHoldsAtEveryLookAndFindsTheEffectItWasPlannedFor(Distribution distribution) {
    int held = 0;
    int found = 0;
    int foundAtLast = 0;
    double width = 0;
    long units = 0;
    for (int experiment = 0; experiment < PEEKED; experiment++) {
      Running running = new Running(distribution, EFFECT);
      boolean holds = true;
      long end = 0;
      for (int n = (int) ConfidenceSequence.UNITS_MIN / 2; n <= SEQUENTIAL; n++) {
        running.grow(n);
        Estimate estimate = running.sequential();
        holds &= estimate.contains(EFFECT);
        end = end == 0 && !estimate.contains(0) ? n : end;
      }
      Estimate last = running.sequential();
      held += holds ? 1 : 0;
      found += end > 0 ? 1 : 0;
      foundAtLast += last.contains(0) ? 0 : 1;
      units += end > 0 ? end : SEQUENTIAL;
      width += last.width() / running.difference().within(Confidence.P95).width();
    }

    assertThat(held / (double) PEEKED).as("seed %d", seed).isGreaterThanOrEqualTo(0.95);
    assertThat(width / PEEKED).as("seed %d", seed).isLessThan(1.6);
    assertThat(found / (double) PEEKED).as("seed %d", seed).isGreaterThanOrEqualTo(0.8);
    assertThat(foundAtLast / (double) PEEKED)
        .as("seed %d", seed)
        .isCloseTo(0.8, within(5 * standardError(0.8, PEEKED)));
    assertThat(units / (double) PEEKED).as("seed %d", seed).isLessThan(0.6 * SEQUENTIAL);
  }

  @Test
  void cupedLeavesOneMinusRhoSquaredOfTheVarianceAndHolds() {
    double rho = 0.6;
    Moments raw = Moments.NONE;
    Moments adjusted = Moments.NONE;
    int held = 0;
    for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
      PairMoments control = PairMoments.NONE;
      PairMoments treated = PairMoments.NONE;
      for (int i = 0; i < 200; i++) {
        double x = random.nextGaussian();
        double x2 = random.nextGaussian();
        double rest = Math.sqrt(1 - rho * rho);
        control = control.plus(x, rho * x + rest * random.nextGaussian());
        treated = treated.plus(x2, rho * x2 + rest * random.nextGaussian() + EFFECT);
      }
      List<Moments> arms =
          Cuped.of(
                  List.of(
                      new Cuped.Arm(control, Moments.NONE), new Cuped.Arm(treated, Moments.NONE)))
              .arms();
      Point difference = arms.get(1).point().minus(arms.get(0).point());
      raw = raw.plus(treated.meanY() - control.meanY());
      adjusted = adjusted.plus(difference.value());
      held += difference.within(Confidence.P95).contains(EFFECT) ? 1 : 0;
    }

    // the ratio of two variances with correlation √(1 − ρ²) has a relative error of 2ρ/√10,000
    assertThat(adjusted.variance() / raw.variance())
        .as("seed %d", seed)
        .isCloseTo(1 - rho * rho, within(5 * 2 * rho / Math.sqrt(EXPERIMENTS) * (1 - rho * rho)));
    assertThat(held / (double) EXPERIMENTS).as("seed %d", seed).isCloseTo(0.95, within(0.01));
  }
}
