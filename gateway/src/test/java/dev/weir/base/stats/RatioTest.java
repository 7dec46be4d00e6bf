package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Estimate.Method;
import java.util.Arrays;
import java.util.Random;
import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.Test;

class RatioTest {
  private static final int ROUNDS = 4_000;

  /// Almost six standard errors of a share of 95 % over the rounds, some for what is approximate.
  private static final double TOLERANCE = 0.02;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static double[] repeated(double value, int count) {
    double[] all = new double[count];
    Arrays.fill(all, value);
    return all;
  }

  /// Units of cost 3·x with noise; the true ratio of means is 3.
  private Ratio drawn(int count, double meanOfX) {
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = meanOfX + random.nextGaussian();
      y[i] = 3 * meanOfX + random.nextGaussian() + (x[i] - meanOfX);
    }
    return new Ratio(PairMoments.of(x, y));
  }

  /// Three units off the line, 200 on it: their residuals y − 2x are −1, 0, 1.
  @Test
  void isTheDeltaMethodsFormula() {
    Ratio ratio =
        new Ratio(
            PairMoments.of(new double[] {1, 2, 3}, new double[] {1, 4, 7})
                .plus(PairMoments.of(repeated(2, 200), repeated(4, 200))));
    PairMoments units = ratio.units();
    double residual = units.y().variance() - 4 * units.covariance() + 4 * units.x().variance();

    assertThat(ratio.value()).isEqualTo(2);
    assertThat(ratio.point().standardError())
        .isCloseTo(Math.sqrt(residual / (203 * 4)), within(1e-15));
    assertThat(residual).isCloseTo(2.0 / 202, within(1e-15));
    assertThat(ratio.point().degrees()).isEqualTo(202);
  }

  @Test
  void aWeightedMeanOfEqualWeightsIsTheMean() {
    double[] values = {4, 8, 15, 16, 23, 42};
    Estimate weighted =
        new Ratio(PairMoments.weighted(values, repeated(7, 6))).within(Confidence.P95);
    Estimate plain = Moments.of(values).point().within(Confidence.P95);

    assertThat(weighted.value()).isCloseTo(plain.value(), within(1e-12));
    assertThat(weighted.low()).isCloseTo(plain.low(), within(1e-10));
    assertThat(weighted.high()).isCloseTo(plain.high(), within(1e-10));
  }

  @Test
  void aWeightedMeanCountsWeights() {
    assertThat(new Ratio(PairMoments.weighted(new double[] {1, 10}, new double[] {3, 1})).value())
        .isCloseTo(13 / 4.0, within(1e-15));
    assertThatThrownBy(() -> PairMoments.weighted(new double[] {1}, new double[] {-1}))
        .hasMessage("a weight is not negative, was -1.0");
    assertThatThrownBy(() -> PairMoments.weighted(new double[] {1}, new double[] {1, 2}))
        .hasMessage("each unit has two figures, was 2 of x and 1 of y");
  }

  @Test
  void atFiellersEndsTheNumeratorIsOneQuantileFromTheDenominatorTimesThem() {
    PairMoments units = drawn(25, 1.6).units();
    Estimate estimate = new Ratio(units).fieller(Confidence.P95);
    double t = new TDistribution(24).inverseCumulativeProbability(0.975);

    for (double end : new double[] {estimate.low(), estimate.high()}) {
      double variance =
          units.y().variance() - 2 * end * units.covariance() + end * end * units.x().variance();
      assertThat(Math.abs(units.meanY() - end * units.meanX()))
          .as("seed %d", seed)
          .isCloseTo(t * Math.sqrt(variance / 25), within(1e-9));
    }
  }

  @Test
  void holdsTheRatioAsOftenAsItSaysByEitherMethod() {
    int held = 0;
    int heldNearZero = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Estimate far = drawn(60, 3).within(Confidence.P95);
      Estimate near = drawn(60, 1).within(Confidence.P95);
      held += far.contains(3) ? 1 : 0;
      heldNearZero += near.contains(3) ? 1 : 0;
      assertThat(far.method()).as("seed %d", seed).isEqualTo(Method.DELTA);
    }

    assertThat(held / (double) ROUNDS).as("seed %d", seed).isCloseTo(0.95, within(TOLERANCE));
    assertThat(heldNearZero / (double) ROUNDS)
        .as("seed %d", seed)
        .isCloseTo(0.95, within(TOLERANCE));
  }

  @Test
  void nearZeroTheDeltaMethodRefusesAndFiellerAnswers() {
    PairMoments near =
        PairMoments.of(
            new double[] {0, 0, 1, 0, 2, 0, 1, 1}, new double[] {1, 2, 5, 1, 9, 2, 4, 5});
    Ratio ratio = new Ratio(near);

    assertThatThrownBy(ratio::point)
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("standard error is at most 0.1 of it")
        .hasMessageContaining("of 0.625");
    assertThat(ratio.within(Confidence.P95).method()).isEqualTo(Method.FIELLER);
  }

  @Test
  void refusesADenominatorThatIsNotToldFromZero() {
    Ratio none = new Ratio(PairMoments.of(new double[] {-1, 1, 0.5}, new double[] {1, 2, 3}));
    Ratio zero = new Ratio(PairMoments.of(new double[] {-1, 1}, new double[] {1, 2}));

    assertThatThrownBy(() -> none.within(Confidence.P95))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("told from 0 at confidence 0.95, was 0.16");
    assertThatThrownBy(zero::value)
        .isInstanceOf(Unanswered.class)
        .hasMessage("a ratio needs a denominator, and its mean over 2 units is 0");
  }
}
