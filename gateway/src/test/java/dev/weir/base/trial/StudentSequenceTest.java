package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Unanswered;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentSequenceTest {
  private static final StudentSequence SEQUENCE = new StudentSequence(Confidence.P95, 28);
  private static final double RHO = 28 / (-2 * Math.log(0.1) + Math.log(1 - 2 * Math.log(0.1)));

  /// The mixture over μ/σ above 0 and over σ that the boundary comes from, integrated numerically:
  /// at the boundary it is 1/α, or a little more.
  @ParameterizedTest
  @CsvSource({"8", "28", "90"})
  void isWhereTheMixtureReachesOneByAlpha(int n) {
    double t = SEQUENCE.boundary(n);
    double sumSquare = n * t * t / (n - 1 + t * t);
    double above = 0;
    double below = 0;
    for (double precision = 0.001; precision < 6; precision += 0.002) {
      double density = Math.pow(precision, n - 1) * Math.exp(-n * precision * precision / 2);
      below += density;
      double mixed = 0;
      for (double effect = 0.0025; effect < 6; effect += 0.005) {
        double prior = 2 * Math.sqrt(RHO / (2 * Math.PI)) * Math.exp(-RHO * effect * effect / 2);
        double likelihood =
            Math.exp(effect * precision * Math.sqrt(sumSquare * n) - n * effect * effect / 2);
        mixed += prior * likelihood * 0.005;
      }
      above += density * mixed;
    }

    assertThat(above / below).isBetween(20.0, 20.0 * 1.03);
  }

  @Test
  void withManyUnitsItIsTheSequenceOfKnownSpreadWithAlphaOnEitherSide() {
    double many = new StudentSequence(Confidence.P95, 100_000).boundary(100_000);

    assertThat(many).isCloseTo(ConfidenceSequence.atPlan(Confidence.P90), within(0.02));
  }

  /// A single look at 28 has t(0.95) = 1.70.
  @ParameterizedTest
  @CsvSource({"7, 7.36", "14, 3.35", "28, 2.95", "56, 2.88", "365, 3.04"})
  void isSoManyStandardErrorsAway(long units, double boundary) {
    assertThat(SEQUENCE.boundary(units)).isCloseTo(boundary, within(0.005));
  }

  @Test
  void refusesTooFewUnitsAndUnitsThatDoNotDiffer() {
    assertThat(SEQUENCE.boundary(6)).isInfinite();
    assertThatThrownBy(() -> SEQUENCE.atLeast(Moments.of(1, 2, 3, 4, 5, 6).point(), 6))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a bound that holds at all looks needs 7 units, was 6");
    assertThatThrownBy(() -> new StudentSequence(new Confidence(0.5), 28))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// 365 looks at normal units of mean 0, 4,000 times: crossed in 5 % at most.
  @Test
  void isCrossedAtAnyLookInFivePerCentAtMost() {
    SplittableRandom random = new SplittableRandom(20_261_101);
    int runs = 4_000;
    int crossed = 0;
    for (int run = 0; run < runs; run++) {
      Moments units = Moments.NONE;
      boolean holds = true;
      for (int day = 1; holds && day <= 365; day++) {
        units = units.plus(7 * random.nextGaussian());
        holds = day < 7 || SEQUENCE.atLeast(units.point(), day).low() <= 0;
      }
      crossed += holds ? 0 : 1;
    }

    assertThat(crossed / (double) runs)
        .isLessThanOrEqualTo(0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs))
        .isGreaterThan(0.01);
  }
}
