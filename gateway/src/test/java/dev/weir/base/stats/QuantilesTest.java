package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {
  private static double[] ranks(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }

  /// R's `quantile(c(1, 2, 4, 8, 16))`, type 7.
  @Test
  void isLinearBetweenOrderStatistics() {
    Quantiles quantiles = Quantiles.of(16, 1, 8, 2, 4);

    assertThat(quantiles.at(0)).isEqualTo(1);
    assertThat(quantiles.at(0.25)).isEqualTo(2);
    assertThat(quantiles.at(0.5)).isEqualTo(4);
    assertThat(quantiles.at(0.95)).isCloseTo(14.4, within(1e-12));
    assertThat(quantiles.at(1)).isEqualTo(16);
    assertThat(Quantiles.of(7).at(0.5)).isEqualTo(7);
  }

  /// The median's ranks 40 and 61 of 100 are those of published tables (Conover 1999); the others
  /// are binomial quantiles.
  @ParameterizedTest
  @CsvSource({"100, 0.5, 40, 61", "25, 0.5, 8, 18", "200, 0.95, 184, 197", "72, 0.95, 64, 72"})
  void anIntervalIsFromOneRankToAnother(int count, double share, double low, double high) {
    Estimate estimate = Quantiles.of(ranks(count)).within(share, Confidence.P95);

    assertThat(estimate.low()).isEqualTo(low);
    assertThat(estimate.high()).isEqualTo(high);
    assertThat(estimate.method()).isEqualTo(Estimate.Method.ORDER_STATISTICS);
  }

  @Test
  void refusesAnIntervalThatTooFewValuesHave() {
    assertThat(Quantiles.countMin(0.5, Confidence.P95)).isEqualTo(6);
    assertThat(Quantiles.countMin(0.95, Confidence.P95)).isEqualTo(72);
    assertThatThrownBy(() -> Quantiles.of(ranks(71)).within(0.95, Confidence.P95))
        .isInstanceOf(Unanswered.class)
        .hasMessage("an interval of the 0.95 quantile at confidence 0.95 needs 72 values, was 71");
  }

  @Test
  void refusesNoValuesSharesBeyondAllAndWhatIsNoNumber() {
    assertThatThrownBy(Quantiles::of).isInstanceOf(Unanswered.class).hasMessageContaining("was 0");
    assertThatThrownBy(() -> Quantiles.of(1).at(1.1)).hasMessageContaining("was 1.1");
    assertThatThrownBy(() -> Quantiles.of(1, Double.NaN)).hasMessageContaining("was NaN");
    assertThatThrownBy(() -> Quantiles.of(ranks(100)).within(1, Confidence.P95))
        .hasMessageContaining("above 0 and below 1, was 1.0");
  }

  @Test
  void holdsTheQuantileOfAnyDistributionAsOftenAsItSays() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int rounds = 4_000;
    int held = 0;
    for (int round = 0; round < rounds; round++) {
      double[] skewed = random.doubles(120).map(u -> -Math.log(u)).toArray();
      if (Quantiles.of(skewed).within(0.95, Confidence.P95).contains(-Math.log(0.05))) {
        held++;
      }
    }

    // 4.5 standard errors of a share of 95 % below it
    assertThat(held / (double) rounds).as("seed %d", seed).isGreaterThan(0.95 - 0.0155);
  }
}
